package dev.bestcode.benchmarks;

import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.Usage;
import dev.bestcode.api.llm.ContentBlock;
import dev.bestcode.api.llm.LlmClient;
import dev.bestcode.api.llm.LlmEvent;
import dev.bestcode.api.llm.LlmReply;
import dev.bestcode.api.llm.LlmRequest;
import dev.bestcode.api.llm.StopReason;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Answers at once, by how far a conversation has come: the lead calls all specialists in one
/// answer, and each of them reads a file turn after turn.
record SpecialistModel(int specialists, int turns, String file) implements LlmClient {
    /// Tells the lead's requests from those of the others.
    static final String LEADS = "You lead.";

    @Override
    public LlmReply stream(LlmRequest request, Consumer<LlmEvent> onEvent) {
        int turn = request.messages().size() / 2;
        if (request.system().startsWith(LEADS)) {
            return turn == 0 ? answer(calls()) : answer(List.of(new ContentBlock.Text("done")));
        }
        return turn == turns
                ? answer(List.of(new ContentBlock.Text("done")))
                : answer(List.of(read(turn)));
    }

    private List<ContentBlock> calls() {
        var calls = new ArrayList<ContentBlock>();
        for (int i = 0; i < specialists; i++) {
            var arguments = JsonObject.builder().put("task", "part " + i).build();
            calls.add(new ContentBlock.ToolUse("help-" + i, Specialists.HELP, arguments));
        }
        return calls;
    }

    /// From another line each turn: the same call again and again would end the task.
    private ContentBlock read(int turn) {
        var arguments = JsonObject.builder().put("path", file).put("offset", 1 + turn % 90).build();
        return new ContentBlock.ToolUse("read-" + turn, "file-read", arguments);
    }

    private static LlmReply answer(List<ContentBlock> content) {
        boolean calls = content.getFirst() instanceof ContentBlock.ToolUse;
        return new LlmReply(
                "model",
                content,
                calls ? StopReason.TOOL_USE : StopReason.END_TURN,
                new Usage(100, 10, 0, 0),
                Bytes.EMPTY.sha256());
    }
}
