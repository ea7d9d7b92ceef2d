package dev.bestcode.it;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonArray;
import dev.bestcode.api.json.JsonObject;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/// An editor of our own that has started `bestcode acp` as a process: it writes lines and reads
/// them, and anything on standard output that is no message of the protocol fails its test.
final class Editor implements AutoCloseable {
    private static final int SECONDS_MAX = 120;
    private static final JsonObject END = JsonObject.builder().put("ended", true).build();

    private final Process agent;
    private final OutputStream out;
    private final BlockingQueue<JsonObject> lines = new LinkedBlockingQueue<>();
    private final List<JsonObject> sent = new ArrayList<>();
    private final List<JsonObject> received = new ArrayList<>();
    private int requests;

    private Editor(Process agent) {
        this.agent = agent;
        this.out = agent.getOutputStream();
        Thread.ofPlatform().daemon().start(this::read);
    }

    static Editor start(BestCodeProcess command, Path standardError) throws IOException {
        var builder = new ProcessBuilder(command.command()).directory(command.directory().toFile());
        builder.environment().clear();
        builder.environment().putAll(command.environment());
        return new Editor(builder.redirectError(standardError.toFile()).start());
    }

    private void read() {
        try (var reader = agent.inputReader(StandardCharsets.UTF_8)) {
            for (var line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.add(message(line));
            }
        } catch (IOException killed) {
            // What it said before is there.
        }
        lines.add(END);
    }

    private static JsonObject message(String line) {
        try {
            var message = Json.parseObject(line);
            return message.string("jsonrpc").filter("2.0"::equals).isPresent()
                    ? message
                    : JsonObject.builder().put("stray", line).build();
        } catch (RuntimeException e) {
            return JsonObject.builder().put("stray", line).build();
        }
    }

    /// As it stands.
    void line(String line) throws IOException {
        out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private void send(JsonObject.Builder message) throws IOException {
        var whole = message.build();
        sent.add(whole);
        line(Json.text(whole));
    }

    private static JsonObject.Builder message() {
        return JsonObject.builder().put("jsonrpc", "2.0");
    }

    /// @return the request's id
    int request(String method, JsonObject params) throws IOException {
        int id = ++requests;
        send(message().put("id", id).put("method", method).put("params", params));
        return id;
    }

    void cancel(String session) throws IOException {
        var params = JsonObject.builder().put("sessionId", session).build();
        send(message().put("method", "session/cancel").put("params", params));
    }

    /// The next message of the agent's.
    JsonObject next() throws InterruptedException {
        var line = lines.poll(SECONDS_MAX, TimeUnit.SECONDS);
        if (line == null || line.equals(END) || line.get("stray").isPresent()) {
            throw new AssertionError(
                    (line == null ? "nothing came" : "got " + line) + " after " + received);
        }
        received.add(line);
        return line;
    }

    /// All up to the one that is wanted, it included.
    List<JsonObject> until(Predicate<JsonObject> wanted) throws InterruptedException {
        var all = new ArrayList<JsonObject>();
        do {
            all.add(next());
        } while (!wanted.test(all.getLast()));
        return all;
    }

    /// All up to the answer to a request; those of the agent that it asks meanwhile are allowed
    /// once.
    List<JsonObject> answered(int id) throws IOException, InterruptedException {
        var all = new ArrayList<JsonObject>();
        do {
            all.add(next());
            if (isQuestion(all.getLast())) {
                allow(all.getLast(), "once");
            }
        } while (!isAnswer(all.getLast(), id));
        return all;
    }

    static boolean isQuestion(JsonObject message) {
        return message.string("method").filter("session/request_permission"::equals).isPresent();
    }

    static boolean isAnswer(JsonObject message, int id) {
        return message.string("method").isEmpty() && message.integer("id").orElse(-1) == id;
    }

    void allow(JsonObject question, String option) throws IOException {
        var outcome = JsonObject.builder().put("outcome", "selected").put("optionId", option);
        send(
                message()
                        .put("id", question.requireLong("id"))
                        .put(
                                "result",
                                JsonObject.builder().put("outcome", outcome.build()).build()));
    }

    /// What a request that opens a session says of it.
    static JsonObject.Builder place(Path workspace) {
        return JsonObject.builder()
                .put("cwd", workspace.toString())
                .put("mcpServers", JsonArray.EMPTY);
    }

    static JsonObject prompt(String session, String text) {
        var block = JsonObject.builder().put("type", "text").put("text", text).build();
        return JsonObject.builder()
                .put("sessionId", session)
                .put("prompt", JsonArray.of(block))
                .build();
    }

    JsonObject initialize() throws IOException, InterruptedException {
        var params = JsonObject.builder().put("protocolVersion", 1).build();
        return answered(request("initialize", params)).getLast().requireObject("result");
    }

    /// @return its id
    String session(Path workspace) throws IOException, InterruptedException {
        return answered(request("session/new", place(workspace).build()))
                .getLast()
                .requireObject("result")
                .requireString("sessionId");
    }

    /// All that comes of a prompt.
    List<JsonObject> ask(String session, String text) throws IOException, InterruptedException {
        return answered(request("session/prompt", prompt(session, text)));
    }

    List<JsonObject> sent() {
        return List.copyOf(sent);
    }

    List<JsonObject> received() {
        return List.copyOf(received);
    }

    /// The editor goes away.
    /// @return how the agent ended
    int leave() throws IOException, InterruptedException {
        out.close();
        if (!agent.waitFor(SECONDS_MAX, TimeUnit.SECONDS)) {
            throw new AssertionError("the agent is there after " + SECONDS_MAX + " s");
        }
        return agent.exitValue();
    }

    long pid() {
        return agent.pid();
    }

    void kill() throws InterruptedException {
        agent.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        agent.destroyForcibly();
    }
}
