package dev.bestcode.llm;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonValue;
import dev.bestcode.api.llm.ContentBlock;
import dev.bestcode.api.tool.ToolDescriptor;

import org.jspecify.annotations.Nullable;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// Blocks as they were printed for a request before, since the next one begins with the same ones.
/// Bounded by bytes; what was asked for longest ago goes first. Safe from any worker.
final class PrintedBlocks {
    /// A window of 200,000 tokens ten times over, so that conversations side by side find theirs.
    private static final long BYTES_MAX = 8L << 20;

    private final Map<ContentBlock, byte[]> printed =
            new LinkedHashMap<>(16, 0.75f, /* accessOrder= */ true);
    private long bytes;

    private record Tools(List<ToolDescriptor> tools, List<byte[]> printed) {}

    private volatile Tools newest = new Tools(List.of(), List.of());

    /// @return its JSON in UTF-8, which nobody changes
    byte[] of(ContentBlock block) {
        byte[] json = find(block);
        return json == null ? keep(block, Json.print(block.toJson())) : json;
    }

    /// Those of the newest conversation are kept: the list is the same one with each request.
    @SuppressWarnings("ReferenceEquality") // equal ones may have their members in another order
    List<byte[]> of(List<ToolDescriptor> tools, Function<ToolDescriptor, JsonValue> json) {
        var known = newest;
        if (known.tools() != tools) {
            known = new Tools(tools, tools.stream().map(json).map(Json::print).toList());
            newest = known;
        }
        return known.printed();
    }

    private synchronized byte @Nullable [] find(ContentBlock block) {
        return printed.get(block);
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
