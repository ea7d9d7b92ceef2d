package dev.bestcode.it;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonException;
import dev.bestcode.api.json.JsonObject;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// An address in front of a program that speaks the protocol on its input and output, for a client
/// that knows addresses alone. Each greeting is met by a program of its own.
final class StdioBridge implements AutoCloseable {
    private final List<String> command;
    private final HttpServer server;
    private final Map<String, BlockingQueue<JsonObject>> waiting = new ConcurrentHashMap<>();
    private volatile BlockingQueue<JsonObject> newest = new LinkedBlockingQueue<>();
    private volatile Process program;

    /// Started ahead: the suite waits a minute for an answer, and a machine may be busy.
    private volatile Process next;

    private StdioBridge(List<String> command) throws IOException {
        this.command = command;
        this.program = start();
        this.next = start();
        this.server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/mcp", this::handle);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    static StdioBridge before(List<String> command) throws IOException {
        return new StdioBridge(command);
    }

    String url() {
        return "http://127.0.0.1:%d/mcp".formatted(server.getAddress().getPort());
    }

    private Process start() throws IOException {
        var started =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        Thread.ofPlatform().daemon().start(() -> read(started));
        return started;
    }

    private void read(Process from) {
        try (var lines =
                new BufferedReader(
                        new InputStreamReader(from.getInputStream(), StandardCharsets.UTF_8))) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                var message = Json.parseObject(line);
                // What is no answer belongs to the call that is under way.
                var stream =
                        message.get("method").isPresent()
                                ? newest
                                : waiting.getOrDefault(id(message), newest);
                stream.add(message);
            }
        } catch (IOException _) {
            // ended
        }
    }

    private static String id(JsonObject message) {
        return message.get("id").map(Json::text).orElse("");
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!exchange.getRequestMethod().equals("POST")) {
                exchange.sendResponseHeaders(405, -1);
                return;
            }
            var message =
                    Json.parseObject(
                            new String(
                                    exchange.getRequestBody().readAllBytes(),
                                    StandardCharsets.UTF_8));
            if (message.get("id").isEmpty() || message.get("method").isEmpty()) {
                write(message);
                exchange.sendResponseHeaders(202, -1);
                return;
            }
            if (message.requireString("method").equals("initialize")) {
                program.destroy();
                program = next;
                next = start();
            }
            newest = new LinkedBlockingQueue<>();
            waiting.put(id(message), newest);
            answer(exchange, message, newest);
        } catch (JsonException e) {
            exchange.sendResponseHeaders(400, -1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void answer(
            HttpExchange exchange, JsonObject request, BlockingQueue<JsonObject> messages)
            throws IOException, InterruptedException {
        exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        write(request);
        try (var stream = exchange.getResponseBody()) {
            boolean answered = false;
            while (!answered) {
                var said = messages.poll(2, TimeUnit.MINUTES);
                if (said == null) {
                    return;
                }
                var event = "data: %s\n\n".formatted(Json.text(said));
                stream.write(event.getBytes(StandardCharsets.UTF_8));
                stream.flush();
                answered = said.get("method").isEmpty();
            }
        } finally {
            waiting.remove(id(request));
        }
    }

    private void write(JsonObject message) throws IOException {
        OutputStream input = program.getOutputStream();
        synchronized (this) {
            input.write((Json.text(message) + "\n").getBytes(StandardCharsets.UTF_8));
            input.flush();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        program.destroy();
        next.destroy();
    }
}
