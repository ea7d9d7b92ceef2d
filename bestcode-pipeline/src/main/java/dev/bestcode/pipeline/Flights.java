package dev.bestcode.pipeline;

import dev.bestcode.api.message.MessageId;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The deliveries under way in a replay, at most one a thread.
final class Flights {
    private final Map<MessageId, Flight> begun = new HashMap<>();

    /// The delivery of a message: one that was begun, or the next of its thread.
    /// @throws IllegalStateException when it is neither
    Flight of(LiveRun run, MessageId message) {
        return Optional.ofNullable(begun.get(message))
                .or(() -> begin(run.lane, message))
                .orElseThrow(
                        () ->
                                new IllegalStateException(
                                        "message %s is not the next of any thread"
                                                .formatted(message)));
    }

    private Optional<Flight> begin(Lane lane, MessageId message) {
        var next = Optional.ofNullable(lane.queue.peek());
        if (next.filter(parcel -> parcel.message().id().equals(message)).isPresent()) {
            var flight = new Flight(lane, lane.take().orElseThrow());
            begun.put(message, flight);
            return Optional.of(flight);
        }
        return lane.children.stream().flatMap(child -> begin(child, message).stream()).findFirst();
    }

    void end(Flight flight) {
        begun.remove(flight.message().id());
    }

    /// A process has ended.
    void clear() {
        begun.clear();
    }
}
