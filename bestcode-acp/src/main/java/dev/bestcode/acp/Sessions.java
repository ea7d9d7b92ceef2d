package dev.bestcode.acp;

import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.RunId;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/// The sessions of one editor. Safe from any thread.
final class Sessions {
    private final SessionHost host;
    private final Connection editor;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Session> open = new LinkedHashMap<>();

    /// Runs that are being reopened; a second request for one is refused.
    private final Set<String> reopening = new HashSet<>();

    /// Places of sessions that are being opened.
    private int opening;

    private boolean ended;

    Sessions(SessionHost host, Connection editor) {
        this.host = host;
        this.editor = editor;
    }

    Session open(SessionPlace place)
            throws RpcException, SessionRefusedException, InterruptedException {
        take();
        try {
            return keep(host.open(place));
        } finally {
            give();
        }
    }

    /// One that is open here is left first: its editor wants to see it anew.
    Session reopen(RunId run, SessionPlace place)
            throws RpcException, SessionRefusedException, InterruptedException {
        begin(run.value());
        try {
            if (find(run.value())) {
                close(run.value());
            }
            take();
            try {
                return keep(host.reopen(run, place));
            } finally {
                give();
            }
        } finally {
            end(run.value());
        }
    }

    private void begin(String id) throws RpcException {
        lock.lock();
        try {
            if (!reopening.add(id)) {
                throw RpcException.invalid("session '%s' is being opened already".formatted(id));
            }
        } finally {
            lock.unlock();
        }
    }

    private void end(String id) {
        lock.lock();
        try {
            reopening.remove(id);
        } finally {
            lock.unlock();
        }
    }

    private boolean find(String id) {
        lock.lock();
        try {
            return open.containsKey(id);
        } finally {
            lock.unlock();
        }
    }

    private void take() throws RpcException {
        lock.lock();
        try {
            if (open.size() + opening >= Bounds.SESSIONS_MAX) {
                throw new RpcException(
                        RpcException.INTERNAL,
                        "%d sessions are open; close one".formatted(Bounds.SESSIONS_MAX));
            }
            opening++;
        } finally {
            lock.unlock();
        }
    }

    private void give() {
        lock.lock();
        try {
            opening--;
        } finally {
            lock.unlock();
        }
    }

    private Session keep(Seat seat) throws RpcException {
        var session = Session.at(seat, editor);
        lock.lock();
        try {
            if (!ended) {
                open.put(session.id(), session);
                return session;
            }
        } finally {
            lock.unlock();
        }
        session.close();
        throw new RpcException(RpcException.INTERNAL, "the agent is ending");
    }

    List<KnownSession> known(Path workspace) throws SessionRefusedException {
        return host.sessions(workspace);
    }

    /// @throws RpcException when none of that id is open
    Session require(String id) throws RpcException {
        lock.lock();
        try {
            var session = open.get(id);
            if (session == null) {
                throw notOpen(id);
            }
            return session;
        } finally {
            lock.unlock();
        }
    }

    private static RpcException notOpen(String id) {
        return new RpcException(
                RpcException.NOT_FOUND,
                "session '%s' is not open; load it first".formatted(Titles.line(id)));
    }

    /// Stop what it has under way, and leave it.
    void close(String id) throws RpcException, InterruptedException {
        Session session;
        lock.lock();
        try {
            session = open.remove(id);
        } finally {
            lock.unlock();
        }
        if (session == null) {
            throw notOpen(id);
        }
        session.cancel();
        session.end(Bounds.GRACE);
    }

    /// Notifications of methods that are not known are not for us.
    void told(String method, JsonObject params) {
        switch (method) {
            case "session/cancel" -> {
                try {
                    require(params.string("sessionId").orElse("")).cancel();
                } catch (RpcException closed) {
                    // Nothing of it is under way, and a notification has no answer.
                }
            }
            case "$/cancel_request" ->
                    params.get("requestId").ifPresent(id -> all().forEach(it -> it.cancel(id)));
            default -> {}
        }
    }

    private List<Session> all() {
        lock.lock();
        try {
            return List.copyOf(open.values());
        } finally {
            lock.unlock();
        }
    }

    void cancelAll() {
        all().forEach(Session::cancel);
    }

    /// The editor is gone: stop everything, and leave.
    void end() throws InterruptedException {
        lock.lock();
        try {
            ended = true;
        } finally {
            lock.unlock();
        }
        cancelAll();
        for (var session : all()) {
            session.end(Bounds.GRACE);
        }
    }
}
