package dev.bestcode.librarian;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.kernel.KernelOp;
import dev.bestcode.api.kernel.KernelOp.SegmentAdded;
import dev.bestcode.api.kernel.KernelOp.SegmentFolded;
import dev.bestcode.api.kernel.KernelOp.StateOp;
import dev.bestcode.api.kernel.KernelState;
import dev.bestcode.api.kernel.Relevance;
import dev.bestcode.api.kernel.SegmentId;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.llm.ContextTags;
import dev.bestcode.api.llm.LlmReply;
import dev.bestcode.api.llm.RequestRecipe;
import dev.bestcode.api.llm.StopReason;
import dev.bestcode.api.message.Delivery;
import dev.bestcode.api.message.Failure;
import dev.bestcode.api.message.Handler;
import dev.bestcode.api.message.HandlerResponse;
import dev.bestcode.api.message.Message;
import dev.bestcode.api.message.Outgoing;
import dev.bestcode.api.message.PayloadType;
import dev.bestcode.api.message.UntrustedBytes;
import dev.bestcode.api.tool.ToolOutcome;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/// An agent whose context is curated: whenever it asks the model, the ops that bring the request
/// under its budget go into the same transaction as the request, so an epoch holds from exactly one
/// request on, and a crash leaves both or none.
final class CuratedAgent implements Handler {
    /// How providers say that a request is too long.
    private static final Pattern TOO_LONG =
            Pattern.compile(
                    "prompt is too long|request_too_large|context[ _-]?(?:length|window|size)|maximum context|too many (?:input )?tokens|exceeds? the (?:available |model'?s? )?context",
                    Pattern.CASE_INSENSITIVE);

    private final Handler agent;
    private final LibrarianOptions options;
    private final Supplier<KernelState> state;
    private final Lexicon lexicon;
    private final Counts counts;
    private final Optional<Proposer> proposer;

    /// @param proposer of sentences for folds, if a model may add them
    CuratedAgent(
            Handler agent,
            LibrarianOptions options,
            Supplier<KernelState> state,
            Lexicon lexicon,
            Counts counts,
            Optional<Proposer> proposer) {
        this.proposer = proposer;
        this.agent = agent;
        this.options = options;
        this.state = state;
        this.lexicon = lexicon;
        this.counts = counts;
    }

    @Override
    public PayloadType accepts() {
        return agent.accepts();
    }

    @Override
    public PayloadType answers() {
        return agent.answers();
    }

    @Override
    public boolean effectFree() {
        return agent.effectFree();
    }

    @Override
    public boolean repeatable() {
        return agent.repeatable();
    }

    @Override
    public boolean hearsMeanwhile() {
        return agent.hearsMeanwhile();
    }

    @Override
    public Duration timeLimit() {
        return agent.timeLimit();
    }

    @Override
    public HandlerResponse handle(Delivery delivery) throws InterruptedException {
        var message = delivery.message();
        var reply = reply(delivery);
        reply.ifPresent(it -> counts.counted(message.thread(), it.usage()));
        if (isTooLong(delivery, reply)) {
            var again = shorter(message);
            if (again.isPresent()) {
                return again.get();
            }
        }
        var response = withScratch(delivery, agent.handle(delivery));
        learn(response);
        return curated(delivery, response);
    }

    private static Optional<LlmReply> reply(Delivery delivery) {
        return delivery.message().kind() == Message.Kind.ANSWER
                        && delivery.message().tag().equals(LlmReply.TYPE.tag())
                ? Optional.of(LlmReply.from(delivery.payload()))
                : Optional.empty();
    }

    private static boolean isTooLong(Delivery delivery, Optional<LlmReply> reply) {
        if (delivery.message().kind() == Message.Kind.FAILURE) {
            var failure = Failure.from(delivery.payload());
            return failure.kind() == Failure.Kind.PROVIDER_FAILED
                    && TOO_LONG.matcher(failure.message()).find();
        }
        return reply.map(LlmReply::stopReason)
                .filter(StopReason.MODEL_CONTEXT_WINDOW_EXCEEDED::equals)
                .isPresent();
    }

    /// Fold once more, below what was refused, and ask again in the agent's place; it still waits
    /// for
    /// this call. Empty when that was done already.
    private Optional<HandlerResponse> shorter(Message message) {
        var newest = state.get();
        var asked =
                message.answers()
                        .flatMap(newest.journal()::get)
                        .filter(entry -> entry.message().tag().equals(RequestRecipe.TYPE.tag()));
        if (asked.isEmpty() || !counts.mayAskShorter(message.thread(), message.call())) {
            return Optional.empty();
        }
        var request = asked.get().message();
        var recipe = RequestRecipe.from(Json.parseObject(request.payload().utf8()));
        var pages = pages(newest, message.thread(), List.of());
        counts.refused(recipe.model(), shown(pages), options.window());
        var half = options.halved();
        var ops = new ArrayList<StateOp>();
        var plan =
                Epoch.plan(
                        message.thread(),
                        pages,
                        half,
                        counts.of(recipe.model()),
                        lexicon,
                        memory());
        ops.addAll(plan.ops());
        counts.asked(message.thread(), recipe.model(), plan.shownTokens());
        return Optional.of(
                HandlerResponse.done(
                        List.of(
                                new Outgoing.Send(
                                        request.listener(),
                                        request.tag(),
                                        UntrustedBytes.of(recipe.toJson()),
                                        message.call(),
                                        counts.reserved(message.thread()))),
                        ops));
    }

    /// Read what was added while nobody waits for it; most turns need none of it at once.
    private void learn(HandlerResponse response) {
        for (var op : response.ops()) {
            if (op instanceof SegmentAdded(_, var id, var tag, var content, _, _, _)) {
                Thread.ofVirtual().start(() -> lexicon.learn(id, tag, content));
            }
        }
    }

    /// Keep the scratch context of a tool whose result the agent keeps.
    private static HandlerResponse withScratch(Delivery delivery, HandlerResponse response) {
        var message = delivery.message();
        boolean kept =
                message.kind() == Message.Kind.ANSWER
                        && message.tag().equals(ToolOutcome.TYPE.tag())
                        && response.ops().stream().anyMatch(CuratedAgent::isResult);
        var scratch =
                kept ? ToolOutcome.from(delivery.payload()).scratch() : Optional.<String>empty();
        if (scratch.isEmpty()) {
            return response;
        }
        var ops = new ArrayList<>(response.ops());
        ops.addAll(
                Scratch.ops(
                        message.thread(),
                        new SegmentId(delivery.newId()),
                        message.sender(),
                        scratch.get()));
        return new HandlerResponse(response.outgoing(), ops, response.outcome());
    }

    private static boolean isResult(StateOp op) {
        return op instanceof SegmentAdded added && added.tag().equals(ContextTags.TOOL_RESULT);
    }

    private HandlerResponse curated(Delivery delivery, HandlerResponse response) {
        var asks =
                response.outgoing().stream()
                        .filter(Outgoing.Send.class::isInstance)
                        .map(Outgoing.Send.class::cast)
                        .filter(send -> send.tag().equals(RequestRecipe.TYPE.tag()))
                        .findFirst();
        return asks.map(send -> curated(delivery, response, send)).orElse(response);
    }

    private HandlerResponse curated(
            Delivery delivery, HandlerResponse response, Outgoing.Send send) {
        var thread = delivery.message().thread();
        var recipe = RequestRecipe.from(Json.parseObject(send.payload().bytes().utf8()));
        var ops = new ArrayList<>(response.ops());
        var again = shownAgain(delivery, pages(state.get(), thread, ops));
        again.ifPresent(ops::add);
        var pages = pages(state.get(), thread, ops);
        var plan = Epoch.plan(thread, pages, options, counts.of(recipe.model()), lexicon, memory());
        ops.addAll(plan.ops());
        proposer.ifPresent(it -> lookAhead(it, delivery, plan, ops));
        counts.asked(thread, recipe.model(), plan.shownTokens());
        counts.reserves(thread, send.reserves());
        var last = pages.getLast().id();
        if (last.equals(recipe.upTo())) {
            return HandlerResponse.done(response.outgoing(), ops);
        }
        var longer = new RequestRecipe(recipe.context(), last, recipe.model(), recipe.maxTokens());
        var outgoing = new ArrayList<>(response.outgoing());
        outgoing.set(
                outgoing.indexOf(send),
                new Outgoing.Send(
                        send.to(),
                        send.tag(),
                        UntrustedBytes.of(longer.toJson()),
                        send.call(),
                        send.reserves()));
        return HandlerResponse.done(outgoing, ops);
    }

    private Memory memory() {
        return proposer.<Memory>map(it -> it::line).orElse(Memory.STRUCTURAL);
    }

    /// Have sentences ready when the next epoch comes, for what an earlier request has shown; and
    /// charge what those asked before have cost.
    private void lookAhead(Proposer model, Delivery delivery, Plan plan, List<StateOp> ops) {
        var thread = delivery.message().thread();
        model.drainSpent(thread)
                .ifPresent(usage -> ops.add(new KernelOp.UsageCharged(thread, usage)));
        if (plan.shownTokens() < options.low() || !Proposer.isCovered(delivery.left())) {
            return;
        }
        var kept = Exchange.of(pages(state.get(), thread, List.of()));
        kept.stream()
                .limit(Math.max(0, kept.size() - 1))
                .filter(exchange -> exchange.movable() && exchange.whole())
                .forEach(exchange -> model.ask(thread, exchange));
    }

    private Optional<SegmentAdded> shownAgain(Delivery delivery, List<Page> pages) {
        return new Reference(Exchange.of(pages), lexicon, options)
                .resolve()
                .map(
                        exchange ->
                                new SegmentAdded(
                                        delivery.message().thread(),
                                        new SegmentId(delivery.newId()),
                                        ContextTags.RECALLED,
                                        Reference.content(exchange),
                                        Reference.tokens(exchange),
                                        Relevance.FULL,
                                        false));
    }

    private static List<Page> pages(
            KernelState state, ThreadId thread, List<? extends StateOp> ops) {
        var pages = new ArrayList<Page>();
        state.contexts().segments(thread).forEach(row -> pages.add(Page.of(row, state)));
        for (var op : ops) {
            if (op instanceof SegmentAdded added) {
                pages.add(Page.of(added));
            } else if (op instanceof SegmentFolded folded) {
                pages.replaceAll(
                        page -> page.id().equals(folded.segment()) ? page.folded(folded) : page);
            }
        }
        return pages;
    }

    private static long shown(List<Page> pages) {
        return pages.stream().mapToLong(Page::shownTokens).sum();
    }
}
