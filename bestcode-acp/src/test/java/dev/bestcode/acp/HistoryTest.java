package dev.bestcode.acp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.control.AgentTask;
import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.kernel.ThreadStatus;
import dev.bestcode.api.kernel.Usage;
import dev.bestcode.api.llm.ContentBlock;
import dev.bestcode.api.llm.LlmReply;
import dev.bestcode.api.llm.RequestRecipe;
import dev.bestcode.api.llm.StopReason;
import dev.bestcode.api.message.Message;
import dev.bestcode.api.message.MessageId;
import dev.bestcode.api.tool.ToolOutcome;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

class HistoryTest {
    private static final RunId RUN = new RunId("r-1");
    private static final ThreadId FIRST = new ThreadId(1);

    private final FakeState state = new FakeState();

    private static Message message(
            long id,
            ThreadId thread,
            Message.Kind kind,
            String tag,
            Optional<MessageId> answers,
            String call,
            JsonObject payload) {
        boolean task = tag.equals(AgentTask.TYPE.tag());
        return new Message(
                new MessageId(id),
                thread,
                kind,
                task ? Message.USER : "coder",
                task ? "coder" : "grep",
                tag,
                answers,
                call,
                Bytes.of(Json.print(payload)));
    }

    private List<String> shown() {
        var calls = new ToolCalls(Path.of("/work"), (_, _) -> Optional.empty());
        return new History(state, calls)
                .of(RUN).stream()
                        .map(
                                update ->
                                        update.requireString("sessionUpdate")
                                                + " "
                                                + update.object("content")
                                                        .map(it -> it.requireString("text"))
                                                        .orElse(update.string("status").orElse("")))
                        .toList();
    }

    private void conversation(ThreadStatus status) {
        state.thread(FIRST.value(), RUN, Optional.empty(), status);
        var task = new AgentTask("find it", OptionalInt.empty());
        state.entry(
                3,
                message(
                        2,
                        FIRST,
                        Message.Kind.REQUEST,
                        AgentTask.TYPE.tag(),
                        Optional.empty(),
                        "",
                        task.toJson()));
        var reply =
                new LlmReply(
                        "m",
                        List.of(new ContentBlock.Text("I look.")),
                        StopReason.TOOL_USE,
                        Usage.ZERO,
                        Sha256.of(new byte[0]));
        state.entry(
                4,
                message(
                        3,
                        FIRST,
                        Message.Kind.ANSWER,
                        LlmReply.TYPE.tag(),
                        Optional.empty(),
                        "",
                        reply.toJson()));
        state.entry(
                5,
                message(
                        4,
                        new ThreadId(7),
                        Message.Kind.REQUEST,
                        "Grep",
                        Optional.empty(),
                        "c1",
                        JsonObject.builder().put("pattern", "x").build()));
        state.entry(
                6,
                message(
                        5,
                        FIRST,
                        Message.Kind.ANSWER,
                        ToolOutcome.TYPE.tag(),
                        Optional.of(new MessageId(4)),
                        "c1",
                        ToolOutcome.failed("nothing").toJson()));
    }

    @Test
    void whatWasSaidAndCalledComesInOrder() {
        conversation(ThreadStatus.COMPLETED);

        assertThat(shown())
                .containsExactly(
                        "user_message_chunk find it",
                        "agent_message_chunk I look.",
                        "tool_call in_progress",
                        "tool_call_update failed");
    }

    @Test
    void runThatWasLeftOpenSaysSoAtTheEnd() {
        conversation(ThreadStatus.ACTIVE);

        assertThat(shown())
                .last()
                .isEqualTo(
                        "agent_message_chunk *This run was interrupted. It goes on where it stood with what you say next.*");
    }

    @Test
    void entryThatCannotBeReadIsLeftOut() {
        conversation(ThreadStatus.COMPLETED);
        state.entry(
                9,
                message(
                        9,
                        FIRST,
                        Message.Kind.ANSWER,
                        LlmReply.TYPE.tag(),
                        Optional.empty(),
                        "",
                        JsonObject.EMPTY));

        assertThat(shown()).hasSize(4);
    }

    @Test
    void modelThatWasStoppedHasSaidWhatWasShown() {
        conversation(ThreadStatus.COMPLETED);
        state.entry(
                7,
                message(
                        6,
                        new ThreadId(8),
                        Message.Kind.REQUEST,
                        RequestRecipe.TYPE.tag(),
                        Optional.empty(),
                        "model-2",
                        JsonObject.EMPTY));
        state.entry(
                8,
                message(
                        7,
                        FIRST,
                        Message.Kind.FAILURE,
                        "Failure",
                        Optional.of(new MessageId(6)),
                        "model-2",
                        Json.parseObject(
                                "{\"kind\":\"stopped\",\"message\":\"stopped\",\"shown\":{\"model-2\":\"It is r\"}}")));

        assertThat(shown()).hasSize(5).endsWith("agent_message_chunk It is r");
    }

    @Test
    void runThatHasNotBegunHasNone() {
        assertThat(shown()).isEmpty();
    }
}
