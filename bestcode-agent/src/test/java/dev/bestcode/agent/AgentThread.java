package dev.bestcode.agent;

import dev.bestcode.api.control.AgentResult;
import dev.bestcode.api.control.AgentTask;
import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.KernelOp;
import dev.bestcode.api.kernel.SegmentId;
import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.kernel.Usage;
import dev.bestcode.api.llm.ContentBlock;
import dev.bestcode.api.llm.LlmReply;
import dev.bestcode.api.llm.StopReason;
import dev.bestcode.api.message.Failure;
import dev.bestcode.api.message.HandlerResponse;
import dev.bestcode.api.message.Left;
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
import java.util.Optional;
import java.util.OptionalInt;

/// One thread of an agent without a pipeline: feeds it deliveries and keeps what it asks to keep,
/// as bytes, so that nothing survives between two deliveries that the kernel would not hold.
final class AgentThread {
    static final ThreadId THREAD = new ThreadId(2);

    private final CodingAgent agent;
    private final Map<SegmentId, KernelOp.SegmentAdded> segments = new LinkedHashMap<>();
    private Optional<Bytes> state = Optional.empty();
    private Left left = Left.UNLIMITED;
    private long lastId = 100;
    private boolean begins;

    AgentThread(int maxIterations) {
        var tools =
                List.of(
                        tool("read", Effect.PURE),
                        tool("write", Effect.VERIFIABLE),
                        tool("run", Effect.OPAQUE));
        agent =
                CodingAgent.of(
                        new AgentOptions("coder", "Do it.", "sonnet", 1000, maxIterations),
                        (_, _) -> tools);
    }

    List<Outgoing> task(String text) {
        return task(new AgentTask(text, OptionalInt.empty()));
    }

    List<Outgoing> task(AgentTask task) {
        return deliver(Message.Kind.REQUEST, Message.USER, "AgentTask", "", task.toJson());
    }

    /// The pipeline has ended what was under way, and the agent has not heard of it.
    List<Outgoing> nextTask(String text) {
        begins = true;
        return task(text);
    }

    /// The model answers the call that is open.
    List<Outgoing> model(StopReason reason, ContentBlock... blocks) {
        return modelAnswers(openModelCall(), reason, blocks);
    }

    List<Outgoing> modelAnswers(String call, StopReason reason, ContentBlock... blocks) {
        var reply =
                new LlmReply(
                        "m",
                        List.of(blocks),
                        reason,
                        new Usage(10, 1, 0, 0),
                        Sha256.of(new byte[0]));
        return deliver(Message.Kind.ANSWER, "llm-pool", "LlmReply", call, reply.toJson());
    }

    List<Outgoing> toolAnswers(String call, ToolOutcome outcome) {
        return deliver(Message.Kind.ANSWER, "read", "ToolOutcome", call, outcome.toJson());
    }

    List<Outgoing> fails(String sender, String call, Failure.Kind kind, String text) {
        return deliver(
                Message.Kind.FAILURE, sender, "Failure", call, new Failure(kind, text).toJson());
    }

    List<Outgoing> stop() {
        return fails(Message.SYSTEM, "", Failure.Kind.STOPPED, "stopped by the user");
    }

    /// A stop, when so much had been shown of the answer that is open.
    List<Outgoing> stopWhenShown(String text) {
        var json = JsonObject.builder();
        new Failure(Failure.Kind.STOPPED, "stopped").toJson().members().forEach(json::put);
        var shown = JsonObject.builder().put(openModelCall(), text).build();
        return deliver(
                Message.Kind.FAILURE,
                Message.SYSTEM,
                "Failure",
                "",
                json.put(Failure.SHOWN, shown).build());
    }

    String openModelCall() {
        return switch (phase()) {
            case Phase.Thinking(var call) -> call;
            case Phase.Ready(), Phase.AwaitingTools(_) ->
                    throw new AssertionError("no model call is open: " + phase());
        };
    }

    Phase phase() {
        return state.map(AgentState::from).orElse(AgentState.NEW).phase();
    }

    /// What it may spend from now on.
    void mayStillSpend(Left now) {
        left = now;
    }

    /// Tag and text of every segment, in order.
    List<String> conversation() {
        return segments.values().stream()
                .map(segment -> segment.tag() + " " + segment.content().utf8())
                .toList();
    }

    static ContentBlock.ToolUse use(String id, String tool) {
        return new ContentBlock.ToolUse(
                id, tool, JsonObject.builder().put("path", id + ".txt").build());
    }

    /// A call that may run beside others although its tool may change something.
    static ContentBlock.ToolUse sleep(String id) {
        return new ContentBlock.ToolUse(
                id, "run", JsonObject.builder().put("path", "sleep").build());
    }

    static ContentBlock text(String text) {
        return new ContentBlock.Text(text);
    }

    static AgentResult result(List<Outgoing> outgoing) {
        if (outgoing.size() == 1 && outgoing.getFirst() instanceof Outgoing.Reply reply) {
            return AgentResult.from(Json.parseObject(reply.payload().bytes().utf8()));
        }
        throw new AssertionError("expected one reply, got " + outgoing);
    }

    /// The calls sent, in order.
    static List<String> calls(List<Outgoing> outgoing) {
        var calls = new ArrayList<String>();
        for (var message : outgoing) {
            if (message instanceof Outgoing.Send send) {
                calls.add(send.call());
            }
        }
        return calls;
    }

    private List<Outgoing> deliver(
            Message.Kind kind, String sender, String tag, String call, JsonObject payload) {
        var message =
                new Message(
                        new MessageId(++lastId),
                        THREAD,
                        kind,
                        sender,
                        "coder",
                        tag,
                        Optional.empty(),
                        call,
                        Bytes.of(Json.print(payload)));
        HandlerResponse response = agent.handle(new ToAgent(message, payload));
        response.ops().forEach(this::apply);
        begins = false;
        return response.outgoing();
    }

    private void apply(KernelOp.StateOp op) {
        switch (op) {
            case KernelOp.SegmentAdded added -> segments.put(added.segment(), added);
            case KernelOp.HandlerStateSet set -> state = Optional.of(set.state());
            case KernelOp.SegmentFolded _,
                    KernelOp.SegmentEvicted _,
                    KernelOp.SegmentExpanded _,
                    KernelOp.SegmentRated _,
                    KernelOp.ContentKept _ ->
                    throw new AssertionError("the agent leaves its pages as they are: " + op);
            case KernelOp.UsageCharged usage ->
                    throw new AssertionError("the pipeline charges, not the agent: " + usage);
        }
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
            public boolean independent(JsonObject arguments) {
                return effect == Effect.PURE || arguments.requireString("path").equals("sleep");
            }

            @Override
            public ToolOutcome call(ToolCall call) {
                throw new AssertionError("the agent calls no tool by itself");
            }
        };
    }

    private final class ToAgent extends BareDelivery {
        ToAgent(Message message, JsonObject payload) {
            super(message, payload);
        }

        @Override
        public boolean begins() {
            return begins || phase() instanceof Phase.Ready;
        }

        @Override
        public Optional<Bytes> ownState() {
            return state;
        }

        @Override
        public Optional<Bytes> ownSegment(SegmentId segment) {
            return Optional.ofNullable(segments.get(segment)).map(KernelOp.SegmentAdded::content);
        }

        @Override
        public long newId() {
            return ++lastId;
        }

        @Override
        public Left left() {
            return left;
        }
    }
}
