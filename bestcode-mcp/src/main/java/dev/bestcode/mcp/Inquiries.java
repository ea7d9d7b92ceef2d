package dev.bestcode.mcp;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.message.PayloadType;
import dev.bestcode.api.tool.Form;
import dev.bestcode.api.tool.Person;
import dev.bestcode.api.tool.ToolServerPlace;

import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.ElicitResult;
import io.modelcontextprotocol.spec.McpSchema.ElicitResult.Action;

import reactor.core.publisher.Mono;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/// What a server asks a person in the middle of a call (elicitation). Its request does not say for
/// which call, so the newest that is under way asks; without one the answer is no.
/// @see "Model Context Protocol, 2025-11-25, Client Features: Elicitation"
final class Inquiries {
    private static final TypeRef<Map<String, Object>> MAP = new TypeRef<>() {};

    private final String server;
    private final ToolServerPlace place;
    private final McpJsonMapper mapper;
    private final List<Call> calls = new CopyOnWriteArrayList<>();

    Inquiries(String server, ToolServerPlace place, McpJsonMapper mapper) {
        this.server = server;
        this.place = place;
        this.mapper = mapper;
    }

    /// A call that is under way.
    final class Call implements Waiting, AutoCloseable {
        private final Person person;
        private final List<String> notes = new ArrayList<>();
        private int asked;
        private Optional<Thread> asking = Optional.empty();
        private long waited;
        private long since;
        private boolean closed;

        private Call(Person person) {
            this.person = person;
        }

        /// What the model should know of it, a sentence each.
        synchronized List<String> notes() {
            return List.copyOf(notes);
        }

        @Override
        public synchronized long nanos() {
            return waited + (asking.isPresent() ? System.nanoTime() - since : 0);
        }

        /// One question at a time.
        private synchronized boolean mayAsk() {
            if (closed || asking.isPresent() || asked == Bounds.INQUIRIES_MAX) {
                return false;
            }
            asked++;
            since = System.nanoTime();
            asking = Optional.of(Thread.currentThread());
            return true;
        }

        private synchronized void hasAsked() {
            waited = nanos();
            asking = Optional.empty();
        }

        private synchronized void note(String sentence) {
            notes.add(sentence);
        }

        private synchronized Optional<Thread> end() {
            closed = true;
            return asking;
        }

        /// A question that is still open is taken back first.
        @Override
        public void close() {
            calls.remove(this);
            end().ifPresent(
                            thread -> {
                                thread.interrupt();
                                try {
                                    var _ = thread.join(Bounds.GRACE);
                                } catch (InterruptedException e) {
                                    Thread.currentThread().interrupt();
                                }
                            });
        }
    }

    Call begin(Person person) {
        var call = new Call(person);
        calls.add(call);
        return call;
    }

    /// Ask on a worker of its own: whoever brings the request reads on.
    Mono<ElicitResult> answer(McpSchema.ElicitFormRequest request) {
        return Mono.create(
                sink -> {
                    var asking =
                            Thread.ofVirtual()
                                    .name("mcp-asks")
                                    .start(() -> sink.success(answered(request)));
                    sink.onCancel(asking::interrupt);
                });
    }

    private ElicitResult answered(McpSchema.ElicitFormRequest request) {
        var call = calls.isEmpty() ? Optional.<Call>empty() : Optional.of(calls.getLast());
        if (call.isEmpty() || !call.get().mayAsk()) {
            return said(Action.DECLINE, JsonObject.EMPTY);
        }
        try {
            return answered(call.get(), form(request));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException e) { // unreadable, or the system closes
            call.get().note("a question of the server was not asked: it cannot be read");
        } finally {
            call.get().hasAsked();
        }
        return said(Action.CANCEL, JsonObject.EMPTY);
    }

    private ElicitResult answered(Call call, Form form) throws InterruptedException {
        var wrong = place.schemaProblems(form.schema());
        if (!wrong.isEmpty()) {
            call.note("a question of the server was not asked: its form is no usable schema");
            return said(Action.DECLINE, JsonObject.EMPTY);
        }
        var answer = call.person.ask(form);
        if (!answer.allowed()) {
            call.note("the server asked a person, who declined: " + answer.reason());
            return said(Action.DECLINE, JsonObject.EMPTY);
        }
        var fields = form.completed(answer.fields().orElse(JsonObject.EMPTY));
        var problems = place.validator().validate(new PayloadType("Form", form.schema()), fields);
        if (!problems.isEmpty()) {
            call.note(
                    "the server asked a person, whose answer does not fit its form: "
                            + SafeText.line(problems.getFirst(), Bounds.NAME_CHARS_MAX));
            return said(Action.DECLINE, JsonObject.EMPTY);
        }
        return said(Action.ACCEPT, fields);
    }

    private Form form(McpSchema.ElicitFormRequest request) throws IOException {
        var json = mapper.writeValueAsString(request.requestedSchema());
        if (json.length() > Bounds.SCHEMA_BYTES_MAX) {
            throw new IOException("the form is too large");
        }
        var schema = Offered.harmless(Json.parseObject(json));
        var message = SafeText.of(String.valueOf(request.message()), Bounds.DESCRIPTION_CHARS_MAX);
        return new Form("server '%s' asks: %s".formatted(server, message), schema);
    }

    private ElicitResult said(Action action, JsonObject fields) {
        try {
            return new ElicitResult(
                    action,
                    action == Action.ACCEPT ? mapper.readValue(Json.text(fields), MAP) : Map.of());
        } catch (IOException e) {
            return new ElicitResult(Action.CANCEL, Map.of());
        }
    }
}
