package dev.bestcode.pipeline;

import dev.bestcode.api.kernel.Kernel;
import dev.bestcode.api.message.Failure;
import dev.bestcode.api.message.Left;
import dev.bestcode.api.message.Message;
import dev.bestcode.api.tool.Person;

import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// How a delivery of a run that is driven again ends: as the log says where that came from outside,
/// else by what the rights, or the handler, make of it once more.
/// @param derived listeners whose work is done again
record Redelivery(
        Playhead playhead,
        Set<String> derived,
        Wiring parts,
        Kernel kernel,
        LoggedNumbers numbers,
        Stamp stamp,
        LoggedInputs inputs,
        LeftWhenLooked looks) {
    /// @param reason that the log gives; empty when it was delivered
    Ended ended(Flight flight, Optional<String> reason) {
        var cut = reason.map(LoggedInputs::failure).filter(Redelivery::isOfTime);
        if (cut.isPresent()) {
            return new Ended.Broke(cut.get());
        }
        var closed = flight.verdict().or(() -> closed(flight));
        if (closed.isPresent()) {
            return closed.get();
        }
        return derived.contains(flight.lane.listener.name())
                ? handled(flight)
                : new Ended.Responded(inputs.response(flight.lane, reason));
    }

    /// When somebody stops a run, and when a deadline passes, comes from outside.
    private static boolean isOfTime(Failure failure) {
        return failure.kind() == Failure.Kind.STOPPED || failure.kind() == Failure.Kind.TIMED_OUT;
    }

    private Optional<Ended.Broke> closed(Flight flight) {
        var message = flight.message();
        if (message.kind() != Message.Kind.REQUEST) {
            return Optional.empty();
        }
        var access =
                parts.frozen
                        .effective(flight.lane)
                        .request(message.sender(), message.listener(), message.tag());
        return Attempts.closed(access, flight.lane, message);
    }

    /// Of what it may have seen of its budget, what makes it do what it did.
    private Ended handled(Flight flight) {
        int attempt = flight.attempt();
        var lefts = looks.of(flight);
        for (var left : lefts) {
            numbers.again();
            var ended = handled(flight, attempt, left);
            if (lefts.size() == 1 || inputs.fits(ended)) {
                return ended;
            }
        }
        numbers.again();
        return handled(flight, attempt, lefts.getFirst());
    }

    private Ended handled(Flight flight, int attempt, Left left) {
        var lane = flight.lane;
        var order = new MemberOrder(playhead.now().ops(), lane.id);
        var said = flight.input;
        var delivery =
                new HandedOver(
                        lane,
                        new Parcel(said.message(), order.of(said.payload()), said.provenance()),
                        attempt,
                        parts.frozen.effective(lane),
                        flight.reading,
                        kernel,
                        stamp,
                        parts.bus,
                        () -> left,
                        Person.nobody());
        try {
            var response = lane.listener.handler().handle(delivery);
            return new Ended.Responded(Objects.requireNonNull(response, "it answered null"));
        } catch (OutsideException e) {
            throw e;
        } catch (Exception | StackOverflowError e) {
            numbers.again();
            var text = lane.listener.name() + " failed: " + ForeignCode.shown(e);
            return Ended.broke(Failure.Kind.HANDLER_FAILED, text);
        } finally {
            delivery.end();
        }
    }
}
