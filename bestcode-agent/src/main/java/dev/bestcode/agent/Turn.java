package dev.bestcode.agent;

import dev.bestcode.api.control.AgentResult;
import dev.bestcode.api.control.AgentTask;
import dev.bestcode.api.control.RunStatus;
import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonArray;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.json.JsonValue;
import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.KernelOp;
import dev.bestcode.api.kernel.Relevance;
import dev.bestcode.api.kernel.SegmentId;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.llm.ContentBlock;
import dev.bestcode.api.llm.ContextTags;
import dev.bestcode.api.llm.LlmReply;
import dev.bestcode.api.llm.RequestRecipe;
import dev.bestcode.api.message.Allowance;
import dev.bestcode.api.message.Delivery;
import dev.bestcode.api.message.Failure;
import dev.bestcode.api.message.HandlerResponse;
import dev.bestcode.api.message.Left;
import dev.bestcode.api.message.Message;
import dev.bestcode.api.message.Outgoing;
import dev.bestcode.api.message.UntrustedBytes;
import dev.bestcode.api.organism.Predeclared;
import dev.bestcode.api.tool.ToolCatalog;
import dev.bestcode.api.tool.ToolDescriptor;
import dev.bestcode.api.tool.ToolOutcome;
import dev.bestcode.api.tool.ToolPeer;

import java.util.ArrayList;
import java.util.List;

/// One delivery's work: reads the thread's state, collects what changes and what goes out.
final class Turn {
    /// Three bytes a token errs on the side of counting too many for code and English.
    private static final int BYTES_PER_TOKEN = 3;

    /// Stands in a prompt for a list of the agent's tools.
    private static final String TOOL_DEFINITIONS = "{tool_definitions}";

    /// A shorter answer is not worth its prompt.
    private static final int ANSWER_TOKENS_MIN = 256;

    private final AgentOptions options;
    private final ToolCatalog catalog;
    private final Delivery delivery;
    private final ThreadId thread;
    private final List<Outgoing> outgoing = new ArrayList<>();
    private final List<KernelOp.StateOp> ops = new ArrayList<>();
    private final boolean newConversation;
    private AgentState state;

    Turn(AgentOptions options, ToolCatalog catalog, Delivery delivery) {
        this.options = options;
        this.catalog = catalog;
        this.delivery = delivery;
        this.thread = delivery.message().thread();
        this.newConversation = delivery.ownState().isEmpty();
        this.state = delivery.ownState().map(AgentState::from).orElse(AgentState.NEW);
    }

    Phase phase() {
        return state.phase();
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

    List<ToolPeer> tools() {
        return catalog.offered(delivery.profile(), options.name());
    }

    /// Put what every request begins with into the context, once per thread.
    void openConversation() {
        if (newConversation) {
            add(ContextTags.SYSTEM, Bytes.ofUtf8(systemPrompt()), true);
            add(ContextTags.TOOLS, Bytes.of(Json.print(definitions())), true);
        }
    }

    private String systemPrompt() {
        var prompt = options.systemPrompt();
        return prompt.contains(TOOL_DEFINITIONS)
                ? prompt.replace(TOOL_DEFINITIONS, listOfTools())
                : prompt;
    }

    private String listOfTools() {
        return tools().stream()
                .map(ToolPeer::descriptor)
                .map(tool -> "\n- " + tool.name() + ": " + tool.description())
                .reduce(String::concat)
                .map(list -> "Available tools:" + list)
                .orElse("");
    }

    void beginTask(AgentTask task) {
        int asked = task.maxIterations().orElse(Integer.MAX_VALUE);
        state =
                state.with(
                        TaskCount.limitedTo(
                                Math.min(asked, options.maxIterations()), task.schema()));
        state = state.with(Repeated.NONE);
        say(task.task());
        task.schema().map(FinalAnswer::wanted).ifPresent(this::say);
    }

    /// Tell the model once what is wrong with its last words.
    void correct(String problems) {
        state = state.with(state.task().withCorrection());
        say(
                "That does not fit the schema: %s. Answer again, with the JSON value alone."
                        .formatted(problems));
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

    boolean isStuck() {
        return state.repeated().isStuck();
    }

    /// Add words of the user's side.
    void say(String text) {
        add(ContextTags.USER, blocks(List.of(new ContentBlock.Text(text))), false);
    }

    /// Ask the model, with as long an answer as what is left allows.
    /// @return whether anything is left to ask with
    boolean askModel() {
        var left = delivery.left();
        int answer = options.maxTokens();
        while (answer > ANSWER_TOKENS_MIN && !left.allowance().covers(cost(answer))) {
            answer /= 2;
        }
        if (left.time().isZero() || !left.allowance().covers(cost(answer))) {
            return false;
        }
        var recipe =
                new RequestRecipe(
                        thread, new SegmentId(state.lastSegment()), options.model(), answer);
        state = state.asking();
        var call = "model-" + state.modelCalls();
        outgoing.add(
                new Outgoing.Send(
                        Predeclared.LLM_POOL,
                        RequestRecipe.TYPE.tag(),
                        UntrustedBytes.of(recipe.toJson()),
                        call,
                        cost(answer)));
        state = state.in(new Phase.Thinking(call));
        return true;
    }

    /// The most that the next request can cost.
    private Allowance cost(int answerTokens) {
        long prompt = Math.min(state.promptTokens(), options.promptTokensMax());
        return new Allowance(
                prompt + answerTokens,
                options.prices().ceiling(options.model(), prompt, answerTokens));
    }

    Left left() {
        return delivery.left();
    }

    /// Count the model's answer and keep it.
    void remember(LlmReply reply) {
        state = state.with(state.task().answered(reply.usage()));
        state = state.with(state.repeated().then(reply));
        if (!reply.content().isEmpty()) {
            add(ContextTags.ASSISTANT, blocks(reply.content()), false);
            state = state.answeredAt(state.lastSegment());
        }
        var usage = reply.usage();
        long prompt = usage.input() + usage.cacheRead() + usage.cacheWrite();
        if (prompt > 0) { // the provider's own count in place of our bound
            state = state.counting(prompt + Math.max(usage.output(), bytes(reply)));
        }
    }

    private static long bytes(LlmReply reply) {
        return blocks(reply.content()).size();
    }

    /// Keep the outcome of the call that this delivery answers.
    void remember(ToolOutcome outcome) {
        remember(new ContentBlock.ToolResult(call(), outcome.content(), outcome.error()));
    }

    void rememberStopped(ToolCalls.Call call) {
        rememberError(call.id(), "Stopped by the user. Whether it had an effect is not known.");
    }

    /// Keep what was shown of an answer that a stop cut off, and nothing else of it.
    void rememberCutOff(String call) {
        var shown = delivery.payload().object(Failure.SHOWN).flatMap(texts -> texts.string(call));
        shown.filter(text -> !text.isBlank())
                .ifPresent(
                        text -> {
                            add(
                                    ContextTags.ASSISTANT,
                                    blocks(List.of(new ContentBlock.Text(text))),
                                    false);
                            say("I interrupted your answer there.");
                        });
    }

    void rememberTooMany(String call) {
        rememberError(
                call,
                "Not run, nor was any call after it: an answer may hold %d. Ask for the rest in your next answer."
                        .formatted(UsableAnswer.CALLS_MAX));
    }

    /// A model that declined has not finished asking.
    void rememberDeclined(String call) {
        rememberError(call, "Not run: the answer that asked for it was broken off.");
    }

    void rememberNotRun(String call) {
        rememberError(
                call,
                "Not run: it is the same answer as the %d before."
                        .formatted(Repeated.TIMES_MAX - 1));
    }

    private void rememberError(String call, String words) {
        remember(new ContentBlock.ToolResult(call, List.of(new ContentBlock.Text(words)), true));
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
        state = state.in(new Phase.AwaitingTools(calls.started()));
    }

    void await(ToolCalls calls) {
        state = state.in(new Phase.AwaitingTools(calls));
    }

    /// The tool uses of the model's newest answer.
    List<ContentBlock.ToolUse> answer() {
        var content = delivery.ownSegment(new SegmentId(state.answerSegment())).orElseThrow();
        return ContentBlock.listFrom((JsonArray) Json.parse(content.toByteArray())).stream()
                .filter(ContentBlock.ToolUse.class::isInstance)
                .map(ContentBlock.ToolUse.class::cast)
                .toList();
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
        ops.add(new KernelOp.HandlerStateSet(thread, options.name(), state.toBytes()));
        return HandlerResponse.done(outgoing, ops);
    }

    private void remember(ContentBlock.ToolResult result) {
        add(ContextTags.TOOL_RESULT, Bytes.of(Json.print(result.toJson())), false);
    }

    private void add(String tag, Bytes content, boolean pinned) {
        var segment = new SegmentId(delivery.newId());
        int tokens = content.size() / BYTES_PER_TOKEN + 1;
        ops.add(
                new KernelOp.SegmentAdded(
                        thread, segment, tag, content, tokens, Relevance.FULL, pinned));
        // No tokenizer makes more tokens of a text than it has bytes.
        state = state.at(segment.value()).counting(state.promptTokens() + content.size());
    }

    private JsonArray definitions() {
        return new JsonArray(
                tools().stream().map(tool -> (JsonValue) toJson(tool.descriptor())).toList());
    }

    private static JsonObject toJson(ToolDescriptor tool) {
        return JsonObject.builder()
                .put("name", tool.name())
                .put("description", tool.description())
                .put("input_schema", tool.inputSchema())
                .build();
    }

    private static Bytes blocks(List<ContentBlock> content) {
        return Bytes.of(Json.print(ContentBlock.toJson(content)));
    }
}
