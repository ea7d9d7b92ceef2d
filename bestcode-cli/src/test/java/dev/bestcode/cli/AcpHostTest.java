package dev.bestcode.cli;

import static dev.bestcode.testkit.Step.answer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.control.Task;
import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.llm.AnthropicClient;
import dev.bestcode.runtime.BestCode;
import dev.bestcode.testkit.ScriptedModel;
import dev.bestcode.tools.NativeTools;
import dev.bestcode.tools.Workspace;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

class AcpHostTest {
    @TempDir private Path folder;
    @TempDir private Path workspace;

    @Test
    void sessionsOfTheOtherKernelsAreListedWhileOneIsDamaged() throws Exception {
        ran("k0");
        var kept = ran("k1");
        damage(folder.resolve("state/k0"));

        var listed = told(request(1, "initialize"), request(2, "session/list"));

        assertThat(listed.requireObject("result").requireArray("sessions").values())
                .extracting(session -> ((JsonObject) session).requireString("sessionId"))
                .containsExactly(kept.value());
    }

    private RunId ran(String kernel) throws Exception {
        try (var model = ScriptedModel.start(answer("done"));
                var os =
                        BestCode.builder()
                                .llm(
                                        AnthropicClient.builder()
                                                .baseUrl(model.baseUrl())
                                                .apiKey("key")
                                                .build())
                                .tools(NativeTools.in(Workspace.at(workspace)))
                                .stateAt(folder.resolve("state").resolve(kernel))
                                .build()) {
            return os.submit(Task.of("coding", "say it")).await().run();
        }
    }

    private static void damage(Path kernel) throws Exception {
        var log = kernel.resolve("log/1.log");
        var bytes = Files.readAllBytes(log);
        bytes[140] ^= 1;
        Files.write(log, bytes);
    }

    private String request(int id, String method) {
        return Json.text(
                JsonObject.builder()
                        .put("jsonrpc", "2.0")
                        .put("id", id)
                        .put("method", method)
                        .put(
                                "params",
                                JsonObject.builder()
                                        .put("protocolVersion", 1)
                                        .put("cwd", workspace.toString())
                                        .build())
                        .build());
    }

    /// What is answered to the second; an editor that leaves hears no more.
    private JsonObject told(String... requests) throws Exception {
        var in = Pipe.open();
        var out = Pipe.open();
        var serving = Thread.ofVirtual().start(() -> serve(in.source(), out.sink()));
        try (var editor = Channels.newOutputStream(in.sink());
                var heard =
                        new BufferedReader(
                                Channels.newReader(out.source(), StandardCharsets.UTF_8))) {
            editor.write((String.join("\n", requests) + "\n").getBytes(StandardCharsets.UTF_8));
            var answer = JsonObject.EMPTY;
            while (answer.integer("id").orElse(0) != 2) {
                answer = Json.parseObject(Objects.requireNonNull(heard.readLine(), "it ended"));
            }
            return answer;
        } finally {
            serving.join();
        }
    }

    private void serve(ReadableByteChannel requests, WritableByteChannel answers) {
        try (var in = Channels.newInputStream(requests);
                var out = Channels.newOutputStream(answers)) {
            var words = List.of("--data-dir=" + folder.resolve("state"));
            AcpHost.serve(words, Optional.empty(), Map.of("HOME", folder.toString()), in, out);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
