package dev.bestcode.testkit;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.EnumSet;
import java.util.Set;

/// One thing that goes wrong below a kernel: which call it meets, and what that call leaves behind.
///
/// Start from [#nth(int)] and narrow: `SimulatedFault.nth(2).of(FORCE).keepingPages()`.
/// @param calls the kinds that it counts and meets
/// @param prefix how the path begins that it counts and meets; `""` is every path
/// @param nth which of those calls from now on, 1 for the next
/// @param lasting whether all later ones fail too
/// @param full whether the reason is a full disk rather than a broken one
/// @param bytesWritten how much of a failing write is written
/// @param pagesKept whether what a failing force should have brought is still on its way. If not,
///     a part of it has arrived, the rest never will, and later forces succeed without it
/// @see "Rebello et al., Can Applications Recover from fsync Failures?, USENIX ATC 2020"
public record SimulatedFault(
        Set<SimulatedCall> calls,
        String prefix,
        int nth,
        boolean lasting,
        boolean full,
        int bytesWritten,
        boolean pagesKept) {
    static final String NO_SPACE = "No space left on device";

    public SimulatedFault {
        calls = Set.copyOf(calls);
        if (nth < 1 || bytesWritten < 0) {
            throw new IllegalArgumentException(
                    "call %d and %d bytes; allowed: 1 and up, 0 and up"
                            .formatted(nth, bytesWritten));
        }
    }

    /// The `n`th call of any kind fails once with an input/output error; a write writes nothing, a
    /// force loses its pages.
    public static SimulatedFault nth(int n) {
        return new SimulatedFault(
                EnumSet.allOf(SimulatedCall.class), "", n, false, false, 0, false);
    }

    public SimulatedFault of(SimulatedCall kind, SimulatedCall... others) {
        return of(EnumSet.of(kind, others));
    }

    public SimulatedFault of(Set<SimulatedCall> kinds) {
        return new SimulatedFault(kinds, prefix, nth, lasting, full, bytesWritten, pagesKept);
    }

    public SimulatedFault under(String pathPrefix) {
        return new SimulatedFault(calls, pathPrefix, nth, lasting, full, bytesWritten, pagesKept);
    }

    public SimulatedFault fromThenOn() {
        return new SimulatedFault(calls, prefix, nth, true, full, bytesWritten, pagesKept);
    }

    public SimulatedFault forWantOfSpace() {
        return new SimulatedFault(calls, prefix, nth, lasting, true, bytesWritten, pagesKept);
    }

    public SimulatedFault afterBytes(int written) {
        return new SimulatedFault(calls, prefix, nth, lasting, full, written, pagesKept);
    }

    public SimulatedFault keepingPages() {
        return new SimulatedFault(calls, prefix, nth, lasting, full, bytesWritten, true);
    }

    boolean meets(SimulatedCall call, String path) {
        return calls.contains(call) && path.startsWith(prefix);
    }

    IOException failure(SimulatedCall call, String path) {
        return full
                ? new FileSystemException(path, null, NO_SPACE)
                : new IOException(
                        "simulated: input/output error (" + call.words() + " " + path + ")");
    }
}
