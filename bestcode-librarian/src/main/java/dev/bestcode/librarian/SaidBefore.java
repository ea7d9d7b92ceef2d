package dev.bestcode.librarian;

import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.SegmentId;
import dev.bestcode.api.kernel.SegmentRow;
import dev.bestcode.api.kernel.Sha256;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/// What segments and their folds say, kept from one request to the next, which begins with the same
/// ones. Bounded by the bytes they were read from; what was asked for longest ago goes first. For
/// the segments of one kernel, safe from any worker.
final class SaidBefore {
    /// A window of 200,000 tokens twenty times over, so that specialists side by side find theirs.
    private static final long BYTES_MAX = 16L << 20;

    private sealed interface Key {}

    private record Content(String tag, Sha256 sha256) implements Key {}

    /// A fold is written anew with another version of the row.
    private record Summary(SegmentId segment, long version) implements Key {}

    private record Kept(Optional<Said> said, int bytes) {}

    private final Map<Key, Kept> kept = new LinkedHashMap<>(16, 0.75f, /* accessOrder= */ true);
    private long bytes;

    /// @param content read only when it is not known yet
    Said of(SegmentRow segment, Supplier<Bytes> content) {
        var key = new Content(segment.tag(), segment.sha256());
        return of(key, content, read -> Optional.of(Said.of(segment.tag(), read.toByteArray())))
                .orElseThrow();
    }

    /// What stands in the place of a folded segment; nothing, where another one of its exchange
    /// speaks for it.
    /// @param summary read only when it is not known yet
    Optional<Said> folded(SegmentRow segment, Supplier<Bytes> summary) {
        var key = new Summary(segment.id(), segment.version());
        return of(key, summary, read -> Fold.from(read).said(segment.tag()));
    }

    private Optional<Said> of(
            Key key, Supplier<Bytes> bytes, Function<Bytes, Optional<Said>> reading) {
        return find(key).orElseGet(() -> keep(key, bytes.get(), reading)).said();
    }

    private synchronized Optional<Kept> find(Key key) {
        return Optional.ofNullable(kept.get(key));
    }

    private Kept keep(Key key, Bytes read, Function<Bytes, Optional<Said>> reading) {
        var one = new Kept(reading.apply(read), read.size());
        keep(key, one);
        return one;
    }

    private synchronized void keep(Key key, Kept one) {
        if (kept.putIfAbsent(key, one) == null) {
            bytes += one.bytes();
        }
        for (var eldest = kept.values().iterator(); bytes > BYTES_MAX; ) {
            bytes -= eldest.next().bytes();
            eldest.remove();
        }
    }
}
