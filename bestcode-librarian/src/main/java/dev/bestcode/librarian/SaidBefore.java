package dev.bestcode.librarian;

import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.SegmentRow;
import dev.bestcode.api.kernel.Sha256;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// What segments say, kept from one request to the next, which begins with the same ones. Bounded
/// by the bytes of their contents; what was asked for longest ago goes first. Safe from any worker.
final class SaidBefore {
    /// A window of 200,000 tokens twenty times over, so that specialists side by side find theirs.
    private static final long BYTES_MAX = 16L << 20;

    private record Content(String tag, Sha256 sha256) {}

    private record Kept(Said said, int bytes) {}

    private final Map<Content, Kept> kept = new LinkedHashMap<>(16, 0.75f, /* accessOrder= */ true);
    private long bytes;

    /// @param content read only when it is not known yet
    Said of(SegmentRow segment, Supplier<Bytes> content) {
        var key = new Content(segment.tag(), segment.sha256());
        return find(key).orElseGet(() -> keep(key, content.get().toByteArray()));
    }

    private synchronized Optional<Said> find(Content key) {
        return Optional.ofNullable(kept.get(key)).map(Kept::said);
    }

    private Said keep(Content key, byte[] content) {
        var said = Said.of(key.tag(), content);
        keep(key, new Kept(said, content.length));
        return said;
    }

    private synchronized void keep(Content key, Kept one) {
        if (kept.putIfAbsent(key, one) == null) {
            bytes += one.bytes();
        }
        for (var eldest = kept.values().iterator(); bytes > BYTES_MAX; ) {
            bytes -= eldest.next().bytes();
            eldest.remove();
        }
    }
}
