package dev.bestcode.runtime;

import dev.bestcode.agent.CodingAgent;
import dev.bestcode.agent.Prefix;
import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.KernelOp;
import dev.bestcode.api.kernel.KernelState;
import dev.bestcode.api.kernel.SegmentId;
import dev.bestcode.api.kernel.SegmentRow;
import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.kernel.Tier;
import dev.bestcode.api.kernel.Usage;
import dev.bestcode.api.message.HandlerResponse;
import dev.bestcode.api.message.Message;
import dev.bestcode.api.message.MessageId;
import dev.bestcode.api.message.Outgoing;
import dev.bestcode.api.tool.Effect;
import dev.bestcode.api.tool.ToolCall;
import dev.bestcode.api.tool.ToolDescriptor;
import dev.bestcode.api.tool.ToolOutcome;
import dev.bestcode.api.tool.ToolPeer;
import dev.bestcode.testkit.BareDelivery;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/// One thread of an agent, with the part of a kernel's state that requests are rendered from. What
/// is handled counts once it is committed.
final class FakeThread {
    static final List<ToolPeer> TOOLS =
            List.of(
                    tool("read", Effect.PURE),
                    tool("write", Effect.VERIFIABLE),
                    tool("run", Effect.OPAQUE));
    private static final ThreadId THREAD = new ThreadId(2);

    private final CodingAgent agent;
    private final Map<SegmentId, KernelOp.SegmentAdded> segments = new LinkedHashMap<>();
    private Optional<Bytes> own = Optional.empty();
    private long lastId = 100;

    FakeThread(CodingAgent agent) {
        this.agent = agent;
    }

    HandlerResponse handle(Message.Kind kind, String sender, String call, JsonObject payload) {
        var message =
                new Message(
                        new MessageId(++lastId),
                        THREAD,
                        kind,
                        sender,
                        "coder",
                        "Any",
                        Optional.empty(),
                        call,
                        Bytes.of(Json.print(payload)));
        return agent.handle(new ToAgent(message, payload));
    }

    List<Outgoing> commit(HandlerResponse response) {
        for (var op : response.ops()) {
            switch (op) {
                case KernelOp.SegmentAdded added -> segments.put(added.segment(), added);
                case KernelOp.HandlerStateSet set -> own = Optional.of(set.state());
                case KernelOp.SegmentFolded _,
                        KernelOp.SegmentEvicted _,
                        KernelOp.SegmentExpanded _,
                        KernelOp.SegmentRated _,
                        KernelOp.ContentKept _,
                        KernelOp.UsageCharged _ -> {
                    // Nothing that a request is rendered from.
                }
            }
        }
        return response.outgoing();
    }

    KernelState state() {
        return new State();
    }

    /// The highest number drawn.
    long lastId() {
        return lastId;
    }

    /// A thread that begins with what was said on this one before a message came, at rest.
    FakeThread fork(long before) {
        var prefix = Prefix.of(state(), THREAD, before);
        var fork = new FakeThread(agent);
        fork.lastId = lastId;
        var numbers = new ArrayList<SegmentId>();
        for (var page : prefix.pages()) {
            var said = Objects.requireNonNull(segments.get(page));
            var number = new SegmentId(++fork.lastId);
            numbers.add(number);
            fork.segments.put(
                    number,
                    new KernelOp.SegmentAdded(
                            THREAD,
                            number,
                            said.tag(),
                            said.content(),
                            said.tokens(),
                            said.relevance(),
                            said.pinned()));
        }
        fork.own = prefix.restingState(numbers);
        return fork;
    }

    private static ToolPeer tool(String name, Effect effect) {
        return new ToolPeer() {
            @Override
            public ToolDescriptor descriptor() {
                return ToolDescriptor.of(name, "does " + name, "{\"type\":\"object\"}");
            }

            @Override
            public Effect effect() {
                return effect;
            }

            @Override
            public ToolOutcome call(ToolCall call) {
                throw new AssertionError("the agent calls no tool by itself");
            }
        };
    }

    /// What the thread's next request is rendered from, and nothing else.
    private final class State implements KernelState, KernelState.Contexts {
        private static UnsupportedOperationException nothing() {
            return new UnsupportedOperationException("a request is rendered from contexts alone");
        }

        @Override
        public Contexts contexts() {
            return this;
        }

        @Override
        public List<SegmentRow> segments(ThreadId thread) {
            return segments.values().stream().map(State::row).toList();
        }

        private static SegmentRow row(KernelOp.SegmentAdded added) {
            return new SegmentRow(
                    added.segment(),
                    added.thread(),
                    added.tag(),
                    Tier.EXPANDED,
                    added.relevance(),
                    added.content().size(),
                    added.tokens(),
                    0,
                    added.content().sha256(),
                    added.pinned(),
                    1);
        }

        @Override
        public Optional<SegmentRow> get(SegmentId segment) {
            return Optional.ofNullable(segments.get(segment)).map(State::row);
        }

        @Override
        public Optional<Bytes> content(SegmentId segment) {
            return Optional.ofNullable(segments.get(segment)).map(KernelOp.SegmentAdded::content);
        }

        @Override
        public Optional<Bytes> summary(SegmentId segment) {
            return Optional.empty();
        }

        @Override
        public long lsn() {
            return 1;
        }

        @Override
        public long nextId() {
            throw nothing();
        }

        @Override
        public Threads threads() {
            throw nothing();
        }

        @Override
        public Journal journal() {
            throw nothing();
        }

        @Override
        public Runs runs() {
            throw nothing();
        }

        @Override
        public Usage usage(ThreadId thread) {
            throw nothing();
        }

        @Override
        public Optional<Bytes> handlerState(ThreadId thread, String listener) {
            throw nothing();
        }

        @Override
        public OptionalLong handlerStateLsn(ThreadId thread, String listener) {
            throw nothing();
        }

        @Override
        public Optional<Bytes> handlerState(ThreadId thread, String listener, long lsn) {
            throw nothing();
        }

        @Override
        public Sha256 hash() {
            throw nothing();
        }
    }

    private final class ToAgent extends BareDelivery {
        ToAgent(Message message, JsonObject payload) {
            super(message, payload);
        }

        @Override
        public Optional<Bytes> ownState() {
            return own;
        }

        @Override
        public Optional<Bytes> ownSegment(SegmentId segment) {
            return Optional.ofNullable(segments.get(segment)).map(KernelOp.SegmentAdded::content);
        }

        @Override
        public long newId() {
            return ++lastId;
        }
    }
}
