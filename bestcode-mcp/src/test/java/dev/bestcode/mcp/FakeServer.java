package dev.bestcode.mcp;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.json.JsonValue;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.message.PayloadType;
import dev.bestcode.api.message.SchemaValidator;
import dev.bestcode.api.organism.ListenerSpec;
import dev.bestcode.api.organism.McpSpec;
import dev.bestcode.api.security.CommandGrants;
import dev.bestcode.api.security.Sandbox;
import dev.bestcode.api.tool.ToolCall;
import dev.bestcode.api.tool.ToolServerPlace;
import dev.bestcode.testkit.NoRights;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/// A server in this process, on real pipes: what it lists can be changed while it runs, and each
/// tool does what a test says, misbehaviour included.
final class FakeServer implements ToolServerPlace {
    /// What a tool of it does with a call.
    interface Act {
        void on(Talk talk, JsonObject request) throws IOException, InterruptedException;
    }

    final List<String> received = Collections.synchronizedList(new ArrayList<>());
    /// To what it asked itself.
    final BlockingQueue<JsonObject> answers = new LinkedBlockingQueue<>();

    final List<Map<String, String>> starts = Collections.synchronizedList(new ArrayList<>());
    final Map<String, String> environment = new LinkedHashMap<>();
    private final Map<String, String> listed = new LinkedHashMap<>();
    private final Map<String, Act> acts = new LinkedHashMap<>();
    private final Map<String, Act> methods = new LinkedHashMap<>();
    private volatile Act greeting =
            (talk, request) ->
                    talk.reply(
                            request,
                            """
                            {"protocolVersion":"2025-06-18","capabilities":{"tools":{"listChanged":true}},
                             "serverInfo":{"name":"fake","version":"1"}}
                            """);

    /// A tool that takes a text.
    FakeServer tool(String name, String description, Act act) {
        return tool(
                name,
                """
                {"name":%s,"description":%s,"inputSchema":{"type":"object","required":["text"],
                 "additionalProperties":false,"properties":{"text":{"type":"string"}}}}
                """
                        .formatted(quoted(name), quoted(description)),
                act,
                true);
    }

    /// @param json as the server lists it
    FakeServer tool(String name, String json, Act act, boolean whole) {
        synchronized (listed) {
            listed.put(name, json);
            acts.put(name, act);
        }
        return this;
    }

    FakeServer without(String name) {
        synchronized (listed) {
            listed.remove(name);
        }
        return this;
    }

    /// What it does with a request that is none of tools.
    FakeServer on(String method, Act act) {
        synchronized (listed) {
            methods.put(method, act);
        }
        return this;
    }

    /// Answers with this JSON.
    static Act replies(String json) {
        return (talk, request) -> talk.reply(request, json);
    }

    /// @param json as the server says it, such as `{"tools":{}}`
    FakeServer capabilities(String json) {
        return greeting(
                replies(
                        "{\"protocolVersion\":\"2025-06-18\",\"capabilities\":%s,\"serverInfo\":{\"name\":\"fake\",\"version\":\"1\"}}"
                                .formatted(json)));
    }

    FakeServer greeting(Act act) {
        greeting = act;
        return this;
    }

    static Act says(String text) {
        return (talk, request) ->
                talk.reply(
                        request,
                        "{\"content\":[{\"type\":\"text\",\"text\":%s}]}".formatted(quoted(text)));
    }

    static String quoted(String text) {
        return Json.text(new dev.bestcode.api.json.JsonString(text));
    }

    static ListenerSpec listener(String name) {
        return listener(name, new McpSpec.Limits(300, 300, 50, 128));
    }

    static ListenerSpec listener(String name, McpSpec.Limits limits) {
        var spec = McpSpec.ofCommand(List.of("fake"));
        return ListenerSpec.server(
                name, "A server", new McpSpec(spec.transport(), spec.tools(), spec.pure(), limits));
    }

    static ToolCall call(String run, String text) {
        return new ToolCall(
                JsonObject.builder().put("text", text).build(),
                new RunId(run),
                "coding",
                new NoRights(),
                _ -> {});
    }

    @Override
    public Sandbox.Child start(List<String> words, Map<String, String> variables, Caller caller) {
        starts.add(variables);
        try {
            var talk = new Talk();
            Thread.ofVirtual().start(() -> serve(talk));
            return talk;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void serve(Talk talk) {
        try (var reader =
                new BufferedReader(
                        new InputStreamReader(talk.toServerEnd(), StandardCharsets.UTF_8))) {
            for (var line = reader.readLine(); line != null; line = reader.readLine()) {
                received.add(line);
                var message = Json.parseObject(line);
                if (message.get("method").isEmpty()) {
                    answers.add(message);
                }
                answer(talk, message);
            }
            talk.end(0, "");
        } catch (IOException | InterruptedException e) {
            talk.end(1, "");
        }
    }

    private void answer(Talk talk, JsonObject request) throws IOException, InterruptedException {
        switch (request.string("method").orElse("")) {
            case "initialize" -> greeting.on(talk, request);
            case "tools/list" -> {
                synchronized (listed) {
                    talk.reply(request, "{\"tools\":[" + String.join(",", listed.values()) + "]}");
                }
            }
            case "tools/call" -> {
                var name = request.requireObject("params").requireString("name");
                Thread.ofVirtual().start(() -> act(talk, request, name));
            }
            default -> {
                Optional<Act> act;
                synchronized (listed) {
                    act = Optional.ofNullable(methods.get(request.string("method").orElse("")));
                }
                if (act.isPresent()) {
                    act.get().on(talk, request);
                } else if (request.get("id").isPresent() && request.get("method").isPresent()) {
                    talk.error(request, -32601, "Method not found");
                }
            }
        }
    }

    private void act(Talk talk, JsonObject request, String name) {
        try {
            Optional.ofNullable(acts.get(name)).orElseThrow().on(talk, request);
        } catch (IOException | InterruptedException e) {
            talk.end(1, "");
        }
    }

    @Override
    public HttpClient client(String user, URI url) {
        return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    }

    @Override
    public String variable(String name) {
        return environment.getOrDefault(name, "");
    }

    @Override
    public Optional<Path> workspace() {
        return Optional.of(Path.of("/w"));
    }

    @Override
    public Caller looking() {
        return new Caller("coding", CommandGrants.NONE);
    }

    /// Knows `required` alone.
    @Override
    public SchemaValidator validator() {
        return (PayloadType type, JsonValue value) -> {
            var required = Json.text(type.schema());
            return required.contains("\"required\":[\"sum\"]")
                            && !Json.text(value).contains("\"sum\"")
                    ? List.of("lacks sum")
                    : List.of();
        };
    }

    @Override
    public List<String> schemaProblems(JsonObject schema) {
        return Json.text(schema).contains("no-such-type") ? List.of("no such type") : List.of();
    }
}
