package dev.bestcode.kernel;

import dev.bestcode.api.kernel.CommitRejectedException;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.kernel.Usage;

import java.util.Optional;

/// The accounts, immutable. A charge is added to the thread's account and to every ancestor's, so
/// that a run's thread shows its whole subtree at once, and keeps what pruned children used.
record Ledger(LongMap<Usage> accounts) {
    static final Ledger EMPTY = new Ledger(LongMap.empty());

    Ledger ownedBy(LongMap.Owner owner) {
        return new Ledger(accounts.ownedBy(owner));
    }

    Usage balance(ThreadId thread) {
        return accounts.get(thread.value()).orElse(Usage.ZERO);
    }

    Ledger charge(ThreadId thread, Usage usage, ThreadTable threads) {
        var charged = accounts;
        var next = Optional.of(thread);
        while (next.isPresent()) {
            var account = new Ledger(charged).sum(next.get(), usage);
            charged = charged.with(next.get().value(), account);
            next = threads.require(next.get()).row().parent();
        }
        return new Ledger(charged);
    }

    private Usage sum(ThreadId thread, Usage usage) {
        try {
            return balance(thread).plus(usage);
        } catch (ArithmeticException e) {
            var rejected =
                    new CommitRejectedException(
                            "usage of thread %s would pass 2^63 tokens".formatted(thread));
            rejected.initCause(e);
            throw rejected;
        }
    }

    Ledger without(ThreadId thread) {
        return new Ledger(accounts.without(thread.value()));
    }
}
