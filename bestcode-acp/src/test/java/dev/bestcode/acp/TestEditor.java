package dev.bestcode.acp;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.RunId;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// An editor in the same process: it writes lines and reads lines, and its sessions are fakes.
final class TestEditor implements SessionHost, AutoCloseable {
    final Map<String, FakeSystem> systems = new ConcurrentHashMap<>();
    private final OutputStream out;
    private final BufferedReader in;
    private final FutureTask<Void> agent;
    private int opened;

    TestEditor() throws IOException {
        var toAgent = Pipe.open();
        var fromAgent = Pipe.open();
        out = Channels.newOutputStream(toAgent.sink());
        in = new BufferedReader(Channels.newReader(fromAgent.source(), StandardCharsets.UTF_8));
        agent =
                new FutureTask<>(
                        () -> {
                            try (var agentIn = Channels.newInputStream(toAgent.source());
                                    var agentOut = Channels.newOutputStream(fromAgent.sink())) {
                                AcpAgent.serve(this, "1.2.3", agentIn, agentOut);
                            }
                            return null;
                        });
        Thread.ofPlatform().daemon().start(agent);
    }

    void line(String line) throws IOException {
        out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    void request(int id, String method, String params) throws IOException {
        line(
                "{\"jsonrpc\":\"2.0\",\"id\":%d,\"method\":\"%s\",\"params\":%s}"
                        .formatted(id, method, params));
    }

    /// The next line of the agent's.
    JsonObject next() throws IOException {
        var line = in.readLine();
        if (line == null) {
            throw new AssertionError("the agent has ended");
        }
        return Json.parseObject(line);
    }

    List<JsonObject> next(int count) throws IOException {
        var lines = new ArrayList<JsonObject>();
        while (lines.size() < count) {
            lines.add(next());
        }
        return lines;
    }

    /// Open a session and read what it is answered.
    FakeSystem session() throws IOException {
        request(1, "session/new", "{\"cwd\":\"/home/you/shop\",\"mcpServers\":[]}");
        var id = next().requireObject("result").requireString("sessionId");
        return Objects.requireNonNull(systems.get(id), id);
    }

    /// Give a session a task; returns when it is there.
    void prompt(int id, FakeSystem session, String text) throws IOException, InterruptedException {
        request(
                id,
                "session/prompt",
                "{\"sessionId\":\"%s\",\"prompt\":[{\"type\":\"text\",\"text\":\"%s\"}]}"
                        .formatted(session.run, text));
        session.said.take();
    }

    void cancel(FakeSystem session) throws IOException {
        line(
                "{\"jsonrpc\":\"2.0\",\"method\":\"session/cancel\",\"params\":{\"sessionId\":\"%s\"}}"
                        .formatted(session.run));
    }

    @Override
    public Seat open(SessionPlace place) throws SessionRefusedException {
        if (place.workspace().endsWith("untrusted")) {
            throw new SessionRefusedException("say 'bestcode trust'");
        }
        var system = new FakeSystem("r-" + ++opened);
        systems.put(system.run.value(), system);
        return system;
    }

    @Override
    public Seat reopen(RunId run, SessionPlace place) throws SessionRefusedException {
        var system = systems.get(run.value());
        if (system == null) {
            throw new SessionRefusedException("there is no run " + run + " here");
        }
        return system;
    }

    @Override
    public List<KnownSession> sessions(Path workspace) {
        return List.of();
    }

    /// The editor goes away; returns when the agent has ended.
    @Override
    public void close() throws IOException {
        out.close();
        try {
            agent.get();
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
