package dev.bestcode.pipeline;

import dev.bestcode.api.message.Failure;
import dev.bestcode.api.message.Handler;
import dev.bestcode.api.message.Message;
import dev.bestcode.api.message.PayloadType;
import dev.bestcode.api.message.Source;
import dev.bestcode.api.tool.Effect;
import dev.bestcode.api.tool.ToolCall;
import dev.bestcode.api.tool.ToolPeer;
import dev.bestcode.api.tool.ToolPreview;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Who is there, by exact name, and the payload types they speak.
final class Listeners {
    /// Names that the pipeline stamps itself, so nobody may have them.
    private static final Set<String> RESERVED = Set.of(Message.USER, Message.SYSTEM, "root");

    private final Map<String, Listener> byName = new LinkedHashMap<>();
    private final Map<String, PayloadType> byTag = new HashMap<>();

    Listeners() {
        byTag.put(Failure.TYPE.tag(), Failure.TYPE);
    }

    void add(String name, Handler handler) {
        add(of(name, handler));
    }

    /// @param deadline in place of that of the options
    void add(String name, Handler handler, Duration deadline) {
        add(of(name, handler).withDeadline(deadline));
    }

    private static Listener of(String name, Handler handler) {
        var effect = handler.repeatable() ? Effect.PURE : Effect.OPAQUE;
        return new Listener(name, handler, effect, /* tool= */ false, Optional.empty());
    }

    void add(ToolPeer peer) {
        var handler = new ToolListener(peer);
        var name = peer.descriptor().name();
        var effect = peer.mayBeMadeAgain() ? peer.effect() : Effect.OPAQUE;
        add(new Listener(name, handler, effect, /* tool= */ true, Optional.empty()));
    }

    /// A tool that is an organism. A call of it that a kill cut short goes on where it stood.
    void add(String name, Handler handler, Calls limits) {
        add(new Listener(name, handler, Effect.PURE, /* tool= */ true, Optional.of(limits)));
    }

    private void add(Listener listener) {
        if (RESERVED.contains(listener.name())) {
            throw new IllegalArgumentException(
                    "listener name '" + listener.name() + "' is the system's own; take another");
        }
        if (listener.name().length() > Excerpt.NAME_CHARS_MAX) {
            throw new IllegalArgumentException(
                    "listener name of %,d characters; allowed up to %d"
                            .formatted(listener.name().length(), Excerpt.NAME_CHARS_MAX));
        }
        if (byName.putIfAbsent(listener.name(), listener) != null) {
            throw new IllegalArgumentException(
                    "listener '" + listener.name() + "' is there already; names are unique");
        }
        addType(listener, listener.accepts());
        addType(listener, listener.answers());
    }

    private void addType(Listener listener, PayloadType type) {
        var before = byTag.putIfAbsent(type.tag(), type);
        if (before != null && !before.equals(type)) {
            throw new IllegalArgumentException(
                    "listener '%s' gives tag '%s' another schema than one before; rename it"
                            .formatted(listener.name(), type.tag()));
        }
    }

    Optional<Listener> get(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /// One that is not there, and of which nobody knows what its call can have done.
    static Listener missing(String name) {
        var handler = new Missing(name);
        return new Listener(name, handler, Effect.OPAQUE, /* tool= */ true, Optional.empty());
    }

    Optional<PayloadType> type(String tag) {
        return Optional.ofNullable(byTag.get(tag));
    }

    boolean isCalled(String name) {
        return get(name).map(Listener::isCalled).orElse(false);
    }

    boolean isTool(String name) {
        return get(name).map(Listener::tool).orElse(false);
    }

    /// How calls of an organism are bounded.
    /// @param depthMax calls inside one another, this one included
    /// @param atOnceMax calls of one caller that are under way
    record Calls(int depthMax, int atOnceMax) {}

    /// One of them. Types and limit are read once: what a handler promises does not change under
    /// way.
    /// @param effect what a delivery that was cut short can have done
    /// @param calls limits of its calls, where it is an organism
    /// @param deadline for one delivery, where it has another than that of the options
    record Listener(
            String name,
            Handler handler,
            PayloadType accepts,
            PayloadType answers,
            Duration timeLimit,
            Effect effect,
            boolean tool,
            Optional<Calls> calls,
            Optional<Duration> deadline) {
        Listener(String name, Handler handler, Effect effect, boolean tool, Optional<Calls> calls) {
            this(
                    name,
                    handler,
                    handler.accepts(),
                    handler.answers(),
                    handler.timeLimit(),
                    effect,
                    tool,
                    calls,
                    Optional.empty());
        }

        Listener withDeadline(Duration other) {
            return new Listener(
                    name,
                    handler,
                    accepts,
                    answers,
                    timeLimit,
                    effect,
                    tool,
                    calls,
                    Optional.of(other));
        }

        /// Whether it is an organism that its caller calls.
        boolean isCalled() {
            return calls.isPresent();
        }

        /// Whose words its messages are.
        Source source() {
            return tool ? Source.tool(name) : Source.listener(name);
        }

        /// What a call of a tool comes to; a handler that is none says nothing.
        ToolPreview preview(ToolCall call) {
            return handler instanceof ToolListener listener
                    ? listener.preview(call)
                    : ToolPreview.NONE;
        }

        /// The same of a call that is about to be sent.
        ToolPreview foresee(ToolCall call) {
            return handler instanceof ToolListener listener
                    ? listener.foresee(call)
                    : ToolPreview.NONE;
        }

        /// Whether a message to it waits for a force (G10).
        boolean hasEffects() {
            return (tool && !isCalled()) || !handler.effectFree();
        }
    }
}
