package dev.bestcode.kernel;

import dev.bestcode.api.kernel.ThreadId;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// What listeners keep for threads, immutable: where each state lies in the log, and its hash. A
/// thread has few listeners, so theirs are a plain array, in the order they came.
/// @param byThread nobody writes to an array that is in here
record HandlerStates(LongMap<Kept[]> byThread) {
    static final HandlerStates NONE = new HandlerStates(LongMap.empty());
    private static final Kept[] NOTHING = {};

    record Kept(String listener, long address, Digest sha256) {}

    HandlerStates ownedBy(LongMap.Owner owner) {
        return new HandlerStates(byThread.ownedBy(owner));
    }

    HandlerStates with(ThreadId thread, Kept kept) {
        var before = of(thread);
        int at = place(before, kept.listener());
        var after = Arrays.copyOf(before, Math.max(before.length, at + 1));
        after[at] = kept;
        var changed = byThread.with(thread.value(), after);
        return changed == byThread ? this : new HandlerStates(changed); // an owner's is the same
    }

    HandlerStates without(ThreadId thread) {
        return new HandlerStates(byThread.without(thread.value()));
    }

    Optional<Kept> get(ThreadId thread, String listener) {
        var kept = of(thread);
        int at = place(kept, listener);
        return at < kept.length ? Optional.of(kept[at]) : Optional.empty();
    }

    /// Where the listener's state is, or would go.
    private static int place(Kept[] kept, String listener) {
        int at = 0;
        while (at < kept.length && !kept[at].listener().equals(listener)) {
            at++;
        }
        return at;
    }

    Kept[] of(ThreadId thread) {
        return byThread.get(thread.value()).orElse(NOTHING);
    }

    /// The states of a thread, by its number.
    static List<Kept> list(LongMap.Entry<Kept[]> ofThread) {
        return List.of(ofThread.value());
    }

    static Kept[] array(List<Kept> list) {
        return list.toArray(NOTHING);
    }
}
