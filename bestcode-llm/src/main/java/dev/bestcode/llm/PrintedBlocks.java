package dev.bestcode.llm;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.llm.ContentBlock;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Blocks as they were printed for a request before, since the next one begins with the same ones.
/// Bounded by bytes; what was asked for longest ago goes first. Safe from any worker.
final class PrintedBlocks {
    /// A window of 200,000 tokens ten times over, so that conversations side by side find theirs.
    private static final long BYTES_MAX = 8L << 20;

    private final Map<ContentBlock, byte[]> printed =
            new LinkedHashMap<>(16, 0.75f, /* accessOrder= */ true);
    private long bytes;

    /// @return its JSON in UTF-8, which nobody changes
    byte[] of(ContentBlock block) {
        return find(block).orElseGet(() -> keep(block, Json.print(block.toJson())));
    }

    private synchronized Optional<byte[]> find(ContentBlock block) {
        return Optional.ofNullable(printed.get(block));
    }

    private synchronized byte[] keep(ContentBlock block, byte[] json) {
        if (printed.putIfAbsent(block, json) == null) {
            bytes += json.length;
        }
        for (var eldest = printed.values().iterator(); bytes > BYTES_MAX; ) {
            bytes -= eldest.next().length;
            eldest.remove();
        }
        return json;
    }
}
