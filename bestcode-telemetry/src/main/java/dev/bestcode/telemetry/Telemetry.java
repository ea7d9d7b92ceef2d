package dev.bestcode.telemetry;

import dev.bestcode.api.control.RunStatus;
import dev.bestcode.api.event.BestCodeEvent;
import dev.bestcode.api.event.BestCodeEvent.AgentEnded;
import dev.bestcode.api.event.BestCodeEvent.AgentStarted;
import dev.bestcode.api.event.BestCodeEvent.ApprovalAnswered;
import dev.bestcode.api.event.BestCodeEvent.ApprovalAsked;
import dev.bestcode.api.event.BestCodeEvent.ErrorRaised;
import dev.bestcode.api.event.BestCodeEvent.MessageSpoken;
import dev.bestcode.api.event.BestCodeEvent.Provisional;
import dev.bestcode.api.event.BestCodeEvent.RunFinished;
import dev.bestcode.api.event.BestCodeEvent.RunStarted;
import dev.bestcode.api.event.BestCodeEvent.ToolAnswered;
import dev.bestcode.api.event.BestCodeEvent.ToolCalled;
import dev.bestcode.api.event.BestCodeEvent.UsageCounted;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.kernel.ThreadId;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Tells OpenTelemetry of runs: `invoke_agent` for a task and for each called agent, `chat` for
/// each answer of a model, `execute_tool` for each call of a tool, and how long and how many tokens
/// they took. Names and attributes follow the conventions for generative AI; what was said, and
/// what tools were given, is never among them.
///
/// An event is told of once it is on stable storage, so a span begins and ends then, and a model's
/// begins where what it answers was stored. Give it to `BestCodeBuilder.events`. Safe from any
/// thread; what it holds is bounded, and what is pushed out ends as it is.
/// @see "OpenTelemetry semantic conventions for generative AI, 1.41"
public final class Telemetry implements Consumer<BestCodeEvent> {
    /// More agents and calls under way than a system has; those before them ended unheard.
    private static final int OPEN_MAX = 10_000;

    /// What is told of is a task, a called agent or a call of a tool, by its thread and call.
    private record Key(RunId run, ThreadId thread, String call) {}

    private record Open(Span span, Instant began) {}

    private final Tracer tracer;
    private final Measures measures;
    private final String provider;
    private final InstantSource clock;

    private final Map<Key, Open> open = new LinkedHashMap<>();

    /// When an agent's thread was last told of: then its model was asked.
    private final Map<Key, Instant> heard = new LinkedHashMap<>();

    private Telemetry(OpenTelemetry telemetry, String provider, InstantSource clock) {
        this.tracer = telemetry.getTracer("dev.bestcode");
        this.measures = Measures.of(telemetry.getMeter("dev.bestcode"), provider);
        this.provider = provider;
        this.clock = clock;
    }

    /// @param provider of the models, in the conventions' words, such as `anthropic`
    public static Telemetry of(OpenTelemetry telemetry, String provider) {
        return new Telemetry(telemetry, provider, InstantSource.system());
    }

    static Telemetry of(OpenTelemetry telemetry, String provider, InstantSource clock) {
        return new Telemetry(telemetry, provider, clock);
    }

    @Override
    public synchronized void accept(BestCodeEvent event) {
        switch (event) {
            case RunStarted it -> beginAgent(it, it.listener(), Context.root());
            case AgentStarted it ->
                    beginAgent(it, it.listener(), below(new Key(it.run(), it.caller(), it.call())));
            case ToolCalled it -> beginTool(it);
            case ToolAnswered it -> endTool(it);
            case UsageCounted it -> answered(it);
            case AgentEnded it -> endAgent(it, it.status());
            case RunFinished it -> endAgent(it, it.result().status());
            case ErrorRaised it -> agentOf(it).ifPresent(agent -> agent.span().addEvent(it.kind()));
            case MessageSpoken _, ApprovalAsked _, ApprovalAnswered _, Provisional _ -> {
                // Words, and what is provisional, are nobody's business here.
            }
        }
    }

    private static Key agent(BestCodeEvent event) {
        return new Key(event.run(), event.thread(), "");
    }

    private Optional<Open> agentOf(BestCodeEvent event) {
        return Optional.ofNullable(open.get(agent(event)));
    }

    /// Below what is open under this key, else at the top.
    private Context below(Key key) {
        var parent = open.get(key);
        return parent == null ? Context.root() : Context.root().with(parent.span());
    }

    private void begin(Key key, Span span, Instant now) {
        open.put(key, new Open(span, now));
        for (var eldest = open.values().iterator(); open.size() > OPEN_MAX; ) {
            eldest.next().span().end();
            eldest.remove();
        }
        heard.keySet().removeIf(agent -> !open.containsKey(agent));
    }

    private void beginAgent(BestCodeEvent event, String name, Context parent) {
        var now = clock.instant();
        var span =
                tracer.spanBuilder("invoke_agent " + name)
                        .setParent(parent)
                        .setStartTimestamp(now)
                        .setAttribute(Words.OPERATION, "invoke_agent")
                        .setAttribute(Words.PROVIDER, provider)
                        .setAttribute(Words.AGENT, name)
                        .setAttribute(Words.CONVERSATION, event.run().value())
                        .startSpan();
        begin(agent(event), span, now);
        heard.put(agent(event), now);
    }

    private void endAgent(BestCodeEvent event, RunStatus status) {
        heard.remove(agent(event));
        var agent = open.remove(agent(event));
        if (agent != null) {
            if (status != RunStatus.DONE) {
                failed(agent.span(), status.wireName());
            }
            agent.span().end(clock.instant());
        }
    }

    private void beginTool(ToolCalled call) {
        var now = clock.instant();
        var span =
                tracer.spanBuilder("execute_tool " + call.tool())
                        .setParent(below(agent(call)))
                        .setStartTimestamp(now)
                        .setAttribute(Words.OPERATION, "execute_tool")
                        .setAttribute(Words.TOOL, call.tool())
                        .setAttribute(Words.CALL, call.call())
                        .startSpan();
        begin(new Key(call.run(), call.thread(), call.call()), span, now);
    }

    private void endTool(ToolAnswered answer) {
        var now = clock.instant();
        heard.computeIfPresent(agent(answer), (_, _) -> now);
        var call = open.remove(new Key(answer.run(), answer.thread(), answer.call()));
        if (call != null) {
            if (answer.error()) {
                failed(call.span(), "tool_error");
            }
            call.span().end(now);
            measures.tool(answer.tool(), Duration.between(call.began(), now));
        }
    }

    private void answered(UsageCounted counted) {
        var now = clock.instant();
        var asked = heard.getOrDefault(agent(counted), now);
        tracer.spanBuilder("chat " + counted.model())
                .setParent(below(agent(counted)))
                .setSpanKind(SpanKind.CLIENT)
                .setStartTimestamp(asked)
                .setAttribute(Words.OPERATION, "chat")
                .setAttribute(Words.PROVIDER, provider)
                .setAttribute(Words.MODEL, counted.model())
                .setAttribute(Words.INPUT, Measures.input(counted.usage()))
                .setAttribute(Words.OUTPUT, counted.usage().output())
                .startSpan()
                .end(now);
        heard.computeIfPresent(agent(counted), (_, _) -> now);
        measures.answer(counted.model(), counted.usage(), Duration.between(asked, now));
    }

    private static void failed(Span span, String why) {
        span.setStatus(StatusCode.ERROR).setAttribute(Words.ERROR, why);
    }
}
