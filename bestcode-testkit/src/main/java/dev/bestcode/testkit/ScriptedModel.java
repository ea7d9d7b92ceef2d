package dev.bestcode.testkit;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonException;
import dev.bestcode.api.json.JsonObject;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// A provider of models for tests: a real HTTP server on the loopback interface that speaks
/// `POST /v1/messages`, streaming or not, and plays a script, faults included.
///
/// Requests take the steps in the order they come in. Each is first looked at as the provider
/// would: one with a wrong key, or that no provider would take, is refused and uses up no step.
public final class ScriptedModel implements AutoCloseable {
    private final Builder options;
    private final ServerSocket server;
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition connectionEnded = lock.newCondition();
    private final AtomicInteger accepted = new AtomicInteger();
    private final Deque<Step> script;
    private final List<ReceivedRequest> requests = new CopyOnWriteArrayList<>();
    private final List<String> violations = new CopyOnWriteArrayList<>();
    private final AtomicLong toolIds = new AtomicLong();
    private final AtomicLong messageIds = new AtomicLong();

    private ScriptedModel(Builder options) {
        this.options = options;
        this.script = new ArrayDeque<>(options.script);
        try {
            server = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException("no port of the loopback interface could be opened", e);
        }
        Thread.ofVirtual().name("scripted-model").start(this::accept);
    }

    /// A model that plays these steps.
    public static ScriptedModel start(Step... script) {
        return builder().script(script).start();
    }

    public static Builder builder() {
        return new Builder();
    }

    /// What a client is to be told, such as `http://127.0.0.1:4711`.
    public String baseUrl() {
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    /// Every request that was readable, refused ones too, in the order they came.
    public List<ReceivedRequest> requests() {
        return List.copyOf(requests);
    }

    /// What was wrong with requests; a test that drives a client asserts that there is nothing.
    public List<String> violations() {
        return List.copyOf(violations);
    }

    /// Steps that nobody has asked for yet.
    public int stepsLeft() {
        lock.lock();
        try {
            return script.size();
        } finally {
            lock.unlock();
        }
    }

    /// Connections that clients have opened so far.
    public int connectionsAccepted() {
        return accepted.get();
    }

    /// Wait until no client holds a connection, such as after it has given its request up.
    /// @return false when one still does
    public boolean awaitNoConnections(Duration limit) throws InterruptedException {
        lock.lock();
        try {
            long nanosLeft = limit.toNanos();
            while (!connections.isEmpty() && nanosLeft > 0) {
                nanosLeft = connectionEnded.awaitNanos(nanosLeft);
            }
            return connections.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /// Break off whatever is under way.
    @Override
    public void close() {
        try {
            server.close();
            for (var connection : connections) {
                connection.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the scripted model could not be closed", e);
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                var socket = server.accept();
                connections.add(socket);
                accepted.incrementAndGet();
                Thread.ofVirtual().name("scripted-model-connection").start(() -> serve(socket));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void serve(Socket socket) {
        try (var connection = new HttpConnection(socket)) {
            for (var incoming = connection.read();
                    incoming.isPresent() && !socket.isClosed();
                    incoming = connection.read()) {
                answer(connection, incoming.get());
                if (socket.isClosed()) {
                    return; // by a fault
                }
            }
        } catch (IOException e) {
            // The client has gone, or the test is over: both are its right.
        } finally {
            forget(socket);
        }
    }

    private void forget(Socket socket) {
        lock.lock();
        try {
            connections.remove(socket);
            connectionEnded.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void answer(HttpConnection connection, HttpConnection.Incoming incoming)
            throws IOException {
        JsonObject body;
        try {
            body = object(incoming.body());
        } catch (JsonException e) {
            violations.add("the body is not a JSON object: " + e.getMessage());
            refuse(connection, 400, "invalid_request_error", "the body is not a JSON object");
            return;
        }
        var request =
                new ReceivedRequest(
                        incoming.method(),
                        incoming.path(),
                        incoming.headers(),
                        body,
                        incoming.body().length);
        requests.add(request);
        if (admits(connection, request)) {
            var step = nextStep();
            if (step.isPresent()) {
                play(connection, request, step.get());
            } else {
                violations.add("a request came after the last step of the script");
                refuse(connection, 400, "invalid_request_error", "the script is over");
            }
        }
    }

    private static JsonObject object(byte[] body) {
        if (Json.parse(body) instanceof JsonObject object) {
            return object;
        }
        throw new JsonException("expected a JSON object");
    }

    private boolean admits(HttpConnection connection, ReceivedRequest request) throws IOException {
        if (!request.method().equals("POST") || !request.path().equals("/v1/messages")) {
            violations.add("no such call: " + request.method() + " " + request.path());
            refuse(connection, 404, "not_found_error", "not found");
            return false;
        }
        if (options.key.isPresent() && !options.key.equals(request.header("x-api-key"))) {
            refuse(connection, 401, "authentication_error", "invalid x-api-key");
            return false;
        }
        var problems = new ArrayList<>(RequestCheck.problems(request.body()));
        if (request.header("anthropic-version").isEmpty()) {
            problems.add("anthropic-version: header is required");
        }
        if (!problems.isEmpty()) {
            violations.addAll(problems);
            refuse(connection, 400, "invalid_request_error", problems.getFirst());
            return false;
        }
        return true;
    }

    private Optional<Step> nextStep() {
        lock.lock();
        try {
            return Optional.ofNullable(script.poll()).or(() -> options.otherwise);
        } finally {
            lock.unlock();
        }
    }

    private void play(HttpConnection connection, ReceivedRequest request, Step step)
            throws IOException {
        switch (step) {
            case Step.Say say -> speak(connection, request, write(say, request));
            case Step.Fails(var fault) ->
                    new FaultPlayer(connection, say -> write(say, request)).play(fault);
            case Step.Computed(var from) -> play(connection, request, from.apply(request.body()));
        }
    }

    private MessageJson write(Step.Say say, ReceivedRequest request) {
        return MessageJson.of(
                say,
                request,
                messageIds.incrementAndGet(),
                () -> "toolu_" + toolIds.incrementAndGet(),
                options.deltaCodePoints);
    }

    private static void speak(
            HttpConnection connection, ReceivedRequest request, MessageJson message)
            throws IOException {
        if (!request.body().bool("stream").orElse(false)) {
            connection.respond(200, "application/json", Map.of(), message.whole());
            return;
        }
        connection.startStream();
        for (var event : message.events()) {
            connection.chunk(event);
        }
        connection.endStream();
    }

    private static void refuse(HttpConnection connection, int status, String type, String message)
            throws IOException {
        FaultPlayer.error(connection, status, type, message, Map.of());
    }

    /// Collects how a model behaves. Not safe for several threads.
    public static final class Builder {
        /// About what the real one sends at a time.
        private static final int DELTA_CODE_POINTS = 24;

        private final List<Step> script = new ArrayList<>();
        private Optional<Step> otherwise = Optional.empty();
        private Optional<String> key = Optional.empty();
        private int deltaCodePoints = DELTA_CODE_POINTS;

        private Builder() {}

        /// Add steps, each for one request.
        public Builder script(Step... steps) {
            script.addAll(List.of(steps));
            return this;
        }

        /// What every request gets once the script is over; otherwise that is a violation.
        public Builder otherwise(Step step) {
            this.otherwise = Optional.of(step);
            return this;
        }

        /// Refuse requests that do not carry this key.
        public Builder requireKey(String value) {
            this.key = Optional.of(value);
            return this;
        }

        /// Size of one delta of text or of a tool's arguments, from 1.
        public Builder deltaCodePoints(int count) {
            if (count < 1) {
                throw new IllegalArgumentException("a delta of " + count + "; allowed from 1");
            }
            this.deltaCodePoints = count;
            return this;
        }

        public ScriptedModel start() {
            return new ScriptedModel(this);
        }
    }
}
