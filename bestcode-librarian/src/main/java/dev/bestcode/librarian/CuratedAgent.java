package dev.bestcode.librarian;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.kernel.KernelOp;
import dev.bestcode.api.kernel.KernelOp.SegmentAdded;
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

    CuratedAgent(
            Handler agent,
            LibrarianOptions options,
            Supplier<KernelState> state,
            Lexicon lexicon,
            Counts counts) {
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
    public Duration timeLimit() {
        return agent.timeLimit();
    }

    @Override
    public HandlerResponse handle(Delivery delivery) throws InterruptedException {
        var message = delivery.message();
        var reply = reply(delivery);
        reply.ifPresent(it -> counts.counted(message.thread(), it.usage()));
        if (isTooLong(delivery, reply)) {
            var again = shorter(message, reply);
            if (again.isPresent()) {
                return again.get();
            }
        }
        var response = agent.handle(delivery);
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
    private Optional<HandlerResponse> shorter(Message message, Optional<LlmReply> reply) {
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
        reply.ifPresent(it -> ops.add(new KernelOp.UsageCharged(message.thread(), it.usage())));
        var plan = Epoch.plan(message.thread(), pages, half, counts.of(recipe.model()), lexicon);
        ops.addAll(plan.ops());
        counts.asked(message.thread(), recipe.model(), plan.shownTokens());
        return Optional.of(
                HandlerResponse.done(
                        List.of(
                                new Outgoing.Send(
                                        request.listener(),
                                        request.tag(),
                                        UntrustedBytes.of(recipe.toJson()),
                                        message.call())),
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
        var plan = Epoch.plan(thread, pages, options, counts.of(recipe.model()), lexicon);
        ops.addAll(plan.ops());
        counts.asked(thread, recipe.model(), plan.shownTokens());
        if (again.isEmpty()) {
            return HandlerResponse.done(response.outgoing(), ops);
        }
        var longer =
                new RequestRecipe(
                        recipe.context(),
                        again.get().segment(),
                        recipe.model(),
                        recipe.maxTokens());
        var outgoing = new ArrayList<>(response.outgoing());
        outgoing.set(
                outgoing.indexOf(send),
                new Outgoing.Send(
                        send.to(), send.tag(), UntrustedBytes.of(longer.toJson()), send.call()));
        return HandlerResponse.done(outgoing, ops);
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
            }
        }
        return pages;
    }

    private static long shown(List<Page> pages) {
        return pages.stream().mapToLong(Page::shownTokens).sum();
    }
}
