package dev.bestcode.llm;

import dev.bestcode.api.llm.ContentBlock;
import dev.bestcode.api.llm.LlmException;
import dev.bestcode.api.llm.LlmMessage;
import dev.bestcode.api.llm.LlmRequest;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Tells that a provider does not take back what a model thought: another model did, or something
/// else stood before it then. The request is as good without it, and the conversation would not get
/// on with it.
final class ThinkingRefusal {
    private static final Pattern SAID =
            Pattern.compile(
                    "signature.{0,9} in .{0,9}thinking|thinking.{0,40} cannot be modified|bound to a different",
                    Pattern.CASE_INSENSITIVE);

    private ThinkingRefusal() {}

    /// @return what to ask instead; nothing when that is not what was refused
    static Optional<LlmRequest> mended(LlmRequest request, LlmException.Permanent refusal) {
        boolean thought =
                request.messages().stream()
                        .flatMap(message -> message.content().stream())
                        .anyMatch(ContentBlock::isThinking);
        return thought && SAID.matcher(String.valueOf(refusal.getMessage())).find()
                ? Optional.of(withoutThinking(request))
                : Optional.empty();
    }

    private static LlmRequest withoutThinking(LlmRequest request) {
        var messages = new ArrayList<LlmMessage>();
        for (var message : request.messages()) {
            var left = message.content().stream().filter(block -> !block.isThinking()).toList();
            if (!left.isEmpty()) {
                append(messages, message.role(), left);
            }
        }
        return request.withMessages(messages);
    }

    /// Where an answer was nothing but thinking, what the user said before and after it is one
    /// message: roles take turns.
    private static void append(
            List<LlmMessage> messages, LlmMessage.Role role, List<ContentBlock> blocks) {
        var all = new ArrayList<ContentBlock>();
        if (!messages.isEmpty() && messages.getLast().role() == role) {
            all.addAll(messages.removeLast().content());
        }
        all.addAll(blocks);
        messages.add(new LlmMessage(role, all));
    }
}
