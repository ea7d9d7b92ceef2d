package dev.bestcode.pipeline;

import dev.bestcode.api.message.Message;

import java.util.Optional;

/// A delivery that a replay has begun and not ended: in between are the question whether it may
/// run, and attempts.
final class Flight {
    final Lane lane;
    final Parcel input;
    final Reading reading;
    private int attempts;
    private Optional<Ended.Broke> verdict = Optional.empty();

    Flight(Lane lane, Parcel input) {
        this.lane = lane;
        this.input = input;
        this.reading = new Reading(lane, input);
    }

    Message message() {
        return input.message();
    }

    /// The number of the attempt that ends now, from 1.
    int attempt() {
        return ++attempts;
    }

    /// Why there will be no other, or none at all.
    Optional<Ended.Broke> verdict() {
        return verdict;
    }

    void end(Ended.Broke broke) {
        verdict = Optional.of(broke);
    }
}
