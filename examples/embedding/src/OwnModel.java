import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.api.kernel.Usage;
import dev.bestcode.api.llm.ContentBlock;
import dev.bestcode.api.llm.LlmClient;
import dev.bestcode.api.llm.LlmEvent;
import dev.bestcode.api.llm.LlmReply;
import dev.bestcode.api.llm.LlmRequest;
import dev.bestcode.api.llm.StopReason;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;

/// A way to a model of one's own. This one thinks with two rules: read the ticket, then say what is
/// in it. `LlmClientContract` of `bestcode-testkit` says what a client owes the system.
final class OwnModel implements LlmClient {
    @Override
    public LlmReply stream(LlmRequest request, Consumer<LlmEvent> onEvent) {
        for (var block : request.messages().getLast().content()) {
            if (block instanceof ContentBlock.ToolResult(_, var content, var failed)) {
                return said(
                        request, (failed ? "It failed: " : "It says: ") + text(content), onEvent);
            }
        }
        var call =
                new ContentBlock.ToolUse(
                        "call-" + request.messages().size(),
                        "read-ticket",
                        JsonObject.builder().put("number", 7).build());
        return reply(request, call, StopReason.TOOL_USE);
    }

    private static String text(List<ContentBlock> content) {
        return content.getFirst() instanceof ContentBlock.Text(var text) ? text : "no words";
    }

    private static LlmReply said(LlmRequest request, String words, Consumer<LlmEvent> onEvent) {
        onEvent.accept(new LlmEvent.TextDelta(words));
        return reply(request, new ContentBlock.Text(words), StopReason.END_TURN);
    }

    private static LlmReply reply(LlmRequest request, ContentBlock block, StopReason why) {
        var asked = request.toString().getBytes(StandardCharsets.UTF_8);
        return new LlmReply(request.model(), List.of(block), why, Usage.ZERO, Sha256.of(asked));
    }
}
