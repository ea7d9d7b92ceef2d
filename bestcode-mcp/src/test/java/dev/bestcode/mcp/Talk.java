package dev.bestcode.mcp;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.security.Sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// A fake server's program: both ends of its pipes.
final class Talk implements Sandbox.Child {
    private final Pipe toServer = Pipe.open();
    private final Pipe toClient = Pipe.open();
    private final Pipe toErrors = Pipe.open();
    private final OutputStream out = Channels.newOutputStream(toClient.sink());
    private final InputStream output = Channels.newInputStream(toClient.source());
    private final OutputStream input = Channels.newOutputStream(toServer.sink());
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile int code;

    Talk() throws IOException {}

    InputStream toServerEnd() {
        return Channels.newInputStream(toServer.source());
    }

    void reply(JsonObject request, String result) throws IOException {
        send(
                "{\"jsonrpc\":\"2.0\",\"id\":%s,\"result\":%s}"
                        .formatted(
                                Json.text(request.get("id").orElseThrow()),
                                Json.text(Json.parse(result))));
    }

    void error(JsonObject request, int number, String message) throws IOException {
        send(
                "{\"jsonrpc\":\"2.0\",\"id\":%s,\"error\":{\"code\":%d,\"message\":%s}}"
                        .formatted(
                                Json.text(request.get("id").orElseThrow()),
                                number,
                                FakeServer.quoted(message)));
    }

    void send(String line) throws IOException {
        synchronized (out) {
            out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
        }
    }

    /// End as a program does.
    void end(int exit, String errors) {
        code = exit;
        try (var printed = Channels.newOutputStream(toErrors.sink())) {
            if (toErrors.sink().isOpen()) {
                printed.write(errors.getBytes(StandardCharsets.UTF_8));
            }
            out.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ended.countDown();
    }

    @Override
    public Sandbox.Started process() {
        return new Sandbox.Started(1, 0, 1, "fake-mark", List.of());
    }

    @Override
    public OutputStream input() {
        return input;
    }

    @Override
    public InputStream output() {
        return output;
    }

    @Override
    public InputStream errors() {
        return Channels.newInputStream(toErrors.source());
    }

    @Override
    public Sandbox.Exit await(Duration limit) throws InterruptedException {
        return ended.await(limit.toNanos(), TimeUnit.NANOSECONDS)
                ? new Sandbox.Exit.Exited(code)
                : new Sandbox.Exit.TimedOut(limit);
    }

    @Override
    public int kill() {
        end(137, "");
        return 1;
    }

    @Override
    public List<String> findings() {
        return List.of();
    }

    @Override
    public void close() {
        kill();
        try {
            input.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
