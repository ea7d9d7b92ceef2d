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

/// What a server asks people: its forms, wherever they are answered, and its prompts.
@Timeout(240)
class FormsTest {
    private static final String FILLED =
            "\"content\":{\"name\":\"Ada L\",\"sure\":true,\"size\":\"m\",\"age\":7}";

    @TempDir private Path folder;
    private Path workspace = Path.of("");
    private Path organism = Path.of("");
    private AskingServer server = new AskingServer(Path.of(""));

    @BeforeEach
    void layServer() throws IOException {
        folder = folder.toRealPath();
        workspace = Files.createDirectory(folder.resolve("workspace"));
        organism = Files.writeString(folder.resolve("o.yaml"), AskingServer.ORGANISM);
        server = AskingServer.in(workspace);
    }

    private BestCodeProcess command(ScriptedModel model, String... words) {
        return bestcode(words)
                .with("--base-url", model.baseUrl(), "--organism", organism)
                .with("--data-dir", folder.resolve("state"))
                .env("ANTHROPIC_API_KEY", "key")
                .env("HOME", folder.toString())
                .in(workspace);
    }

    private static ScriptedModel greeting() throws IOException {
        return ScriptedModel.start(calls(tool("asker__greet", "{}")), answer("Greeted."));
    }

    @Test
    void conversationAsksFieldByFieldAndSaysWhatDoesNotFit() throws Exception {
        AtTerminal.assumeThereIsOne();
        try (var model = greeting();
                var terminal = AtTerminal.start(command(model))) {
            terminal.await("\n›\n");
            terminal.type("greet\r");
            terminal.await("name: string (Yours) ›");
            terminal.type("\r");
            terminal.await("'name' cannot be left out");
            terminal.type("Ada L\r");
            terminal.await("age: integer, else 7, may be left out ›");
            terminal.type("x\r");
            terminal.await("'age' takes a whole number");
            terminal.type("\r");
            terminal.await("sure: boolean ›");
            terminal.type("maybe\r");
            terminal.await("'sure' takes yes or no");
            terminal.type("y\r");
            terminal.await("size: string of s (Small), m (Middle), may be left out ›");
            terminal.type("middle\r");
            terminal.await("Greeted.");
            terminal.type("/quit\r");
            assertThat(terminal.end()).isZero();
        }
        assertThat(server.heard()).contains(FILLED);
    }

    @Test
    void conversationTakesAWholeAnswer() throws Exception {
        assertThat(afterTyping("name=Ada L sure=yes size=m")).contains(FILLED);
    }

    @Test
    void conversationPassesOverTheRestAndTakesASlashForText() throws Exception {
        assertThat(afterTyping("/home/ada\r/yes\r\ry\r/yes"))
                .contains("\"content\":{\"name\":\"/home/ada\",\"sure\":true,\"age\":7}");
    }

    @Test
    void conversationDeclines() throws Exception {
        assertThat(afterTyping("/no")).contains("\"action\":\"decline\"");
    }

    private String afterTyping(String line) throws Exception {
        AtTerminal.assumeThereIsOne();
        try (var model = greeting();
                var terminal = AtTerminal.start(command(model))) {
            terminal.await("\n›\n");
            terminal.type("greet\r");
            terminal.await("name: string (Yours) ›");
            terminal.type(line + "\r");
            terminal.await("Greeted.");
            terminal.type("/quit\r");
            assertThat(terminal.end()).isZero();
        }
        return server.heard();
    }

    @Test
    void controlRoomAsksFieldByField() throws Exception {
        AtTerminal.assumeThereIsOne();
        try (var model = greeting();
                var terminal = AtTerminal.start(command(model, "tui"))) {
            terminal.await("Say what is to be done");
            terminal.type("greet\r");
            terminal.await("name: string (Yours) ›");
            terminal.type("Ada L\r");
            terminal.await("age: integer, else 7, may be left out ›");
            terminal.type("\r");
            terminal.await("sure: boolean ›");
            terminal.type("maybe\r");
            terminal.await("'sure' takes yes or no");
            terminal.type("\u0015yes\r");
            terminal.await("size: string of s (Small)");
            terminal.type("m\r");
            terminal.await("Greeted.");
            terminal.type("\u0004");
            assertThat(terminal.end()).isZero();
        }
        assertThat(server.heard()).contains(FILLED);
    }

    @Test
    void controlRoomThatWatchesAnotherProcessSendsWhatIsFilledIn() throws Exception {
        AtTerminal.assumeThereIsOne();
        try (var model = greeting()) {
            var process = asking(model);
            var run = asked(process).requireString("run");

            try (var terminal = AtTerminal.start(here("tui", run))) {
                terminal.await("name: string (Yours) ›");
                terminal.type("Ada L\r");
                terminal.await("age: integer, else 7, may be left out ›");
                terminal.type("\r");
                terminal.await("sure: boolean ›");
                terminal.type("yes\r");
                terminal.await("size: string of s (Small)");
                terminal.type("m\r");
                terminal.await("Greeted.");
                terminal.type("\u0004");
                assertThat(terminal.end()).isZero();
            }
            assertThat(process.waitFor()).isZero();
        }
        assertThat(server.heard()).contains(FILLED);
    }

    @Test
    void anotherProcessAnswersAndIsToldWhatDoesNotFit() throws Exception {
        try (var model = greeting()) {
            var process = asking(model);
            var question = Long.toString(asked(process).requireLong("question"));

            assertThat(approve().run().out()).contains("Who are you?", "\"default\":7");
            var wrong = approve(question, "--answer", "name=Ada L age=old sure=yes").run();
            assertThat(wrong.exit()).isEqualTo(3);
            assertThat(wrong.err()).contains("'age' takes a whole number");
            var answered = approve(question, "--answer", "name=Ada L sure=yes size=Middle").run();
            assertThat(answered.exit()).as(answered.err()).isZero();
            assertThat(answered.out()).contains("question " + question, "is answered");

            assertThat(process.waitFor()).isZero();
        }
        assertThat(server.heard()).contains(FILLED);
    }

    private BestCodeProcess approve(String... words) {
        return here("approve").with((Object[]) words);
    }

    private BestCodeProcess here(String... words) {
        return bestcode(words)
                .with("--data-dir", folder.resolve("state"))
                .env("HOME", folder.toString())
                .in(workspace);
    }

    private Process asking(ScriptedModel model) throws IOException {
        return command(model, "run", "greet")
                .with("--approve", "ask", "--output", "stream-json")
                .start(folder.resolve("err"));
    }

    private static JsonObject asked(Process process) throws IOException {
        var events =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (var line = events.readLine(); line != null; line = events.readLine()) {
            var event = Json.parseObject(line);
            if (event.string("state").filter("asked"::equals).isPresent()) {
                return event;
            }
        }
        throw new AssertionError("the run ended without a question");
    }

    @Test
    void promptsAreListedAndFilledInFromWhatIsTyped() throws Exception {
        try (var model = ScriptedModel.start(answer("Reviewed."))) {
            var ended =
                    command(model)
                            .typing(
                                    """
                                    /prompts
                                    /mcp__asker__review
                                    /mcp__asker__nothing
                                    /mcp__asker__review Main.java with great care
                                    /quit
                                    """)
                            .run();

            assertThat(ended.exit()).as(ended.err()).isZero();
            assertThat(ended.out())
                    .contains("/mcp__asker__review file [how]  How we review")
                    .contains("prompt 'review' needs 'file'; say: review file [how]")
                    .contains("no server of this profile has the prompt /mcp__asker__nothing")
                    .contains("Reviewed.");
            assertThat(model.requests()).hasSize(1);
            assertThat(Json.text(model.requests().getFirst().body()))
                    .contains("I asked server 'asker' for its prompt 'review'. It says:")
                    .contains("Review it as we do.");
        }
        assertThat(server.prompted())
                .contains("\"arguments\":{\"file\":\"Main.java\",\"how\":\"with great care\"}");
    }
}
