package dev.bestcode.runtime;

import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.KernelState;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.kernel.ThreadRow;
import dev.bestcode.tools.MomentId;
import dev.bestcode.tools.PastReader;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/// The past of a workspace as a kernel has it. What a run's first thread keeps as a part of the
/// system is its newest moment, or the name of one that is a content of its own; the moments before
/// that are what earlier transactions set in its place.
/// @param state the newest, whenever it is asked for
/// @param contents of the kernel, by their hashes
record LoggedPast(Supplier<KernelState> state, Function<Sha256, Optional<Bytes>> contents)
        implements PastReader {
    /// Holds a dot, so that no listener can have it as its name.
    static final String PART = "system.past";

    /// A name is so many hexadecimal digits; what is deflated never begins with one.
    private static final int NAME_BYTES = 64;

    private static final byte DEFLATED = 'x';

    /// What is kept in the place of a moment that is a content of its own.
    static Bytes name(Sha256 moment) {
        return Bytes.ofUtf8(moment.hex());
    }

    @Override
    public Optional<MomentId> newest(RunId run) {
        var now = state.get();
        return now.threads().ofRun(run).map(ThreadRow::id).flatMap(id -> newest(now, id));
    }

    private static Optional<MomentId> newest(KernelState now, ThreadId thread) {
        return now.handlerState(thread, PART)
                .map(
                        kept ->
                                isName(kept)
                                        ? new MomentId.Kept(new Sha256(kept.utf8()))
                                        : new MomentId.Logged(
                                                thread,
                                                now.handlerStateLsn(thread, PART).orElseThrow()));
    }

    private static boolean isName(Bytes kept) {
        return kept.size() == NAME_BYTES && kept.asBuffer().get(0) != DEFLATED;
    }

    @Override
    public Optional<Bytes> moment(MomentId id) {
        return switch (id) {
            case MomentId.Kept(var hash) -> contents.apply(hash);
            case MomentId.Logged(var thread, long lsn) ->
                    state.get().handlerState(thread, PART, lsn);
        };
    }

    @Override
    public Optional<Bytes> content(Sha256 hash) {
        return contents.apply(hash);
    }
}
