package dev.bestcode.agent;

import dev.bestcode.api.control.AgentResult;
import dev.bestcode.api.control.AgentTask;
import dev.bestcode.api.control.RunStatus;
import dev.bestcode.api.kernel.KernelOp;
import dev.bestcode.api.kernel.SegmentId;
import dev.bestcode.api.llm.ContentBlock;
import dev.bestcode.api.llm.LlmReply;
import dev.bestcode.api.message.Delivery;
import dev.bestcode.api.message.Failure;
import dev.bestcode.api.message.HandlerResponse;
import dev.bestcode.api.message.Left;
import dev.bestcode.api.message.Message;
import dev.bestcode.api.message.Outgoing;
import dev.bestcode.api.message.UntrustedBytes;
import dev.bestcode.api.tool.ToolCatalog;
import dev.bestcode.api.tool.ToolDescriptor;
import dev.bestcode.api.tool.ToolOutcome;
import dev.bestcode.api.tool.ToolPeer;

import java.util.ArrayList;
import java.util.List;

/// One delivery's work: reads the thread's state, collects what changes and what goes out.
final class Turn {
    private final AgentOptions options;
    private final ToolCatalog catalog;
    private final Delivery delivery;
    private final Conversation conversation;
    private final List<Outgoing> outgoing = new ArrayList<>();
    private AgentState state;

    Turn(AgentOptions options, ToolCatalog catalog, Delivery delivery) {
        this.options = options;
        this.catalog = catalog;
        this.delivery = delivery;
        this.state = delivery.ownState().map(AgentState::from).orElse(AgentState.NEW);
        this.conversation = new Conversation(delivery, state.transcript());
    }

    Phase phase() {
        return state.phase();
    }

    /// Whether it begins a task, whatever became of the one before.
    boolean begins() {
        return delivery.begins();
    }

    String call() {
        return delivery.message().call();
    }

    boolean isAnswerTo(String call) {
        return call().equals(call);
    }

    boolean isAnswerTo(ToolCalls calls) {
        return calls.awaits(call());
    }

    boolean isFromSystem() {
        return delivery.message().sender().equals(Message.SYSTEM) && call().isEmpty();
    }

    TaskCount task() {
        return state.task();
    }

    Left left() {
        return delivery.left();
    }

    List<ToolPeer> tools() {
        return catalog.offered(delivery.rights(), options.name());
    }

    boolean isStuck() {
        return state.repeated().isStuck();
    }

    /// Begin to count; the first task of a thread also opens its conversation.
    void begin(AgentTask task) {
        if (delivery.ownState().isEmpty()) {
            conversation.open(Briefing.of(options.systemPrompt(), tools()));
        }
        int asked = task.maxIterations().orElse(Integer.MAX_VALUE);
        var count = TaskCount.limitedTo(Math.min(asked, options.maxIterations()), task.schema());
        state = state.with(count).with(Repeated.NONE);
        say(task.task());
        task.schema().map(FinalAnswer::wanted).ifPresent(this::say);
    }

    /// Add words of the user's side.
    void say(String text) {
        conversation.say(text);
    }

    /// Keep what the user says while the model is asked: it has not seen it, so it comes behind the
    /// answer.
    void hear(String text) {
        state = state.hearing(text);
    }

    /// @return whether there was anything
    boolean sayWhatWasHeard() {
        var heard = state.heard();
        state = state.withNothingHeard();
        heard.forEach(this::say);
        return !heard.isEmpty();
    }

    /// Tell the model once what is wrong with its last words.
    void correct(FinalAnswer answer) {
        state = state.with(state.task().withCorrection());
        say(answer.correction());
    }

    /// Ask the model, and wait.
    /// @return whether anything is left to ask with
    boolean askModel() {
        var transcript = conversation.transcript();
        var asking = state.asking();
        var call = "model-" + asking.modelCalls();
        var request = NextRequest.within(delivery.left(), options, call, transcript.promptTokens());
        if (request.isEmpty()) {
            return false;
        }
        var last = new SegmentId(transcript.lastSegment());
        outgoing.add(request.get().of(delivery.message().thread(), last, options));
        state = asking.in(new Phase.Thinking(call));
        return true;
    }

    /// Count the model's answer and keep it.
    void remember(LlmReply reply) {
        state = state.with(state.task().answered(reply.usage()));
        state = state.with(state.repeated().then(reply));
        conversation.add(reply);
    }

    /// Keep the outcome of the call that this delivery answers.
    void remember(ToolOutcome outcome) {
        remember(new ContentBlock.ToolResult(call(), outcome.content(), outcome.error()));
    }

    void remember(ContentBlock.ToolResult result) {
        conversation.add(result);
    }

    /// Keep what was shown of an answer that a stop cut off, and nothing else of it.
    void rememberCutOff(String call) {
        delivery.payload()
                .object(Failure.SHOWN)
                .flatMap(texts -> texts.string(call))
                .filter(text -> !text.isBlank())
                .ifPresent(conversation::addCutOff);
    }

    /// Start what may start, and wait.
    /// @param uses the answer that the calls are of
    void start(ToolCalls calls, List<ContentBlock.ToolUse> uses) {
        for (var call : calls.toStart()) {
            var use = uses.stream().filter(it -> it.id().equals(call.id())).findFirst();
            outgoing.add(
                    new Outgoing.Send(
                            call.tool(),
                            ToolDescriptor.payloadTag(call.tool()),
                            UntrustedBytes.of(use.orElseThrow().input()),
                            call.id()));
        }
        await(calls.started());
    }

    void await(ToolCalls calls) {
        state = state.in(new Phase.AwaitingTools(calls));
    }

    /// The tool uses of the model's newest answer.
    List<ContentBlock.ToolUse> answer() {
        return conversation.toolUses();
    }

    /// Answer the task; the conversation stays for a follow-up.
    void end(RunStatus status, String text) {
        sayWhatWasHeard();
        var task = state.task();
        var result = new AgentResult(status, text, task.turns(), task.usage());
        outgoing.add(
                new Outgoing.Reply(AgentResult.TYPE.tag(), UntrustedBytes.of(result.toJson())));
        state = state.in(new Phase.Ready());
    }

    HandlerResponse response() {
        var ops = new ArrayList<>(conversation.ops());
        var kept = state.with(conversation.transcript()).toBytes();
        ops.add(new KernelOp.HandlerStateSet(delivery.message().thread(), options.name(), kept));
        return HandlerResponse.done(outgoing, ops);
    }
}
