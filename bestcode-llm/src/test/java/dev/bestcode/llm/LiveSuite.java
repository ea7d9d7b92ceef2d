package dev.bestcode.llm;

import static dev.bestcode.llm.Fixtures.GREP;
import static dev.bestcode.llm.Fixtures.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bestcode.api.llm.ContentBlock;
import dev.bestcode.api.llm.LlmEvent;
import dev.bestcode.api.llm.LlmMessage;
import dev.bestcode.api.llm.LlmReply;
import dev.bestcode.api.llm.LlmRequest;
import dev.bestcode.api.llm.StopReason;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A real provider keeps what the doubles promise in its name. Costs a fraction of a cent, so it
/// runs when a key is set and not otherwise.
interface LiveSuite {
    /// The environment variable without which nothing runs.
    String variable();

    ModelProvider client();

    String model();

    @BeforeEach
    default void needsAKey() {
        var set = System.getenv().getOrDefault(variable(), "");
        assumeTrue(!set.isBlank(), variable() + " is not set, so no provider is asked");
    }

    private LlmRequest request(LlmMessage... messages) {
        return new LlmRequest(
                model(), 2000, "Do exactly as told.", List.of(GREP), List.of(messages));
    }

    @Test
    default void aTextStreamsAndIsCounted() throws InterruptedException {
        var pieces = new ArrayList<LlmEvent>();
        var reply = client().stream(request(user("Say the word: seven")), pieces::add);
        assertThat(reply.text().toLowerCase(Locale.ROOT)).contains("seven");
        assertThat(reply.stopReason()).isEqualTo(StopReason.END_TURN);
        assertThat(reply.usage().input()).isPositive();
        assertThat(reply.usage().output()).isPositive();
        assertThat(pieces).hasAtLeastOneElementOfType(LlmEvent.TextDelta.class);
    }

    @Test
    default void aToolIsCalledAndItsResultIsTakenBack() throws InterruptedException {
        var question = user("Call grep once, with the pattern 'main'. Then say what it found.");
        var asked = client().stream(request(question), _ -> {});
        assertThat(asked.toolUses()).isNotEmpty();
        var results =
                asked.toolUses().stream()
                        .map(LiveSuite::found)
                        .map(ContentBlock.class::cast)
                        .toList();
        var reply =
                client().stream(
                        request(
                                question,
                                new LlmMessage(LlmMessage.Role.ASSISTANT, asked.content()),
                                new LlmMessage(LlmMessage.Role.USER, results)),
                        _ -> {});
        assertThat(reply.text()).contains("Slug.java");
    }

    @Test
    default void anAnswerThatIsTooLongIsCutByName() throws InterruptedException {
        var request =
                new LlmRequest(
                        model(),
                        16,
                        "",
                        List.of(),
                        List.of(user("Count from one to two hundred in words.")));
        LlmReply reply = client().stream(request, _ -> {});
        assertThat(reply.stopReason()).isEqualTo(StopReason.MAX_TOKENS);
    }

    @Test
    default void theModelIsListed() throws InterruptedException {
        assertThat(client().models()).isNotEmpty();
    }

    private static ContentBlock.ToolResult found(ContentBlock.ToolUse use) {
        return new ContentBlock.ToolResult(
                use.id(), List.of(new ContentBlock.Text("Slug.java:3: static void main")), false);
    }
}
