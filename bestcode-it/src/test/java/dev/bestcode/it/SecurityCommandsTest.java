package dev.bestcode.it;

import static dev.bestcode.it.BestCodeProcess.bestcode;
import static dev.bestcode.testkit.Step.answer;
import static dev.bestcode.testkit.Step.calls;
import static dev.bestcode.testkit.Step.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.testkit.ScriptedModel;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// `audit`, `trust` and `approve`, as a person uses them.
@Timeout(240)
class SecurityCommandsTest {
    private static final String READER =
            """
            profiles:
              coding: {listeners: [coder, file-read, grep]}
            """;
    private static final String WRITER =
            """
            profiles:
              coding:
                listeners: [coder, file-read, grep, file-write, command-exec]
                permissions: {file-write: auto}
                commands: [git, bash]
            """;

    @TempDir private Path folder;
    private Path workspace;

    @BeforeEach
    void workspace() throws IOException {
        folder = folder.toRealPath();
        workspace = Files.createDirectory(folder.resolve("workspace"));
    }

    @Test
    void auditSaysWhatFollowsAndFailsWhenWhatIsForbiddenCanBeReached() throws Exception {
        var all = command("audit", "--forbid", "command-exec").run();
        assertThat(all.exit()).isEqualTo(5);
        assertThat(all.err()).isEqualTo("profile coding reaches command-exec\n");
        assertThat(all.out())
                .contains("profile coding\n", "profile researcher\n", "user → coder → llm-pool")
                .contains("arbitrary code inside the sandbox")
                .containsPattern("commands run inside these walls: |no wall stands around commands")
                .contains("it has no route to anything that writes files or starts programs");

        var one =
                command("audit", "--profile", "researcher", "--output", "json")
                        .with("--forbid", "command-exec", "--forbid", "file-write")
                        .run();
        assertThat(one.exit()).as(one.err()).isZero();
        var profile =
                (JsonObject)
                        Json.parseObject(one.out()).requireArray("profiles").values().getFirst();
        assertThat(profile.requireString("profile")).isEqualTo("researcher");
        assertThat(profile.requireArray("reachable").values()).hasSize(8);

        var slip = command("audit", "--forbid", "comand-exec").run();
        assertThat(slip.exit()).isEqualTo(2);
        assertThat(slip.err()).contains("no listener has that name");
    }

    @Test
    void auditDiffSaysWhatWasGainedAndLost() throws Exception {
        var reader = Files.writeString(folder.resolve("reader.yaml"), READER).toString();
        var writer = Files.writeString(folder.resolve("writer.yaml"), WRITER).toString();

        var gained = command("audit", "--diff", reader, writer).run();
        assertThat(gained.exit()).isEqualTo(5);
        assertThat(gained.out())
                .contains("+ profile coding: coder → file-write with FileWriteRequest (auto)\n")
                .contains("+ profile coding: starts bash\n")
                .doesNotContain("- ");
        var lost = command("audit", "--diff", writer, reader).run();
        assertThat(lost.exit()).isZero();
        assertThat(lost.out()).isEqualTo(gained.out().replace("+ ", "- "));
        assertThat(command("audit", "--diff", reader, reader).run().out())
                .isEqualTo("Both allow the same.\n");
    }

    @Test
    void aProjectsOwnOrganismWidensNothingUntilItIsTrustedAsItIs() throws Exception {
        var own = Files.createDirectory(workspace.resolve(".bestcode")).resolve("organism.yaml");
        Files.writeString(own, WRITER);
        try (var model = ScriptedModel.builder().otherwise(answer("done")).start()) {
            var refused = run(model, "x").run();
            assertThat(refused.exit()).isEqualTo(5);
            assertThat(refused.err())
                    .contains("+ profile coding: starts bash", "say 'bestcode trust --workspace ");
            assertThat(command("trust").run().exit()).as("nobody to ask").isEqualTo(2);

            var trusted = command("trust", "--yes").run();
            assertThat(trusted.exit()).as(trusted.err()).isZero();
            assertThat(trusted.out()).contains("+ profile coding: starts bash");
            assertThat(run(model, "x").run().exit()).isZero();

            Files.writeString(own, WRITER + "# changed\n");
            assertThat(run(model, "x").run().exit()).isEqualTo(5);
            Files.writeString(own, READER);
            assertThat(run(model, "x").run().exit()).as("narrower needs no trust").isZero();
        }
    }

    @Test
    void aFileOfTheWorkspaceThatIsNamedIsTheProjectsAndOneOutsideTheUsers() throws Exception {
        var inside = Files.writeString(workspace.resolve("o.yaml"), WRITER);
        var outside = Files.writeString(folder.resolve("o.yaml"), WRITER);
        try (var model = ScriptedModel.builder().otherwise(answer("done")).start()) {
            assertThat(run(model, "x").with("--organism", inside).run().exit()).isEqualTo(5);
            assertThat(run(model, "x").with("--organism", outside).run().exit()).isZero();
        }
    }

    @Test
    void aCallWaitsForAnAnswerFromAnotherProcess() throws Exception {
        var organism =
                Files.writeString(
                        folder.resolve("o.yaml"),
                        "profiles: {coding: {listeners: [coder, file-write]}}");
        try (var model =
                ScriptedModel.start(
                        calls(tool("file-write", "{\"path\":\"a\",\"content\":\"x\"}")),
                        answer("written"))) {
            var errors = folder.resolve("err");
            var process =
                    run(model, "write")
                            .with("--organism", organism, "--approve", "ask")
                            .with("--output", "stream-json")
                            .start(errors);
            var events =
                    new BufferedReader(
                            new InputStreamReader(
                                    process.getInputStream(), StandardCharsets.UTF_8));
            var question = until(events, "asked").requireLong("question");

            var list = command("approve", "--data-dir", state(), "--output", "json").run();
            assertThat(list.exit()).as(list.err()).isZero();
            var waiting = Json.parseObject(list.out());
            assertThat(waiting.requireLong("question")).isEqualTo(question);
            assertThat(waiting.requireString("tool")).isEqualTo("file-write");
            assertThat(workspace.resolve("a")).doesNotExist();

            var answered =
                    command("approve", "--data-dir", state(), Long.toString(question))
                            .with("--scope", "always")
                            .run();
            assertThat(answered.out())
                    .isEqualTo("question %d: file-write may run\n".formatted(question));
            assertThat(until(events, "allowed").requireString("by"))
                    .isEqualTo("the user, by the control socket");
            assertThat(process.waitFor()).as(Files.readString(errors)).isZero();
            assertThat(workspace.resolve("a")).hasContent("x");
            assertThat(Files.readString(folder.resolve("config/bestcode/approvals.jsonl")))
                    .contains("\"tool\":\"file-write\"");
        }
    }

    private static JsonObject until(BufferedReader events, String state) throws IOException {
        for (var line = events.readLine(); line != null; line = events.readLine()) {
            var event = Json.parseObject(line);
            if (event.string("state").equals(Optional.of(state))) {
                return event;
            }
        }
        throw new AssertionError("the run ended without being " + state);
    }

    private String state() {
        return folder.resolve("state").toString();
    }

    private BestCodeProcess run(ScriptedModel model, String task) {
        return command("run", "--base-url", model.baseUrl(), "--data-dir", state(), task)
                .env("ANTHROPIC_API_KEY", "key");
    }

    private BestCodeProcess command(String... arguments) {
        return bestcode(arguments)
                .env("XDG_CONFIG_HOME", folder.resolve("config").toString())
                .env("HOME", folder.toString())
                .in(workspace);
    }
}
