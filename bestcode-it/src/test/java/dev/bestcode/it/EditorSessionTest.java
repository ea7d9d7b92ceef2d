package dev.bestcode.it;

import static dev.bestcode.it.BestCodeProcess.bestcode;
import static dev.bestcode.it.Told.error;
import static dev.bestcode.it.Told.shown;
import static dev.bestcode.it.Told.stopReason;
import static dev.bestcode.it.Told.update;
import static dev.bestcode.testkit.Fault.stall;
import static dev.bestcode.testkit.Step.answer;
import static dev.bestcode.testkit.Step.calls;
import static dev.bestcode.testkit.Step.fault;
import static dev.bestcode.testkit.Step.say;
import static dev.bestcode.testkit.Step.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.testkit.ScriptedModel;
import dev.bestcode.testkit.Step;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// `bestcode acp` as an editor has it: a process, lines each way, a model over HTTP.
class EditorSessionTest {
    /// Writing whole files is asked about.
    private static final String ORGANISM =
            """
            version: 1
            profiles:
              coding:
                listeners: [coder, file-read, file-write, file-edit]
                permissions: {file-edit: auto, file-write: prompt}
            """;

    private static final Step HANGS = fault(stall(Duration.ofMinutes(5)));

    @TempDir private Path folder;
    private Path workspace = Path.of("");
    private Path errors = Path.of("");

    @BeforeEach
    void layWorkspace() throws IOException {
        workspace = Files.createDirectory(folder.resolve("workspace"));
        errors = folder.resolve("errors.txt");
        Files.writeString(workspace.resolve("Slug.java"), "class Slug {\n    int old;\n}\n");
        Files.writeString(folder.resolve("organism.yaml"), ORGANISM);
    }

    private Editor editor(ScriptedModel model) throws IOException {
        return Editor.start(
                bestcode("acp", "--model", "sonnet", "--base-url", model.baseUrl())
                        .with("--organism", folder.resolve("organism.yaml"))
                        .env("HOME", folder.toString())
                        .env("ANTHROPIC_API_KEY", "key")
                        .in(folder),
                errors);
    }

    private static Step edits() {
        return calls(
                tool(
                        "file-edit",
                        "{\"path\":\"Slug.java\",\"edits\":[{\"old\":\"old\",\"new\":\"now\"}]}"));
    }

    private static Step writes(String file, String content) {
        return calls(
                tool(
                        "file-write",
                        "{\"path\":\"%s\",\"content\":\"%s\"}".formatted(file, content)));
    }

    private static JsonObject load(String session, Path workspace) {
        return Editor.place(workspace).put("sessionId", session).build();
    }

    @Test
    void taskWithAPermissionACancelAndAReload() throws Exception {
        String session;
        try (var model =
                        ScriptedModel.start(
                                say("I look first.")
                                        .callTool("file-read", "{\"path\":\"Slug.java\"}"),
                                edits(),
                                writes("Slug.java", "class Slug {}\\n"),
                                answer("Slug is mended."),
                                HANGS);
                var editor = editor(model)) {
            assertThat(editor.initialize().requireObject("agentCapabilities").bool("loadSession"))
                    .contains(true);
            session = editor.session(workspace);

            var first = editor.ask(session, "mend Slug");
            assertThat(stopReason(first.getLast())).isEqualTo("end_turn");
            assertThat(shown(first))
                    .startsWith(
                            "agent_message_chunk I look first.", "tool_call file-read Slug.java")
                    .contains(
                            "tool_call_update completed",
                            "tool_call file-edit Slug.java",
                            "tool_call file-write Slug.java")
                    .endsWith("agent_message_chunk Slug is mended.");
            assertThat(first.stream().filter(Editor::isQuestion)).hasSize(1);
            assertThat(Json.text(update(diffs(first).getLast())))
                    .contains("int now;", "\"newText\":\"class Slug {}\\n\"", "\"oldText\":");
            assertThat(workspace.resolve("Slug.java")).hasContent("class Slug {}\n");

            int hanging = editor.request("session/prompt", Editor.prompt(session, "and now"));
            editor.until(Told::isUpdate);
            editor.cancel(session);
            assertThat(stopReason(editor.answered(hanging).getLast())).isEqualTo("cancelled");
            assertThat(editor.leave()).isZero();
        }
        try (var model = ScriptedModel.start(answer("It is done."));
                var editor = editor(model)) {
            editor.initialize();
            var loaded = editor.answered(editor.request("session/load", load(session, workspace)));
            assertThat(shown(loaded))
                    .contains(
                            "user_message_chunk mend Slug",
                            "agent_message_chunk I look first.",
                            "tool_call file-edit Slug.java",
                            "agent_message_chunk Slug is mended.",
                            "user_message_chunk and now");
            assertThat(Json.text(update(diffs(loaded).getLast())))
                    .contains("int now;", "\"newText\":\"class Slug {}\\n\"");

            var next = editor.ask(session, "finish it");
            assertThat(shown(next)).endsWith("agent_message_chunk It is done.");
            assertThat(stopReason(next.getLast())).isEqualTo("end_turn");
            assertThat(Json.text(model.requests().getFirst().body()))
                    .contains("mend Slug", "and now", "finish it");
            var list =
                    editor.answered(editor.request("session/list", Editor.place(workspace).build()))
                            .getLast();
            assertThat(Json.text(list)).contains(session, "mend Slug");
            assertThat(editor.leave()).isZero();
            assertThat(model.violations()).isEmpty();
        }
    }

    private static List<JsonObject> diffs(List<JsonObject> messages) {
        return messages.stream()
                .filter(message -> Json.text(update(message)).contains("\"type\":\"diff\""))
                .toList();
    }

    @Test
    void editorThatGoesAwayStopsTheRunWhichGoesOnAnotherDay() throws Exception {
        String session;
        try (var model = ScriptedModel.start(HANGS);
                var editor = editor(model)) {
            session = editor.session(workspace);
            editor.request("session/prompt", Editor.prompt(session, "begin"));
            editor.until(Told::isUpdate);
            assertThat(editor.leave()).isZero();
        }
        try (var model = ScriptedModel.start(answer("It goes on."));
                var editor = editor(model)) {
            editor.answered(editor.request("session/load", load(session, workspace)));
            assertThat(shown(editor.ask(session, "on")))
                    .contains("agent_message_chunk It goes on.");
        }
    }

    @Test
    void agentThatWasKilledGoesOnWhereItStood() throws Exception {
        String session;
        try (var model =
                        ScriptedModel.start(
                                calls(tool("file-read", "{\"path\":\"Slug.java\"}")), HANGS);
                var editor = editor(model)) {
            session = editor.session(workspace);
            editor.request("session/prompt", Editor.prompt(session, "begin"));
            editor.until(message -> shown(List.of(message)).contains("tool_call_update completed"));
            editor.until(message -> shown(List.of(message)).toString().contains("chunk"));
            editor.kill();
        }
        try (var model = ScriptedModel.start(answer("Here."), answer("Here again."));
                var editor = editor(model)) {
            var loaded = editor.answered(editor.request("session/load", load(session, workspace)));
            assertThat(shown(loaded))
                    .contains("tool_call file-read Slug.java")
                    .endsWith(
                            "agent_message_chunk *This run was interrupted. It goes on where it stood with what you say next.*");
            var next = editor.ask(session, "on");
            assertThat(stopReason(next.getLast())).isEqualTo("end_turn");
            assertThat(Json.text(model.requests().getLast().body())).contains("begin", "on");
        }
    }

    @Test
    void sessionsOfTwoWorkspacesWorkAtOnceAndOneIsCancelledAlone() throws Exception {
        var other = Files.createDirectory(folder.resolve("other"));
        try (var model = ScriptedModel.start(HANGS, answer("I am quick."));
                var editor = editor(model)) {
            var slow = editor.session(workspace);
            var quick = editor.session(other);
            int hanging = editor.request("session/prompt", Editor.prompt(slow, "slow"));
            editor.until(Told::isUpdate);

            var done = editor.ask(quick, "quick");
            assertThat(shown(done)).containsExactly("agent_message_chunk I am quick.");
            assertThat(stopReason(done.getLast())).isEqualTo("end_turn");
            editor.cancel(slow);
            assertThat(stopReason(editor.answered(hanging).getLast())).isEqualTo("cancelled");
        }
    }

    @Test
    void hostileLinesAreAnsweredAndTheSessionGoesOn() throws Exception {
        try (var model = ScriptedModel.start(answer("Still here."));
                var editor = editor(model)) {
            var session = editor.session(workspace);
            editor.line("not JSON");
            assertThat(error(editor.next())).contains("not JSON");
            editor.line("[".repeat(1_000));
            assertThat(error(editor.next())).contains("not JSON");
            editor.line("{\"jsonrpc\":\"2.0\",\"id\":\"" + "x".repeat(9 << 20) + "\"}");
            assertThat(error(editor.next())).contains("8,388,608 bytes");
            editor.line("{\"jsonrpc\":\"2.0\",\"id\":\"a\",\"method\":\"fs/erase\"}");
            assertThat(error(editor.next())).contains("no method 'fs/erase'");

            assertThat(shown(editor.ask(session, "there?")))
                    .containsExactly("agent_message_chunk Still here.");
        }
    }

    @Test
    void twoRunsOfOneKernelAreSessionsAtOnce() throws Exception {
        String first = ended("one");
        String second = ended("two");
        try (var model = ScriptedModel.start(answer("one more"), answer("two more"));
                var editor = editor(model)) {
            for (var session : List.of(first, second)) {
                editor.answered(editor.request("session/load", load(session, workspace)));
            }
            assertThat(shown(editor.ask(first, "x")))
                    .containsExactly("agent_message_chunk one more");
            editor.answered(
                    editor.request(
                            "session/close", JsonObject.builder().put("sessionId", first).build()));
            assertThat(shown(editor.ask(second, "x")))
                    .containsExactly("agent_message_chunk two more");
        }
    }

    /// A session that has had a turn, in the first kernel that is free.
    private String ended(String text) throws Exception {
        try (var model = ScriptedModel.start(answer(text));
                var editor = editor(model)) {
            var session = editor.session(workspace);
            editor.ask(session, text);
            assertThat(editor.leave()).isZero();
            return session;
        }
    }

    @Test
    void runThatAnotherProcessHasIsRefusedByItsNumber() throws Exception {
        try (var model = ScriptedModel.start(answer("mine"));
                var owner = editor(model);
                var other = editor(model)) {
            var session = owner.session(workspace);
            owner.ask(session, "x");

            var refused = other.answered(other.request("session/load", load(session, workspace)));
            assertThat(error(refused.getLast()))
                    .contains("process " + owner.pid(), "bestcode tui " + session);
        }
    }
}
