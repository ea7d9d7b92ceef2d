package dev.bestcode.tools;

import dev.bestcode.tools.ByteRegex.Either;
import dev.bestcode.tools.ByteRegex.OneOf;
import dev.bestcode.tools.ByteRegex.Repeat;
import dev.bestcode.tools.ByteRegex.Sequence;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A [ByteRegex] as a machine that is in several places at once. Immutable.
/// Place [#MATCH] is the end; a place either takes one byte out of a set and goes on, or goes on to
/// two places without taking any.
/// @see "Thompson 1968, Regular Expression Search Algorithm"
final class ByteProgram {
    static final int MATCH = 0;

    /// A pattern that unrolls to more is left to the library.
    private static final int PLACES_MAX = 5_000;

    private final List<ByteSet> sets = new ArrayList<>();
    private final List<int[]> next = new ArrayList<>();
    private int start;

    private ByteProgram() {}

    /// Empty when it would be too large.
    static Optional<ByteProgram> of(ByteRegex regex) {
        var program = new ByteProgram();
        program.add(ByteSet.NONE);
        try {
            program.start = program.before(regex, MATCH);
            return Optional.of(program);
        } catch (TooLargeException _) {
            return Optional.empty();
        }
    }

    private static final class TooLargeException extends Exception {
        private static final long serialVersionUID = 1L;
    }

    int start() {
        return start;
    }

    int places() {
        return sets.size();
    }

    /// What a place takes; empty for one that goes on without.
    ByteSet takes(int place) {
        return sets.get(place);
    }

    int[] next(int place) {
        return next.get(place);
    }

    private int add(ByteSet takes, int... following) {
        sets.add(takes);
        next.add(following);
        return sets.size() - 1;
    }

    /// Lay out the expression so that it goes on to the place given.
    private int before(ByteRegex regex, int after) throws TooLargeException {
        if (sets.size() > PLACES_MAX) {
            throw new TooLargeException();
        }
        return switch (regex) {
            case OneOf(var bytes) -> add(bytes, after);
            case Sequence(var parts) -> {
                int place = after;
                for (var part : parts.reversed()) {
                    place = before(part, place);
                }
                yield place;
            }
            case Either(var choices) -> {
                var places = new int[choices.size()];
                for (int i = 0; i < places.length; i++) {
                    places[i] = before(choices.get(i), after);
                }
                yield add(ByteSet.NONE, places);
            }
            case Repeat repeat -> repeat(repeat, after);
        };
    }

    private int repeat(Repeat repeat, int after) throws TooLargeException {
        int place = after;
        if (repeat.max() == ByteRegex.UNBOUNDED) {
            int loop = add(ByteSet.NONE, after, after);
            next.set(loop, new int[] {before(repeat.part(), loop), after});
            place = loop;
        } else {
            for (int i = repeat.min(); i < repeat.max(); i++) {
                place = add(ByteSet.NONE, before(repeat.part(), place), after);
            }
        }
        for (int i = 0; i < repeat.min(); i++) {
            place = before(repeat.part(), place);
        }
        return place;
    }
}
