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
import dev.bestcode.api.message.Delivery;
import dev.bestcode.api.message.HandlerResponse;
import dev.bestcode.api.message.Message;
import dev.bestcode.api.message.Outgoing;
import dev.bestcode.api.message.UntrustedBytes;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Puts what brings a request under its budget into the transaction of that request.
final class Curator {
    private final LibrarianOptions options;
    private final Supplier<KernelState> state;
    private final Lexicon lexicon;
    private final ReadAhead ahead;
    private final Counts counts;
    private final Reserves reserves;
    private final Optional<Proposer> proposer;
    private final Optional<Epochs> logged;
    private final Folds folds;

    /// @param proposer of sentences for folds, if a model may add them
    /// @param logged the epochs, where they are not to be planned but to be what they were
    Curator(
            LibrarianOptions options,
            Supplier<KernelState> state,
            Lexicon lexicon,
            Counts counts,
            Folds folds,
            Reserves reserves,
            Optional<Proposer> proposer,
            Optional<Epochs> logged) {
        this.logged = logged;
        this.options = options;
        this.state = state;
        this.lexicon = lexicon;
        this.ahead = new ReadAhead(lexicon);
        this.counts = counts;
        this.folds = folds;
        this.reserves = reserves;
        this.proposer = proposer;
    }

    /// Learn from what the provider counted.
    void counted(ThreadId thread, LlmReply reply) {
        counts.counted(thread, reply.usage());
    }

    /// The response with everything that its request to the model needs first.
    HandlerResponse curated(Delivery delivery, HandlerResponse response) {
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
        var pages = ContextPages.of(state.get(), thread, ops, folds);
        shownAgain(delivery, pages)
                .filter(again -> isCovered(delivery, recipe, send, with(pages, again)))
                .ifPresent(
                        again -> {
                            ops.add(again);
                            pages.add(Page.of(again));
                        });
        var most = reserves.of(recipe, send.reserves(), pages);
        var plan = plan(thread, pages, options, recipe.model());
        ops.addAll(plan.ops());
        readFoldsAhead(thread, pages, plan);
        readPagesAhead(thread, pages, plan, recipe.model());
        proposer.ifPresent(it -> lookAhead(it, delivery, plan, ops));
        counts.asked(thread, recipe.model(), plan.shownTokens());
        var last = pages.getLast().id();
        if (last.equals(recipe.upTo()) && most.equals(send.reserves())) {
            return HandlerResponse.done(response.outgoing(), ops);
        }
        var longer =
                new RequestRecipe(
                        recipe.context(),
                        last,
                        recipe.model(),
                        recipe.maxTokens(),
                        recipe.effort());
        var outgoing = new ArrayList<>(response.outgoing());
        outgoing.set(
                outgoing.indexOf(send),
                new Outgoing.Send(
                        send.to(),
                        send.tag(),
                        UntrustedBytes.of(longer.toJson()),
                        send.call(),
                        most));
        return HandlerResponse.done(outgoing, ops);
    }

    /// Whether as much is left; what was shown again then is in the log.
    private boolean isCovered(
            Delivery delivery, RequestRecipe recipe, Outgoing.Send send, List<Page> pages) {
        return logged.isPresent()
                || delivery.left().allowance().covers(reserves.of(recipe, send.reserves(), pages));
    }

    private static List<Page> with(List<Page> pages, SegmentAdded more) {
        var all = new ArrayList<>(pages);
        all.add(Page.of(more));
        return all;
    }

    private Plan plan(ThreadId thread, List<Page> pages, LibrarianOptions under, String model) {
        return logged.map(epochs -> Plan.of(epochs.of(thread), pages))
                .orElseGet(
                        () ->
                                Epoch.plan(
                                        thread, pages, under, counts.of(model), lexicon, memory()));
    }

    /// What an epoch writes is read once it is committed, for the next one looks at all of it.
    private void readFoldsAhead(ThreadId thread, List<Page> pages, Plan plan) {
        if (plan.ops().isEmpty()) {
            folds.readAhead(thread, pages);
        } else {
            folds.written(thread);
        }
    }

    private void readPagesAhead(ThreadId thread, List<Page> pages, Plan plan, String model) {
        if (logged.isEmpty()) { // else nothing is ranked
            long most = counts.of(model).estimateFor(options.foldsAbove());
            ahead.of(thread, pages, most - plan.shownTokens());
        }
    }

    private Memory memory() {
        return proposer.<Memory>map(it -> it::line).orElseGet(() -> Memory.structural(lexicon));
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
        var kept = Exchange.of(ContextPages.of(state.get(), thread, List.of(), folds));
        kept.stream()
                .limit(Math.max(0, kept.size() - 1))
                .filter(exchange -> exchange.movable() && exchange.whole())
                .forEach(exchange -> model.ask(thread, exchange));
    }

    private Optional<SegmentAdded> shownAgain(Delivery delivery, List<Page> pages) {
        if (logged.isPresent()) {
            var thread = delivery.message().thread();
            return logged.get().shownAgain(thread).map(page -> drawn(delivery, page));
        }
        return pages.stream().anyMatch(Reference::isOutOfView)
                ? shownAgainOf(delivery, Exchange.of(pages))
                : Optional.empty();
    }

    private static SegmentAdded drawn(Delivery delivery, SegmentAdded page) {
        return new SegmentAdded(
                page.thread(),
                new SegmentId(delivery.newId()),
                page.tag(),
                page.content(),
                page.tokens(),
                page.relevance(),
                page.pinned());
    }

    private Optional<SegmentAdded> shownAgainOf(Delivery delivery, List<Exchange> exchanges) {
        return new Reference(exchanges, lexicon, options)
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

    private boolean mayAskShorter(Message message) {
        return logged.map(epochs -> epochs.asks(message.call()))
                .orElseGet(() -> counts.mayAskShorter(message.thread(), message.call()));
    }

    /// Fold once more, below what was refused, and ask again in the agent's place; it still waits
    /// for this call. Empty when that was done already, and where the request is not kept.
    Optional<HandlerResponse> shorter(Message message) {
        var newest = state.get();
        var asked =
                message.answers()
                        .flatMap(newest.journal()::get)
                        .filter(entry -> entry.message().tag().equals(RequestRecipe.TYPE.tag()))
                        .filter(entry -> entry.message().payload().size() > 0); // it is kept
        if (asked.isEmpty() || !mayAskShorter(message)) {
            return Optional.empty();
        }
        var request = asked.get().message();
        var recipe = RequestRecipe.from(Json.parseObject(request.payload().utf8()));
        var pages = ContextPages.of(newest, message.thread(), List.of(), folds);
        counts.refused(recipe.model(), ContextPages.shown(pages), options.window());
        var half = options.halved();
        var ops = new ArrayList<StateOp>();
        var plan = plan(message.thread(), pages, half, recipe.model());
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
                                        reserves.of(recipe, plan.shownTokens()))),
                        ops));
    }
}
