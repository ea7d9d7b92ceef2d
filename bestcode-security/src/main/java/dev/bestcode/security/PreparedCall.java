package dev.bestcode.security;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/// A system call with all that it needs, made ready by one thread and made by another, which may
/// then open no file and load no class.
final class PreparedCall implements SpawnerStep {
    private static final int ARGUMENTS = 6;

    private final String what;
    private final long number;
    private final long[] arguments;
    private final MemorySegment into;
    private final long least;

    private PreparedCall(
            String what, long number, long[] arguments, MemorySegment into, long least) {
        this.what = what;
        this.number = number;
        this.arguments = arguments;
        this.into = into;
        this.least = least;
    }

    /// @param what it is for, in the message of its failure
    /// @param arguments at most six; the others are 0
    static PreparedCall of(String what, long number, long... arguments) {
        if (arguments.length > ARGUMENTS) {
            throw new IllegalArgumentException("a system call has at most six arguments");
        }
        return new PreparedCall(
                what, number, Arrays.copyOf(arguments, ARGUMENTS), MemorySegment.NULL, 0);
    }

    /// The same, with its result put where another step looks for it.
    PreparedCall into(MemorySegment place) {
        return new PreparedCall(what, number, arguments, place, least);
    }

    /// The same, with smaller results taken for a failure.
    PreparedCall atLeast(long result) {
        return new PreparedCall(what, number, arguments, into, result);
    }

    @Override
    public String what() {
        return what;
    }

    @Override
    public long make(MemorySegment state) {
        long result =
                Native.call(
                        state,
                        number,
                        arguments[0],
                        arguments[1],
                        arguments[2],
                        arguments[3],
                        arguments[4],
                        arguments[5]);
        if (into.byteSize() != 0) {
            into.set(JAVA_INT_UNALIGNED, 0, (int) result);
        }
        return result >= 0 && result < least ? -Errno.ENODATA : result;
    }
}
