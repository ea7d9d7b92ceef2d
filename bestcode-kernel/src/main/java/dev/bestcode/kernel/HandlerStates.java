package dev.bestcode.kernel;

import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.ThreadId;

import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

import java.util.Optional;

/// What listeners keep for threads, immutable.
record HandlerStates(LongMap<PMap<String, Bytes>> byThread) {
    static final HandlerStates NONE = new HandlerStates(LongMap.empty());

    HandlerStates with(ThreadId thread, String listener, Bytes state) {
        return new HandlerStates(byThread.with(thread.value(), of(thread).plus(listener, state)));
    }

    HandlerStates without(ThreadId thread) {
        return new HandlerStates(byThread.without(thread.value()));
    }

    Optional<Bytes> get(ThreadId thread, String listener) {
        return Optional.ofNullable(of(thread).get(listener));
    }

    private PMap<String, Bytes> of(ThreadId thread) {
        return byThread.get(thread.value()).orElse(HashTreePMap.empty());
    }
}
