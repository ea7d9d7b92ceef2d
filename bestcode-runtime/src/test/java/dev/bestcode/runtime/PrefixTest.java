package dev.bestcode.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.agent.AgentOptions;
import dev.bestcode.agent.CodingAgent;
import dev.bestcode.agent.Prefix;
import dev.bestcode.api.control.AgentTask;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.SegmentRow;
import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.kernel.Usage;
import dev.bestcode.api.llm.ContentBlock;
import dev.bestcode.api.llm.ContextTags;
import dev.bestcode.api.llm.LlmReply;
import dev.bestcode.api.llm.StopReason;
import dev.bestcode.api.message.Message;
import dev.bestcode.api.organism.Predeclared;
import dev.bestcode.api.tool.ToolOutcome;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.OptionalInt;

/// A fork begins with whole exchanges, wherever it is cut.
class PrefixTest {
    private final FakeThread thread =
            new FakeThread(
                    CodingAgent.of(
                            new AgentOptions("coder", "Do it.", "sonnet", 1000, 200),
                            (_, _) -> FakeThread.TOOLS));

    private void task() {
        var task = new AgentTask("read both", OptionalInt.empty());
        thread.commit(thread.handle(Message.Kind.REQUEST, Message.USER, "", task.toJson()));
    }

    private void modelCalls(String... ids) {
        var uses =
                List.of(ids).stream()
                        .<ContentBlock>map(
                                id -> new ContentBlock.ToolUse(id, "read", JsonObject.EMPTY))
                        .toList();
        var reply =
                new LlmReply(
                        "m",
                        uses,
                        StopReason.TOOL_USE,
                        new Usage(10, 1, 0, 0),
                        Sha256.of(new byte[0]));
        thread.commit(
                thread.handle(
                        Message.Kind.ANSWER, Predeclared.LLM_POOL, "model-1", reply.toJson()));
    }

    private void toolAnswers(String id) {
        var outcome = ToolOutcome.succeeded("read").toJson();
        thread.commit(thread.handle(Message.Kind.ANSWER, "read", id, outcome));
    }

    private List<String> tags(long before) {
        var state = thread.state();
        return Prefix.of(state, new ThreadId(2), before).pages().stream()
                .flatMap(page -> state.contexts().get(page).stream())
                .map(SegmentRow::tag)
                .toList();
    }

    @Test
    void anAnswerIsLeftOutUntilEachOfItsCallsHasItsResult() {
        long first = thread.lastId() + 1;
        task();
        modelCalls("a", "b");
        toolAnswers("a");
        var asked = List.of(ContextTags.SYSTEM, ContextTags.TOOLS, ContextTags.USER);

        assertThat(tags(first)).isEmpty();
        assertThat(tags(thread.lastId() + 1)).isEqualTo(asked);
        toolAnswers("b");
        assertThat(tags(thread.lastId() + 1))
                .containsExactly(
                        ContextTags.SYSTEM,
                        ContextTags.TOOLS,
                        ContextTags.USER,
                        ContextTags.ASSISTANT,
                        ContextTags.TOOL_RESULT,
                        ContextTags.TOOL_RESULT);
    }
}
