package dev.bestcode.librarian;

import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.SegmentRow;

import java.util.Optional;
import java.util.function.Supplier;

/// What segments and their folds say, kept from one request to the next, which begins with the same
/// ones. For the segments of one kernel, safe from any worker.
final class SaidBefore {
    /// A window of 200,000 tokens twenty times over, so that specialists side by side find theirs.
    private static final long BYTES_MAX = 16L << 20;

    /// Compared by hand: all of a context's are looked up for each request.
    private sealed interface Key {}

    private record Content(String tag, String sha256) implements Key {
        @Override
        public boolean equals(Object other) {
            return other instanceof Content content
                    && sha256.equals(content.sha256)
                    && tag.equals(content.tag);
        }

        @Override
        public int hashCode() {
            return sha256.hashCode();
        }
    }

    /// A fold is written anew with another version of the row.
    private record Summary(long segment, long version) implements Key {
        @Override
        public boolean equals(Object other) {
            return other instanceof Summary summary
                    && segment == summary.segment
                    && version == summary.version;
        }

        @Override
        public int hashCode() {
            return Long.hashCode(segment);
        }
    }

    private final Remembered<Key, Optional<Said>> said = new Remembered<>(BYTES_MAX);

    /// @param content read only when it is not known yet
    Said of(SegmentRow segment, Supplier<Bytes> content) {
        var key = new Content(segment.tag(), segment.sha256().hex());
        return said.of(
                        key,
                        content,
                        read -> Optional.of(Said.of(segment.tag(), read.toByteArray())))
                .orElseThrow();
    }

    /// What stands in the place of a folded segment; nothing, where another one of its exchange
    /// speaks for it.
    /// @param summary read only when it is not known yet
    Optional<Said> folded(SegmentRow segment, Supplier<Bytes> summary) {
        var key = new Summary(segment.id().value(), segment.version());
        return said.of(key, summary, read -> Fold.from(read).said(segment.tag()));
    }
}
