package dev.bestcode.pipeline;

import dev.bestcode.api.control.Prices;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.KernelOp;
import dev.bestcode.api.kernel.Usage;
import dev.bestcode.api.llm.LlmReply;
import dev.bestcode.api.message.Allowance;
import dev.bestcode.api.message.Failure;
import dev.bestcode.api.message.Left;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// Sets aside what a request may cost before it is dispatched, and settles it when it is answered:
/// on the account of the thread that asks and of every thread above it, so that children draw on
/// what their parents may spend. Under the run's lock, but for what is only looked at.
final class Accounts {
    private final Prices prices;
    private final Budgets budgets;
    private final InstantSource clock;
    private final Worked worked;

    /// How long a lane's request has been worked on.
    @FunctionalInterface
    interface Worked {
        Duration until(Lane lane, Instant now);
    }

    Accounts(Prices prices, Budgets budgets, InstantSource clock, Worked worked) {
        this.worked = worked;
        this.prices = prices;
        this.budgets = budgets;
        this.clock = clock;
    }

    Left limit(String profile, String listener, JsonObject task) {
        return budgets.of(profile, listener, task);
    }

    /// What a thread may still spend, by its own limit and those above it.
    Left left(Lane lane) {
        var allowance = Allowance.MAX;
        var time = Left.UNLIMITED.time();
        for (var at = Optional.of(lane); at.isPresent(); at = at.get().parent) {
            var limit = at.get().limit();
            allowance = allowance.min(at.get().account().left(limit.allowance()));
            time = min(time, limit.time().minus(worked.until(at.get(), clock.instant())));
        }
        return new Left(allowance, time.isNegative() ? Duration.ZERO : time);
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }

    /// @return why it cannot be; empty once it is set aside in the draft
    Optional<Failure> reserve(Draft draft, Lane caller, String call, Allowance most) {
        if (most.equals(Allowance.ZERO)) {
            return Optional.empty();
        }
        for (var at = Optional.of(caller); at.isPresent(); at = at.get().parent) {
            var left = draft.account(at.get()).left(at.get().limit().allowance());
            if (!left.covers(most)) {
                return Optional.of(spent(at.get(), left));
            }
        }
        draft.account(caller, draft.account(caller).calling(call, most));
        upward(draft, caller, account -> account.reserving(most));
        return Optional.empty();
    }

    private static Failure spent(Lane lane, Allowance left) {
        return new Failure(
                Failure.Kind.OUT_OF_BUDGET,
                "the budget of %s has %s left, which is less than the request may cost; raise the budget, or ask for less"
                        .formatted(lane.listener.name(), left));
    }

    /// A call has ended: what was set aside for it is free again, and what it cost is charged, the
    /// former or not.
    void settle(Draft draft, Lane ended, Answer answer) {
        if (ended.parent.isEmpty() || !ended.isOpen()) {
            return;
        }
        var caller = ended.parent.get();
        var most = setAside(draft, ended);
        most.ifPresent(it -> release(draft, ended, it));
        switch (answer) {
            case Answer.Replied(var tag, var payload) when tag.equals(LlmReply.TYPE.tag()) ->
                    charge(draft, caller, ended, payload, most.orElse(Allowance.ZERO));
            case Answer.Replied _ -> {
                // Nothing was counted, so nothing was asked of a provider.
            }
            case Answer.Failed(var failure) -> {
                if (mayHaveCost(ended, failure.kind())) {
                    most.ifPresent(it -> charge(draft, caller, it));
                }
            }
        }
    }

    private void release(Draft draft, Lane ended, Allowance most) {
        var caller = ended.parent.orElseThrow();
        var call = ended.opening().orElseThrow().request().call();
        draft.account(caller, draft.account(caller).answered(call));
        upward(draft, caller, account -> account.releasing(most));
    }

    /// An attempt was lost whose cost nobody will ever hear: it is charged in full, as an estimate,
    /// and the next one has its own reservation.
    /// @return why there can be no next one
    Optional<Failure> lost(Draft draft, Lane lane) {
        var most = setAside(draft, lane);
        if (most.isEmpty()) {
            return Optional.empty();
        }
        var caller = lane.parent.orElseThrow();
        charge(draft, caller, most.get());
        lane.costNothingYet();
        for (var at = Optional.of(caller); at.isPresent(); at = at.get().parent) {
            var account = draft.account(at.get());
            var limit = at.get().limit().allowance();
            if (!limit.covers(account.spent().minus(account.base()).plus(account.reserved()))) {
                return Optional.of(spent(at.get(), account.left(limit)));
            }
        }
        return Optional.empty();
    }

    private static Optional<Allowance> setAside(Draft draft, Lane lane) {
        return lane.opening()
                .flatMap(
                        opening ->
                                lane.parent.flatMap(
                                        caller ->
                                                Optional.ofNullable(
                                                        draft.account(caller)
                                                                .open()
                                                                .get(opening.request().call()))));
    }

    /// Whether a provider can have counted something of a request that was not answered.
    private static boolean mayHaveCost(Lane ended, Failure.Kind kind) {
        return switch (kind) {
            case NO_ROUTE, DENIED, INVALID_PAYLOAD, OUT_OF_BUDGET -> false;
            case PROVIDER_FAILED -> ended.mayHaveCost();
            case HANDLER_FAILED, TIMED_OUT, STOPPED, OUTCOME_UNKNOWN -> true;
        };
    }

    private void charge(Draft draft, Lane caller, Lane ended, JsonObject payload, Allowance most) {
        try {
            var reply = LlmReply.from(payload);
            var usage = reply.usage();
            draft.add(new KernelOp.UsageCharged(caller.id, usage));
            var cost = new Allowance(tokens(usage), money(ended, reply, most));
            upward(draft, caller, account -> account.charged(cost, /* counted= */ true));
        } catch (IllegalArgumentException unreadable) {
            charge(draft, caller, most);
        }
    }

    /// At the price by which it was set aside, that of the model which was asked; so no name that a
    /// gateway gives its answers makes them free.
    private long money(Lane ended, LlmReply reply, Allowance most) {
        var asked = AskedModel.of(ended.opening().orElseThrow().request());
        return Stream.concat(asked.stream(), Stream.of(reply.model()))
                .flatMapToLong(model -> prices.microUsd(model, reply.usage()).stream())
                .findFirst()
                .orElse(most.microUsd());
    }

    private void charge(Draft draft, Lane caller, Allowance most) {
        draft.add(new KernelOp.UsageCharged(caller.id, new Usage(most.tokens(), 0, 0, 0)));
        upward(draft, caller, account -> account.charged(most, /* counted= */ false));
    }

    /// What a handler says that it has spent by itself counts against its task too. It names no
    /// model, so it is no money.
    void spent(Draft draft, Lane lane, Usage usage) {
        var cost = new Allowance(tokens(usage), 0);
        upward(draft, lane, account -> account.charged(cost, /* counted= */ true));
    }

    private static long tokens(Usage usage) {
        return usage.input() + usage.output() + usage.cacheRead() + usage.cacheWrite();
    }

    /// Set aside again what the lanes of a run that is taken up had set aside.
    static void restore(Lane lane) {
        for (var most : lane.account().open().values()) {
            for (var at = Optional.of(lane); at.isPresent(); at = at.get().parent) {
                at.get().setAccount(at.get().account().reserving(most));
            }
        }
    }

    /// Change an account and all above it, and keep with each how long its request has been worked
    /// on.
    private void upward(Draft draft, Lane from, UnaryOperator<Account> change) {
        var now = clock.instant();
        for (var at = Optional.of(from); at.isPresent(); at = at.get().parent) {
            var changed = change.apply(draft.account(at.get()));
            draft.account(at.get(), changed.workedFor(worked.until(at.get(), now)));
        }
    }
}
