package dev.bestcode.pipeline;

import dev.bestcode.api.message.Provenance;
import dev.bestcode.api.message.Source;

import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/// Collects what a lane has read once a delivery has ended: all before, the input, and what its
/// handler says itself, failed attempts included. It only grows.
final class Reading {
    private final ReentrantLock lock = new ReentrantLock();
    private Provenance total;

    Reading(Lane lane, Parcel input) {
        this.total = lane.read().with(input.provenance());
    }

    void add(Source source) {
        lock.lock();
        try {
            total = total.with(List.of(source));
        } finally {
            lock.unlock();
        }
    }

    Provenance total() {
        lock.lock();
        try {
            return total;
        } finally {
            lock.unlock();
        }
    }
}
