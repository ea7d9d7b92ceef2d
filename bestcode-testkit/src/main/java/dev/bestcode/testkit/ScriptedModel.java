package dev.bestcode.testkit;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonException;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.Usage;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/// A provider of models for tests: a real HTTP server on the loopback interface that speaks `POST
/// /v1/messages`, `POST /v1/chat/completions` and `POST /v1/responses`, streaming or not, and plays
/// a script, faults included. Beside that it lists its models and counts tokens, which uses up no
/// step.
///
/// Requests take the steps in the order they come in. Each is first looked at as the provider
/// would: one with a wrong key, or that no provider would take, is refused and uses up no step.
public final class ScriptedModel implements AutoCloseable {
    private static final Dialect MESSAGES = new MessagesDialect();
    private static final Dialect CHAT = new ChatDialect();
    private static final Dialect RESPONSES = new ResponsesDialect();

    private final Builder options;
    private final LoopbackServer server;
    private final AnswerGaps gaps = new AnswerGaps();
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Step> script;
    private final List<ReceivedRequest> requests = new CopyOnWriteArrayList<>();
    private final List<Usage> counted = new CopyOnWriteArrayList<>();
    private final List<String> violations = new CopyOnWriteArrayList<>();
    private final AtomicLong toolIds = new AtomicLong();
    private final AtomicLong messageIds = new AtomicLong();

    private ScriptedModel(Builder options) {
        this.options = options;
        this.script = new ArrayDeque<>(options.script);
        this.server = new LoopbackServer(this::answer);
        server.start();
    }

    /// A model that plays these steps.
    public static ScriptedModel start(Step... script) {
        return builder().script(script).start();
    }

    public static Builder builder() {
        return new Builder();
    }

    /// What a client of the Messages API is to be told, such as `http://127.0.0.1:4711`.
    public String baseUrl() {
        return server.url();
    }

    /// What a client of chat completions or responses is to be told, such as
    /// `http://127.0.0.1:4711/v1`.
    public String chatBaseUrl() {
        return baseUrl() + "/v1";
    }

    /// Every request that was readable, refused ones too, in the order they came.
    public List<ReceivedRequest> requests() {
        return List.copyOf(requests);
    }

    /// What was wrong with requests; a test that drives a client asserts that there is nothing.
    public List<String> violations() {
        return List.copyOf(violations);
    }

    /// What it counted of each answer that it began to give, in order: what a provider would bill,
    /// whether the client heard the end of it or not.
    public List<Usage> counted() {
        return List.copyOf(counted);
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
        return server.accepted();
    }

    /// Wait until no client holds a connection, such as after it has given its request up.
    /// @return false when one still does
    public boolean awaitNoConnections(Duration limit) throws InterruptedException {
        return server.awaitNone(limit);
    }

    /// From the last byte of each answer to the first byte of the request after it, in order; of a
    /// client that asks one thing at a time.
    public List<Duration> gaps() {
        return gaps.all();
    }

    /// Break off whatever is under way.
    @Override
    public void close() {
        server.close();
    }

    private void answer(HttpConnection connection, HttpConnection.Incoming incoming)
            throws IOException {
        var call = new Call(connection, dialect(incoming.path()));
        JsonObject body;
        try {
            body = incoming.body().length == 0 ? JsonObject.EMPTY : object(incoming.body());
        } catch (JsonException e) {
            violations.add("the body is not a JSON object: " + e.getMessage());
            call.refuse(400, "invalid_request_error", "the body is not a JSON object");
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
        switch (request.method() + " " + request.path().replaceFirst("\\?.*", "")) {
            case "POST /v1/messages", "POST /v1/chat/completions", "POST /v1/responses" -> {
                gaps.requested(incoming.arrivedNanos());
                asked(call, request);
            }
            case "GET /v1/models" -> listModels(call, request);
            case "POST /v1/messages/count_tokens" -> count(call, request);
            default -> {
                violations.add("no such call: " + request.method() + " " + request.path());
                call.refuse(404, "not_found_error", "not found");
            }
        }
    }

    private static Dialect dialect(String path) {
        if (path.startsWith("/v1/chat/")) {
            return CHAT;
        }
        return path.startsWith("/v1/responses") ? RESPONSES : MESSAGES;
    }

    /// One request's way back.
    private record Call(HttpConnection connection, Dialect dialect) {
        void refuse(int status, String type, String message) throws IOException {
            respond(status, dialect.error(status, type, message));
        }

        void respond(int status, byte[] json) throws IOException {
            connection.respond(status, "application/json", Map.of(), json);
        }
    }

    private void asked(Call call, ReceivedRequest request) throws IOException {
        if (admits(call, request)) {
            var step = nextStep();
            if (step.isPresent()) {
                play(call, request, step.get());
                gaps.answered();
            } else {
                violations.add("a request came after the last step of the script");
                call.refuse(400, "invalid_request_error", "the script is over");
            }
        }
    }

    /// Either dialect's client may ask; the list reads the same to both.
    private void listModels(Call call, ReceivedRequest request) throws IOException {
        boolean allowed =
                options.key.isEmpty()
                        || options.key.equals(MESSAGES.key(request))
                        || options.key.equals(CHAT.key(request));
        if (!allowed) {
            call.refuse(401, "authentication_error", "invalid x-api-key");
            return;
        }
        call.respond(200, ModelPage.of(options.models, request.path()));
    }

    private void count(Call call, ReceivedRequest request) throws IOException {
        int tokens = request.bodyBytes() / MessageJson.BYTES_PER_TOKEN + 1;
        call.respond(200, Json.print(JsonObject.builder().put("input_tokens", tokens).build()));
    }

    private static JsonObject object(byte[] body) {
        if (Json.parse(body) instanceof JsonObject object) {
            return object;
        }
        throw new JsonException("expected a JSON object");
    }

    private boolean admits(Call call, ReceivedRequest request) throws IOException {
        if (options.key.isPresent() && !options.key.equals(call.dialect().key(request))) {
            call.refuse(401, "authentication_error", "invalid x-api-key");
            return false;
        }
        List<String> problems = options.unchecked ? List.of() : call.dialect().problems(request);
        if (!problems.isEmpty()) {
            violations.addAll(problems);
            call.refuse(400, "invalid_request_error", problems.getFirst());
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

    private void play(Call call, ReceivedRequest request, Step step) throws IOException {
        switch (step) {
            case Step.Say say -> speak(call, request, write(call, say, request));
            case Step.Fails(var fault) ->
                    new FaultPlayer(
                                    call.connection(),
                                    call.dialect(),
                                    say -> write(call, say, request))
                            .play(fault);
            case Step.Computed(var from) -> play(call, request, from.apply(request.body()));
        }
    }

    private Dialect.Written write(Call call, Step.Say say, ReceivedRequest request) {
        var message =
                MessageJson.of(
                        say,
                        request,
                        messageIds.incrementAndGet(),
                        () -> "toolu_" + toolIds.incrementAndGet(),
                        options.deltaCodePoints);
        counted.add(message.counted());
        return call.dialect().write(message);
    }

    private static void speak(Call call, ReceivedRequest request, Dialect.Written message)
            throws IOException {
        if (!request.body().bool("stream").orElse(false)) {
            call.respond(200, message.whole());
            return;
        }
        call.connection().startStream();
        for (var event : message.events()) {
            call.connection().chunk(event);
        }
        call.connection().endStream();
    }

    /// Collects how a model behaves. Not safe for several threads.
    public static final class Builder {
        /// About what the real one sends at a time.
        private static final int DELTA_CODE_POINTS = 24;

        private final List<Step> script = new ArrayList<>();
        private Optional<Step> otherwise = Optional.empty();
        private Optional<String> key = Optional.empty();
        private int deltaCodePoints = DELTA_CODE_POINTS;
        private boolean unchecked;
        private List<String> models = List.of("scripted");

        private Builder() {}

        /// The models that it lists, in pages as the client asks for them.
        public Builder models(String... ids) {
            models = List.of(ids);
            return this;
        }

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

        /// Take requests as they come: for clients of others, which may send what the checks here
        /// know nothing of.
        public Builder unchecked() {
            unchecked = true;
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
