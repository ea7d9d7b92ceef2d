package dev.bestcode.mcp;

import dev.bestcode.api.security.Sandbox;
import dev.bestcode.mcp.McpFailure.Kind;

import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.spec.McpClientTransport;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;

import org.jspecify.annotations.Nullable;

import reactor.core.publisher.Mono;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;
import java.util.function.Function;

/// The transport `stdio` over a program of the sandbox: a message a line, on its input and output.
/// Three workers, because a program that does not read must hold up nobody who listens to it.
/// @see "Model Context Protocol, 2025-11-25, Basic: Transports"
final class ProgramWire implements McpClientTransport {
    /// After it nothing is written, and the program's input ends.
    private static final byte[] END = {};

    private final String server;
    private final Sandbox.Child child;
    private final Inflow inflow;
    private final McpJsonMapper mapper;
    private final BlockingQueue<byte[]> waiting = new ArrayBlockingQueue<>(Bounds.WAITING_MAX);
    private final StringBuilder errors = new StringBuilder();
    private volatile Thread writer = Thread.ofPlatform().unstarted(() -> {});
    private volatile Thread listener = writer;
    private volatile Consumer<McpFailure> broken = _ -> {};

    ProgramWire(String server, Sandbox.Child child, McpJsonMapper mapper) {
        this.server = server;
        this.inflow = new Inflow(server);
        this.child = child;
        this.mapper = mapper;
    }

    /// @param listener hears why nothing will come any more
    void whenBroken(Consumer<McpFailure> listener) {
        broken = listener;
    }

    @Override
    public Mono<Void> connect(Function<Mono<JSONRPCMessage>, Mono<JSONRPCMessage>> handler) {
        return Mono.fromRunnable(
                () -> {
                    writer = worker("writes", this::write);
                    listener = worker("errors", this::drainErrors);
                    var _ = worker("reads", () -> read(handler));
                });
    }

    /// Not a virtual one: a read of a pipe holds its carrier, and two servers on a machine with two
    /// processors would hold them all.
    private Thread worker(String what, Runnable work) {
        return Thread.ofPlatform().daemon().name("mcp-%s-%s".formatted(server, what)).start(work);
    }

    @Override
    public Mono<Void> sendMessage(JSONRPCMessage message) {
        return Mono.fromCallable(
                () -> {
                    inflow.asked();
                    var line = mapper.writeValueAsBytes(message);
                    if (!waiting.offer(line)) {
                        throw new McpFailure(
                                server,
                                Kind.SILENT,
                                "%d messages wait for it to read".formatted(Bounds.WAITING_MAX));
                    }
                    return null;
                });
    }

    private void write() {
        try (var input = child.input()) {
            for (var line = waiting.take(); line != END; line = waiting.take()) {
                input.write(line);
                input.write('\n');
                input.flush();
            }
        } catch (IOException _) {
            // Its end is what the reader sees.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// What it prints as errors is kept for the sentence that says how it ended.
    private void drainErrors() {
        try (var reader = new InputStreamReader(child.errors(), StandardCharsets.UTF_8)) {
            var buffer = new char[1024];
            for (int n = reader.read(buffer); n >= 0; n = reader.read(buffer)) {
                synchronized (errors) {
                    errors.append(buffer, 0, n);
                    errors.delete(0, Math.max(0, errors.length() - Bounds.ERRORS_CHARS_MAX));
                }
            }
        } catch (IOException _) {
            // closed with the child
        }
    }

    private void read(Function<Mono<JSONRPCMessage>, Mono<JSONRPCMessage>> handler) {
        try (var in = new BufferedInputStream(child.output())) {
            for (var line = line(in); line != null; line = line(in)) {
                // A program that prints something else besides is common, and does no harm.
                if (line.startsWith("{")) {
                    var _ =
                            handler.apply(Mono.just(WireJson.message(server, mapper, line)))
                                    .subscribe(_ -> {}, _ -> {});
                }
            }
            broken.accept(ended());
        } catch (IOException closed) {
            broken.accept(new McpFailure(server, Kind.ENDED, "its output was closed", closed));
        } catch (McpFailure failure) {
            broken.accept(failure);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// @return null at the end
    private @Nullable String line(InputStream in) throws IOException, McpFailure {
        var bytes = new ByteArrayOutputStream();
        for (int b = in.read(); b >= 0; b = in.read()) {
            if (b == '\n') {
                return bytes.toString(StandardCharsets.UTF_8).strip();
            }
            bytes.write(b);
            inflow.came(bytes.size());
        }
        return null;
    }

    private McpFailure ended() throws InterruptedException {
        var how =
                switch (child.await(Bounds.GRACE)) {
                    case Sandbox.Exit.Exited(var code) -> "its program ended with " + code;
                    case Sandbox.Exit.Signalled(var signal) ->
                            "its program was ended by signal " + signal;
                    case Sandbox.Exit.TimedOut _ -> "its program closed its output";
                };
        var _ = listener.isAlive() && listener.join(Bounds.GRACE); // for its last words
        synchronized (errors) {
            var said = SafeText.of(errors.toString().strip(), Bounds.ERRORS_CHARS_MAX);
            return new McpFailure(
                    server, Kind.ENDED, said.isEmpty() ? how : how + " and printed: " + said);
        }
    }

    /// Its input ends, which tells it to end; what is left after that is ended.
    @Override
    public Mono<Void> closeGracefully() {
        return Mono.fromRunnable(this::close);
    }

    @Override
    public void close() {
        try (child) {
            if (!waiting.offer(END) || (writer.isAlive() && !writer.join(Bounds.GRACE))) {
                writer.interrupt(); // it does not read
            }
            var _ = child.await(Bounds.GRACE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public <T> T unmarshalFrom(Object data, TypeRef<T> type) {
        return mapper.convertValue(data, type);
    }
}
