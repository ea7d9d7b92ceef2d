package dev.bestcode.librarian;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.llm.ContentBlock;
import dev.bestcode.api.llm.LlmMessage;
import dev.bestcode.api.llm.LlmMessage.Role;

import java.util.HashSet;
import java.util.List;

/// What a provider demands of a conversation before it looks at it.
final class ValidRequest {
    private ValidRequest() {}

    static void check(List<LlmMessage> messages) {
        var role = Role.USER;
        List<String> owed = List.of();
        for (var message : messages) {
            assertThat(message.role()).isEqualTo(role);
            assertThat(message.content()).isNotEmpty();
            assertThat(message.content())
                    .noneMatch(
                            block ->
                                    block instanceof ContentBlock.Text(var text) && text.isEmpty());
            var given =
                    message.content().stream()
                            .filter(ContentBlock.ToolResult.class::isInstance)
                            .map(block -> ((ContentBlock.ToolResult) block).toolUseId())
                            .toList();
            assertThat(given).isEqualTo(owed);
            assertThat(message.content().subList(0, given.size()))
                    .allMatch(ContentBlock.ToolResult.class::isInstance);
            owed =
                    message.content().stream()
                            .filter(ContentBlock.ToolUse.class::isInstance)
                            .map(block -> ((ContentBlock.ToolUse) block).id())
                            .toList();
            assertThat(new HashSet<>(owed)).hasSameSizeAs(owed);
            role = role == Role.USER ? Role.ASSISTANT : Role.USER;
        }
        assertThat(owed).isEmpty();
    }
}
