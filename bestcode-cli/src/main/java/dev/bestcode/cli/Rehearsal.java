package dev.bestcode.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonArray;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.runtime.KernelDirectories;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicInteger;

/// One task as a user gives it, from the command line's words to a model's answer over HTTP, its
/// replay, and a call of a component: what the launcher lets the JVM watch, so that the classes of
/// a run come from its cache. The model is the demo's, on loopback.
final class Rehearsal {
    /// A component that answers what it is told: `export echo: func(text: string) -> string`.
    private static final String ECHO =
            """
            0061736d0d00010001750061736d01000000010f0260047f7f7f7f017f60027f7f017f0303020001
            05030100010607017f0141c0000b071b03066d656d6f72790200077265616c6c6f63000004656368
            6f00010a2a021301017f2300230020036a41076a41787124000b1401017f41082000360200410820
            0136020441080b02040100000006210300020100066d656d6f727900000100077265616c6c6f6300
            000100046563686f070b0140010474657874730073080a010000010203000400000b0a0100046563
            686f010000
            """;

    private final JsonArray entries;
    private final AtomicInteger next = new AtomicInteger();

    private Rehearsal() {
        entries =
                ((JsonObject) Json.parse(DemoProject.resource("demo/cassette.json")))
                        .requireArray("entries");
    }

    /// @return the exit status of the run; what it is does not matter to what is learnt
    static int play() throws IOException {
        Main.commandLine("completion"); // every command, for each is asked for at some time
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        var server = HttpServer.create(address, 0);
        try (var project = DemoProject.create()) {
            server.createContext("/", new Rehearsal()::answer);
            server.start();
            var echo = Files.write(project.workspace().resolve("echo.wasm"), echo());
            Main.execute("wasm", "call", echo.toString(), "echo", "{\"text\":\"\"}");
            int exit =
                    Main.execute(
                            "run",
                            "--model=sonnet",
                            "--base-url=http://127.0.0.1:" + server.getAddress().getPort(),
                            "--workspace=" + project.workspace(),
                            "--data-dir=" + project.state(),
                            "--approve=all",
                            "SlugTest fails. Mend Slug, and show that it passes.");
            replay(project);
            return exit;
        } finally {
            server.stop(0);
        }
    }

    private static byte[] echo() {
        return HexFormat.of().parseHex(ECHO.replace("\n", ""));
    }

    /// A replay is short, so what it loads is most of what it costs.
    private static void replay(DemoProject project) {
        for (var directory : KernelDirectories.list(project.state())) {
            for (var run : KernelDirectories.runs(directory)) {
                Main.execute(
                        "replay",
                        run.run().value(),
                        "--model=sonnet",
                        "--workspace=" + project.workspace(),
                        "--data-dir=" + project.state());
            }
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        int entry = Math.min(next.getAndIncrement(), entries.values().size() - 1);
        var reply = ((JsonObject) entries.values().get(entry)).requireObject("reply");
        var stream = stream(reply).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("content-type", "text/event-stream");
        exchange.sendResponseHeaders(200, stream.length);
        try (var out = exchange.getResponseBody()) {
            out.write(stream);
        }
    }

    private static String stream(JsonObject reply) {
        var usage = JsonObject.builder().put("input_tokens", 1).put("output_tokens", 1).build();
        var message =
                JsonObject.builder()
                        .put("id", "rehearsed")
                        .put("type", "message")
                        .put("role", "assistant")
                        .put("model", reply.requireString("model"))
                        .put("content", JsonArray.of())
                        .put("usage", usage);
        var text = new StringBuilder();
        event(text, event("message_start").put("message", message.build()));
        int index = 0;
        for (var block : reply.requireArray("content").values()) {
            block(text, index++, (JsonObject) block);
        }
        var delta = JsonObject.builder().put("stop_reason", reply.requireString("stop_reason"));
        event(text, event("message_delta").put("delta", delta.build()).put("usage", usage));
        event(text, event("message_stop"));
        return text.toString();
    }

    private static void block(StringBuilder text, int index, JsonObject block) {
        boolean words = block.requireString("type").equals("text");
        var start = JsonObject.builder().put("type", block.requireString("type"));
        var delta = JsonObject.builder();
        if (words) {
            start.put("text", "");
            delta.put("type", "text_delta").put("text", block.requireString("text"));
        } else {
            start.put("id", block.requireString("id")).put("name", block.requireString("name"));
            start.put("input", JsonObject.EMPTY);
            delta.put("type", "input_json_delta")
                    .put("partial_json", Json.text(block.requireObject("input")));
        }
        event(text, event("content_block_start", index).put("content_block", start.build()));
        event(text, event("content_block_delta", index).put("delta", delta.build()));
        event(text, event("content_block_stop", index));
    }

    private static JsonObject.Builder event(String type, int index) {
        return event(type).put("index", index);
    }

    private static JsonObject.Builder event(String type) {
        return JsonObject.builder().put("type", type);
    }

    private static void event(StringBuilder text, JsonObject.Builder data) {
        var json = data.build();
        text.append("event: ").append(json.requireString("type"));
        text.append("\ndata: ").append(Json.text(json)).append("\n\n");
    }
}
