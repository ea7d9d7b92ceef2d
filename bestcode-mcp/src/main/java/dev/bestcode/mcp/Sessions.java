package dev.bestcode.mcp;

import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.organism.ListenerSpec;
import dev.bestcode.api.tool.ToolCall;
import dev.bestcode.api.tool.ToolServerPlace;
import dev.bestcode.api.tool.ToolServerPlace.Caller;
import dev.bestcode.mcp.McpFailure.Kind;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// The conversations with one server: one for each run and each set of rights in it, begun with the
/// first call. One that broke, or did not answer in time, is followed by another with the next
/// call.
final class Sessions {
    private final ListenerSpec server;
    private final ToolServerPlace place;
    private final Consumer<Listing> listed;
    private final Map<Key, Slot> slots = new ConcurrentHashMap<>();

    /// Runs share no server, and nobody is served by a program that has the rights of another.
    private record Key(RunId run, Caller caller) {}

    /// @param listed hears what the server lists whenever a conversation begins or it says that its
    ///     tools changed
    Sessions(ListenerSpec server, ToolServerPlace place, Consumer<Listing> listed) {
        this.server = server;
        this.place = place;
        this.listed = listed;
    }

    /// What is done in a conversation.
    interface Use<T> {
        T in(Session session) throws McpFailure, InterruptedException;
    }

    /// Do something in the conversation of a call, once the server says of the tool what it said
    /// when it was offered.
    <T> T use(ToolCall call, Definition tool, Use<T> what) throws McpFailure, InterruptedException {
        var key = new Key(call.run(), new Caller(call.profile(), call.rights().commandGrants()));
        if (slots.size() >= Bounds.SESSIONS_MAX && !slots.containsKey(key)) {
            throw new McpFailure(
                    server.name(),
                    Kind.UNREACHABLE,
                    "%d runs are using it, and no more may at once".formatted(Bounds.SESSIONS_MAX));
        }
        return slots.computeIfAbsent(key, Slot::new).use(tool, what);
    }

    void endRun(RunId run) {
        close(key -> key.run().equals(run));
    }

    void close() {
        close(_ -> true);
    }

    private void close(Predicate<Key> which) {
        var closing =
                slots.keySet().stream()
                        .filter(which)
                        .flatMap(key -> Optional.ofNullable(slots.remove(key)).stream())
                        .map(slot -> Thread.ofVirtual().name("mcp-close").start(slot::close))
                        .toList();
        for (var one : closing) {
            try {
                one.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /// Where the conversation of one key is.
    private final class Slot {
        private final Key key;
        private final ReentrantLock lock = new ReentrantLock();
        private @Nullable Open open;
        private boolean closed;

        Slot(Key key) {
            this.key = key;
        }

        <T> T use(Definition tool, Use<T> what) throws McpFailure, InterruptedException {
            var current = begin(tool);
            boolean silent = false;
            try {
                return what.in(current.session);
            } catch (McpFailure e) {
                silent = e.kind() == Kind.SILENT;
                throw e;
            } finally {
                leave(current, silent);
            }
        }

        private Open begin(Definition tool) throws McpFailure, InterruptedException {
            lock.lockInterruptibly();
            try {
                if (closed) {
                    throw new McpFailure(server.name(), Kind.ENDED, "the run has ended");
                }
                var current = open;
                if (current == null || current.retired || current.session.isBroken()) {
                    if (current != null) {
                        retire(current);
                    }
                    current = new Open(Session.open(server, place, key.caller()));
                    open = current;
                    list(current);
                } else if (current.session.takeToolsChanged()) {
                    list(current);
                }
                check(current, tool);
                current.users++;
                return current;
            } finally {
                lock.unlock();
            }
        }

        private void list(Open current) throws McpFailure, InterruptedException {
            try {
                var listing = current.session.list();
                current.tools = listing.tools();
                listed.accept(listing);
            } catch (McpFailure | InterruptedException e) {
                retire(current);
                throw e;
            }
        }

        private void check(Open current, Definition tool) throws McpFailure {
            var now =
                    current.tools.stream().filter(it -> it.name().equals(tool.name())).findFirst();
            if (now.isEmpty()) {
                throw new McpFailure(
                        server.name(),
                        Kind.CHANGED,
                        "it has no tool '%s' any more".formatted(tool.name()));
            }
            if (!now.get().equals(tool)) {
                throw new McpFailure(
                        server.name(),
                        Kind.CHANGED,
                        "it says other things of '%s' than when it was offered, so it was not called; a person can look with 'bestcode mcp inspect %s' and accept with 'bestcode mcp pin %s'"
                                .formatted(tool.name(), server.name(), server.name()));
            }
        }

        private void leave(Open current, boolean silent) {
            lock.lock();
            try {
                current.users--;
                if (silent || current.retired) {
                    retire(current);
                }
            } finally {
                lock.unlock();
            }
        }

        /// Others may still be answered in it.
        private void retire(Open current) {
            current.retired = true;
            if (current.users == 0) {
                current.session.close();
            }
        }

        void close() {
            Open current;
            lock.lock();
            try {
                closed = true;
                current = open;
            } finally {
                lock.unlock();
            }
            if (current != null) {
                current.session.close();
            }
        }
    }

    /// A conversation that was begun.
    private static final class Open {
        private final Session session;
        private List<Definition> tools = List.of();
        private int users;
        private boolean retired;

        Open(Session session) {
            this.session = session;
        }
    }
}
