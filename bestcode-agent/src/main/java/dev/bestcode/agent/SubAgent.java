package dev.bestcode.agent;

import dev.bestcode.api.control.AgentResult;
import dev.bestcode.api.control.AgentTask;
import dev.bestcode.api.control.RunStatus;
import dev.bestcode.api.kernel.KernelOp;
import dev.bestcode.api.kernel.KernelState;
import dev.bestcode.api.message.Delivery;
import dev.bestcode.api.message.Failure;
import dev.bestcode.api.message.Handler;
import dev.bestcode.api.message.HandlerResponse;
import dev.bestcode.api.message.Outgoing;
import dev.bestcode.api.message.PayloadType;
import dev.bestcode.api.message.UntrustedBytes;
import dev.bestcode.api.organism.CallableSpec;
import dev.bestcode.api.organism.ListenerSpec;
import dev.bestcode.api.organism.Predeclared;
import dev.bestcode.api.tool.Effect;
import dev.bestcode.api.tool.ToolCall;
import dev.bestcode.api.tool.ToolDescriptor;
import dev.bestcode.api.tool.ToolOutcome;
import dev.bestcode.api.tool.ToolPeer;

import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Supplier;

/// A callable organism as a tool: hands a call to its agent as a task, on a thread and in a context
/// of its own, and the agent's last words back as the outcome, with the way to them as scratch.
///
/// Where the call names a command to check the work with, it has that run once the agent is done,
/// and the call fails where the command does. It does nothing else: what the agent may do, how deep
/// and how often it is called and what it may spend is decided where the messages pass.
public final class SubAgent implements Handler, ToolPeer {
    /// The agent's task where the caller gave the call no name.
    private static final String UNNAMED = "task";

    /// The command that is run once the agent has answered.
    private static final String CHECK = "check";

    private static final Duration PASSING_ON_MAX = Duration.ofMinutes(1);

    private final CallableSpec spec;
    private final ToolDescriptor descriptor;
    private final Supplier<KernelState> state;

    private SubAgent(CallableSpec spec, ToolDescriptor descriptor, Supplier<KernelState> state) {
        this.spec = spec;
        this.descriptor = descriptor;
        this.state = state;
    }

    /// @param listener with a `callable`
    /// @param state gives the newest state
    /// @throws IllegalArgumentException when it has none
    public static SubAgent of(ListenerSpec listener, Supplier<KernelState> state) {
        var spec =
                listener.callable()
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "listener '%s' has handler organism and no callable"
                                                        .formatted(listener.name())));
        return new SubAgent(
                spec,
                new ToolDescriptor(listener.name(), listener.description(), CallForm.schema(spec)),
                state);
    }

    @Override
    public ToolDescriptor descriptor() {
        return descriptor;
    }

    /// What it comes to are its agent's own calls.
    @Override
    public Effect effect() {
        return Effect.PURE;
    }

    @Override
    public int atOnceMax() {
        return spec.concurrency();
    }

    @Override
    public PayloadType accepts() {
        return descriptor.payloadType();
    }

    @Override
    public PayloadType answers() {
        return ToolOutcome.TYPE;
    }

    @Override
    public boolean effectFree() {
        return true;
    }

    /// To pass words on; the agent has its own limits.
    @Override
    public Duration timeLimit() {
        return PASSING_ON_MAX;
    }

    /// A call that is on nobody's thread has no agent to go to.
    @Override
    public ToolOutcome call(ToolCall call) {
        return ToolOutcome.failed(
                descriptor.name() + " works on the thread that it is called from");
    }

    @Override
    public HandlerResponse handle(Delivery delivery) {
        return switch (delivery.message().kind()) {
            case REQUEST -> called(delivery);
            case ANSWER ->
                    delivery.message().tag().equals(ToolOutcome.TYPE.tag())
                            ? checked(delivery, ToolOutcome.from(delivery.payload()))
                            : answered(delivery, AgentResult.from(delivery.payload()));
            case FAILURE -> failed(delivery);
        };
    }

    /// The agent's task has the name of the call, so that whoever watches finds them together.
    private HandlerResponse called(Delivery delivery) {
        var task = new AgentTask(CallForm.task(spec, delivery.payload()), OptionalInt.empty());
        var call = delivery.message().call();
        var message =
                new Outgoing.Send(
                        spec.agent(),
                        AgentTask.TYPE.tag(),
                        UntrustedBytes.of(task.toJson()),
                        call.isEmpty() ? UNNAMED : call);
        var check =
                spec.check()
                        .flatMap(delivery.payload()::string)
                        .filter(command -> !command.isBlank());
        return HandlerResponse.done(
                List.of(message), check.stream().map(it -> keep(delivery, Check.of(it))).toList());
    }

    private HandlerResponse answered(Delivery delivery, AgentResult result) {
        if (result.status() != RunStatus.DONE) {
            return reply(
                    ToolOutcome.failed(
                                    "%s ended as %s: %s"
                                            .formatted(
                                                    descriptor.name(),
                                                    result.status().wireName(),
                                                    result.text()))
                            .withScratch(notes(delivery)));
        }
        var check = delivery.ownState().map(Check::from);
        return check.isPresent()
                ? check(delivery, check.get().after(result.text(), notes(delivery)))
                : reply(ToolOutcome.succeeded(result.text()).withScratch(notes(delivery)));
    }

    private HandlerResponse check(Delivery delivery, Check check) {
        return HandlerResponse.done(
                List.of(
                        new Outgoing.Send(
                                Predeclared.COMMAND_EXEC,
                                ToolDescriptor.payloadTag(Predeclared.COMMAND_EXEC),
                                UntrustedBytes.of(check.call()),
                                CHECK)),
                List.of(keep(delivery, check)));
    }

    private HandlerResponse checked(Delivery delivery, ToolOutcome outcome) {
        return reply(delivery.ownState().map(Check::from).orElseThrow().outcome(outcome));
    }

    private String notes(Delivery delivery) {
        return delivery.message()
                .answers()
                .map(request -> CallNotes.of(request, state.get().journal()))
                .orElse("");
    }

    /// Its agent broke or could not be reached, or its check could not be made, which the caller
    /// reads; a failure without a call is the word that the run is stopped, and then there is
    /// nobody to answer.
    private HandlerResponse failed(Delivery delivery) {
        var call = delivery.message().call();
        if (call.isEmpty()) {
            return HandlerResponse.done(List.of(), List.of());
        }
        var failure = ToolOutcome.failed(Failure.from(delivery.payload()).message());
        return delivery.ownState()
                .map(Check::from)
                .filter(Check::isUnderWay)
                .map(check -> reply(check.outcome(failure)))
                .orElseGet(() -> reply(failure));
    }

    private KernelOp.StateOp keep(Delivery delivery, Check check) {
        return new KernelOp.HandlerStateSet(
                delivery.message().thread(), descriptor.name(), check.toBytes());
    }

    private static HandlerResponse reply(ToolOutcome outcome) {
        return HandlerResponse.reply(ToolOutcome.TYPE, UntrustedBytes.of(outcome.toJson()));
    }
}
