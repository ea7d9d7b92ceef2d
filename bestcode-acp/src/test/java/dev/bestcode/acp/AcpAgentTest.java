package dev.bestcode.acp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.control.RunStatus;
import dev.bestcode.api.event.BestCodeEvent;
import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonNull;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.kernel.ThreadStatus;
import dev.bestcode.api.message.Message;
import dev.bestcode.api.message.MessageId;
import dev.bestcode.api.message.Progress;
import dev.bestcode.api.security.ApprovalAnswer;
import dev.bestcode.api.security.ApprovalScope;
import dev.bestcode.api.tool.ToolPreview;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

@Timeout(value = 2, unit = TimeUnit.MINUTES)
class AcpAgentTest {
    private static final MessageId INTENT = new MessageId(20);
    private static final MessageId QUESTION = new MessageId(21);

    private final TestEditor editor = editor();

    private static TestEditor editor() {
        try {
            return new TestEditor();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private FakeSystem system = new FakeSystem("r-none");

    @BeforeEach
    void openSession() throws IOException {
        system = editor.session();
    }

    @AfterEach
    void leave() throws IOException {
        editor.close();
    }

    private static JsonObject error(JsonObject line) {
        return line.requireObject("error");
    }

    private static String stopReason(JsonObject line) {
        return line.requireObject("result").requireString("stopReason");
    }

    private static JsonObject update(JsonObject line) {
        assertThat(line.requireString("method")).isEqualTo("session/update");
        return line.requireObject("params").requireObject("update");
    }

    private static String said(JsonObject line) {
        var update = update(line);
        return update.requireString("sessionUpdate")
                + ": "
                + update.requireObject("content").requireString("text");
    }

    private void progress(Progress progress) {
        system.state.thread(2, system.run, Optional.of(FakeSystem.FIRST), ThreadStatus.ACTIVE);
        system.tell(new BestCodeEvent.Provisional(system.run, new ThreadId(2), progress));
    }

    private void spoken(String text) {
        system.tell(new BestCodeEvent.MessageSpoken(system.run, FakeSystem.FIRST, 5, text));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {"jsonrpc":"2.0","id":1,     | -32700 | null
                    []                           | -32600 | null
                    {"jsonrpc":"1.0","id":7,"method":"initialize"} | -32600 | 7
                    {"jsonrpc":"2.0","id":7}     | -32600 | 7
                    {"jsonrpc":"2.0","id":[],"method":"initialize"} | -32600 | null
                    {"jsonrpc":"2.0","id":"a","method":"initialize","params":[]} | -32600 | "a"
                    {"jsonrpc":"2.0","id":7,"method":"fs/erase"} | -32601 | 7
                    {"jsonrpc":"2.0","id":7,"method":"session/new","params":{"cwd":"shop"}} | -32602 | 7
                    {"jsonrpc":"2.0","id":7,"method":"session/new","params":{}} | -32602 | 7
                    {"jsonrpc":"2.0","id":7,"method":"session/new","params":{"cwd":"/untrusted"}} | -32603 | 7
                    {"jsonrpc":"2.0","id":7,"method":"session/prompt","params":{"sessionId":"r-9"}} | -32002 | 7
                    {"jsonrpc":"2.0","id":7,"method":"session/load","params":{"sessionId":"../x","cwd":"/"}} | -32002 | 7
                    """)
    void lineThatCannotBeServedIsAnsweredAndTheNextOneIsRead(String line, long code, String id)
            throws IOException {
        editor.line(line);

        var answer = editor.next();
        assertThat(error(answer).requireLong("code")).isEqualTo(code);
        assertThat(error(answer).requireString("message")).isNotBlank();
        assertThat(answer.get("id")).contains(Json.parse(id));
        editor.request(8, "initialize", "{\"protocolVersion\":1}");
        assertThat(editor.next().requireObject("result").requireLong("protocolVersion"))
                .isEqualTo(1);
    }

    @Test
    void lineThatIsTooLongIsSkippedWhole() throws IOException {
        editor.line("x".repeat(Bounds.LINE_BYTES_MAX + 1));

        var answer = editor.next();
        assertThat(answer.get("id")).contains(JsonNull.NULL);
        assertThat(error(answer).requireString("message")).contains("8,388,608 bytes");
        editor.request(8, "initialize", "{}");
        assertThat(editor.next().requireLong("id")).isEqualTo(8);
    }

    @Test
    void blankLinesUnknownNotificationsAndAnswersToNobodySayNothing() throws IOException {
        editor.line("\r");
        editor.line("{\"jsonrpc\":\"2.0\",\"method\":\"_zed/told\",\"params\":{}}");
        editor.line("{\"jsonrpc\":\"2.0\",\"id\":77,\"result\":{}}");
        editor.line(
                "{\"jsonrpc\":\"2.0\",\"method\":\"session/cancel\",\"params\":{\"sessionId\":\"r-9\"}}");

        editor.request(8, "initialize", "{}");
        assertThat(editor.next().requireLong("id")).isEqualTo(8);
    }

    @Test
    void textThatStreamedIsNotSaidAgainWhenItIsCommitted() throws Exception {
        editor.prompt(2, system, "go");
        progress(new Progress.Thinking("hm"));
        progress(new Progress.Text("It is "));
        progress(new Progress.Text("red"));
        spoken("It is red.");
        system.end(RunStatus.DONE, "It is red.");

        assertThat(editor.next(4).stream().map(AcpAgentTest::said))
                .containsExactly(
                        "agent_thought_chunk: hm",
                        "agent_message_chunk: It is ",
                        "agent_message_chunk: red",
                        "agent_message_chunk: .");
        assertThat(stopReason(editor.next())).isEqualTo("end_turn");
    }

    @Test
    void answerThatBrokeOffIsCalledVoidAndTheNextOneIsAMessageOfItsOwn() throws Exception {
        editor.prompt(2, system, "go");
        progress(new Progress.Text("It is bl"));
        progress(new Progress.Withdrawn("the stream was cut"));
        progress(new Progress.Text("It is red."));
        spoken("It is red.");
        system.end(RunStatus.DONE, "It is red.");

        var lines = editor.next(3);
        assertThat(lines.stream().map(AcpAgentTest::said))
                .containsExactly(
                        "agent_message_chunk: It is bl",
                        "agent_message_chunk: \n\n*That answer broke off (the stream was cut) and is void.*\n\n",
                        "agent_message_chunk: It is red.");
        assertThat(lines.stream().map(line -> update(line).requireString("messageId")))
                .containsExactly("m0", "m0", "m1");
        assertThat(stopReason(editor.next())).isEqualTo("end_turn");
    }

    @Test
    void textThatLostPiecesOnItsWayIsSaidWhole() throws Exception {
        editor.prompt(2, system, "go");
        progress(new Progress.Text("It red"));
        spoken("It is red");
        system.end(RunStatus.DONE, "It is red");

        assertThat(editor.next(2).stream().map(AcpAgentTest::said))
                .containsExactly(
                        "agent_message_chunk: It red", "agent_message_chunk: \n\nIt is red");
        assertThat(stopReason(editor.next())).isEqualTo("end_turn");
    }

    @ParameterizedTest
    @CsvSource({
        "LIMIT_REACHED, max_turn_requests",
        "OUT_OF_BUDGET, max_tokens",
    })
    void limitIsSaidAndIsTheReasonOfTheStop(RunStatus status, String reason) throws Exception {
        editor.prompt(2, system, "go");
        system.end(status, "the limit is reached");

        assertThat(said(editor.next())).isEqualTo("agent_message_chunk: the limit is reached");
        assertThat(stopReason(editor.next())).isEqualTo(reason);
    }

    @Test
    void taskThatFailedIsAnErrorWithItsReason() throws Exception {
        editor.prompt(2, system, "go");
        system.end(RunStatus.PROVIDER_FAILED, "the provider cannot be reached");

        assertThat(error(editor.next()).requireString("message"))
                .isEqualTo("the provider cannot be reached");
    }

    @Test
    void cancelEndsTheTurnAsCancelledAndTheNextPromptIsTaken() throws Exception {
        editor.prompt(2, system, "go");
        editor.cancel(system);
        assertThat(stopReason(editor.next())).isEqualTo("cancelled");

        editor.prompt(3, system, "on");
        system.end(RunStatus.DONE, "done");
        assertThat(said(editor.next())).isEqualTo("agent_message_chunk: done");
        assertThat(stopReason(editor.next())).isEqualTo("end_turn");
    }

    @ParameterizedTest
    @EnumSource(
            value = RunStatus.class,
            names = {"FAILED", "PROVIDER_FAILED"})
    void promptThatWasCancelledIsAnsweredSoHoweverItsTaskEnds(RunStatus status) throws Exception {
        system.stopsAs = status;
        editor.prompt(2, system, "go");
        editor.cancel(system);

        assertThat(stopReason(editor.next())).isEqualTo("cancelled");
    }

    @Test
    void requestOfTheEditorsThatItCancelsIsItsPrompt() throws Exception {
        editor.prompt(2, system, "go");
        editor.line(
                "{\"jsonrpc\":\"2.0\",\"method\":\"$/cancel_request\",\"params\":{\"requestId\":2}}");

        assertThat(stopReason(editor.next())).isEqualTo("cancelled");
    }

    @Test
    void secondPromptOfATurnIsRefusedAndTheFirstGoesOn() throws Exception {
        editor.prompt(2, system, "go");
        editor.request(3, "session/prompt", "{\"sessionId\":\"%s\"}".formatted(system.run));
        assertThat(error(editor.next()).requireString("message")).contains("is under way");

        system.end(RunStatus.DONE, "");
        assertThat(stopReason(editor.next())).isEqualTo("end_turn");
    }

    @Test
    void callThatTheTaskEndsUnderFails() throws Exception {
        editor.prompt(2, system, "go");
        system.tell(
                new BestCodeEvent.ToolCalled(
                        system.run, FakeSystem.FIRST, 7, "c", "grep", JsonObject.EMPTY));
        editor.cancel(system);

        assertThat(update(editor.next()).requireString("status")).isEqualTo("in_progress");
        assertThat(update(editor.next()))
                .isEqualTo(
                        Json.parse(
                                "{\"sessionUpdate\":\"tool_call_update\",\"toolCallId\":\"7.c\",\"status\":\"failed\"}"));
        assertThat(stopReason(editor.next())).isEqualTo("cancelled");
    }

    private void ask() {
        system.state.entry(
                7,
                new Message(
                        INTENT,
                        new ThreadId(3),
                        Message.Kind.REQUEST,
                        "coder",
                        "command-exec",
                        "ToolCall",
                        Optional.empty(),
                        "c",
                        Bytes.ofUtf8("{}")));
        system.state.entry(
                8,
                new Message(
                        QUESTION,
                        new ThreadId(3),
                        Message.Kind.REQUEST,
                        "system",
                        Message.USER,
                        "ApprovalRequest",
                        Optional.empty(),
                        "",
                        Bytes.ofUtf8("{\"intent\":20}")));
        system.tell(
                new BestCodeEvent.ApprovalAsked(
                        system.run,
                        new ThreadId(3),
                        8,
                        QUESTION,
                        "command-exec",
                        ToolPreview.ofCommand("/usr/bin/git", List.of("git", "init"), "/work")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    "result":{"outcome":{"outcome":"selected","optionId":"once"}}   | true  | ONCE   |
                    "result":{"outcome":{"outcome":"selected","optionId":"run"}}    | true  | RUN    |
                    "result":{"outcome":{"outcome":"selected","optionId":"always"}} | true  | ALWAYS |
                    "result":{"outcome":{"outcome":"selected","optionId":"reject"}} | false | ONCE   | the person said no
                    "result":{"outcome":{"outcome":"selected","optionId":"root"}}   | false | ONCE   | not offered
                    "result":{"outcome":{"outcome":"cancelled"}}                    | false | ONCE   | turned the question away
                    "result":{}                                                     | false | ONCE   | turned the question away
                    "error":{"code":-32601,"message":"no such method"}              | false | ONCE   | no such method
                    """)
    void answerToAQuestionIsItsScope(
            String answer, boolean allowed, ApprovalScope scope, String why) throws Exception {
        editor.prompt(2, system, "go");
        ask();
        var question = editor.next();
        assertThat(question.requireString("method")).isEqualTo("session/request_permission");
        var params = question.requireObject("params");
        assertThat(params.requireObject("toolCall").requireString("toolCallId")).isEqualTo("7.c");
        assertThat(Json.text(params))
                .contains("/usr/bin/git", "git init", "\"optionId\":\"once\"", "allow_always");

        editor.line(
                "{\"jsonrpc\":\"2.0\",\"id\":%d,%s}".formatted(question.requireLong("id"), answer));

        var given = system.answers.take();
        assertThat(given.allowed()).isEqualTo(allowed);
        assertThat(given.scope()).isEqualTo(scope);
        assertThat(given.reason()).contains(why == null ? "" : why);
        system.end(RunStatus.DONE, "");
    }

    @Test
    void questionThatIsAnsweredElsewhereIsTakenBack() throws Exception {
        editor.prompt(2, system, "go");
        ask();
        var question = editor.next();
        system.approve(QUESTION, ApprovalAnswer.allow("someone", ApprovalScope.ONCE));

        assertThat(editor.next())
                .isEqualTo(
                        Json.parse(
                                "{\"jsonrpc\":\"2.0\",\"method\":\"$/cancel_request\",\"params\":{\"requestId\":%d}}"
                                        .formatted(question.requireLong("id"))));
        assertThat(update(editor.next()).requireString("status")).isEqualTo("in_progress");
        system.end(RunStatus.DONE, "");
        assertThat(stopReason(editor.next())).isEqualTo("end_turn");
    }

    @Test
    void modeIsChosenBeforeTheRunBeginsAndNotAfter() throws Exception {
        var mode = "{\"sessionId\":\"%s\",\"modeId\":\"%s\"}";
        editor.request(2, "session/set_mode", mode.formatted(system.run, "admin"));
        assertThat(error(editor.next()).requireString("message")).contains("[coding, researcher]");
        editor.request(2, "session/set_mode", mode.formatted(system.run, "researcher"));
        assertThat(editor.next().requireObject("result")).isEqualTo(JsonObject.EMPTY);

        editor.request(
                3,
                "session/prompt",
                "{\"sessionId\":\"%s\",\"prompt\":[{\"type\":\"text\",\"text\":\"go\"}]}"
                        .formatted(system.run));
        assertThat(system.said.take()).isEqualTo("researcher: go");
        system.end(RunStatus.DONE, "");
        assertThat(stopReason(editor.next())).isEqualTo("end_turn");
        editor.request(4, "session/set_mode", mode.formatted(system.run, "coding"));
        assertThat(error(editor.next()).requireString("message"))
                .contains("keeps the profile that it began with, which is 'researcher'");
    }

    @Test
    void sessionsAreBoundedAndAClosedOneMakesRoom() throws IOException {
        for (int i = 1; i < Bounds.SESSIONS_MAX; i++) {
            assertThat(editor.session()).isNotNull();
        }
        editor.request(2, "session/new", "{\"cwd\":\"/home/you/shop\"}");
        assertThat(error(editor.next()).requireString("message"))
                .isEqualTo("16 sessions are open; close one");

        editor.request(3, "session/close", "{\"sessionId\":\"%s\"}".formatted(system.run));
        assertThat(editor.next().requireObject("result")).isEqualTo(JsonObject.EMPTY);
        assertThat(system.closed).isDone();
        assertThat(editor.session()).isNotNull();
    }

    @Test
    void editorThatGoesAwayStopsWhatIsUnderWayAndEverySystemIsLeft() throws Exception {
        var other = editor.session();
        editor.prompt(2, system, "go");

        editor.close();

        assertThat(stopReason(editor.next())).isEqualTo("cancelled");
        assertThat(system.closed).isDone();
        assertThat(other.closed).isDone();
    }
}
