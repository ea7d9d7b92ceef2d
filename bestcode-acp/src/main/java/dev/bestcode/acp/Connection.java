package dev.bestcode.acp;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonNumber;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.json.JsonValue;

import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/// What goes to the editor: a line each, whole, in the order of the calls. An editor that does not
/// read holds up whoever writes; to one that is gone nothing is written any more. Safe from any
/// thread.
final class Connection {
    private final OutputStream out;
    private final Runnable gone;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Long, Consumer<Incoming.Reply>> waiting = new HashMap<>();
    private long lastId;
    private boolean broken;

    /// @param gone told once, when a line cannot be written
    Connection(OutputStream out, Runnable gone) {
        this.out = out;
        this.gone = gone;
    }

    void notify(String method, JsonObject params) {
        write(message().put("method", method).put("params", params));
    }

    /// Tell a session's editor something.
    void update(String session, JsonObject update) {
        notify(
                "session/update",
                JsonObject.builder().put("sessionId", session).put("update", update).build());
    }

    void result(JsonValue id, JsonObject result) {
        write(message().put("id", id).put("result", result));
    }

    void error(JsonValue id, int code, String text) {
        var error = JsonObject.builder().put("code", code).put("message", text).build();
        write(message().put("id", id).put("error", error));
    }

    /// Ask the editor.
    /// @param answered gets the reply, on the thread that reads; never called when the editor goes
    ///     without one
    /// @return the request's id
    /// @throws IllegalStateException when as many questions wait as may
    long ask(String method, JsonObject params, Consumer<Incoming.Reply> answered) {
        long id;
        lock.lock();
        try {
            if (waiting.size() >= Bounds.QUESTIONS_MAX) {
                throw new IllegalStateException(
                        "%d questions wait for the editor already".formatted(waiting.size()));
            }
            id = ++lastId;
            waiting.put(id, answered);
        } finally {
            lock.unlock();
        }
        write(message().put("id", JsonNumber.of(id)).put("method", method).put("params", params));
        return id;
    }

    /// Take a question back; its answer, should it come, is nobody's.
    void withdraw(long id) {
        lock.lock();
        try {
            if (waiting.remove(id) == null) {
                return;
            }
        } finally {
            lock.unlock();
        }
        notify("$/cancel_request", JsonObject.builder().put("requestId", id).build());
    }

    /// Hand an answer to whoever asked; one that nobody waits for is dropped.
    void answered(Incoming.Reply reply) {
        Consumer<Incoming.Reply> asker;
        lock.lock();
        try {
            asker = reply.id().isPresent() ? waiting.remove(reply.id().getAsLong()) : null;
        } finally {
            lock.unlock();
        }
        if (asker != null) {
            asker.accept(reply);
        }
    }

    private static JsonObject.Builder message() {
        return JsonObject.builder().put("jsonrpc", "2.0");
    }

    private void write(JsonObject.Builder message) {
        var json = Json.print(message.build());
        boolean breaks = false;
        lock.lock();
        try {
            if (!broken) {
                out.write(json);
                out.write('\n');
                out.flush();
            }
        } catch (IOException e) {
            broken = true;
            breaks = true;
        } finally {
            lock.unlock();
        }
        if (breaks) {
            gone.run();
        }
    }
}
