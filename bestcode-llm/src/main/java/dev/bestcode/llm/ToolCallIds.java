package dev.bestcode.llm;

import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.api.llm.ContentBlock;
import dev.bestcode.api.llm.LlmRequest;

import java.util.HashSet;
import java.util.Set;

/// Gives tool calls ids that are unique in their conversation. Some servers give none, and some
/// count from zero in every answer; a result could then not say which call it belongs to.
/// The same request gets the same ids.
final class ToolCallIds {
    /// Short enough for every provider, long enough never to meet by chance.
    private static final int SEED_CHARS = 16;

    private final Set<String> taken = new HashSet<>();
    private final String seed;
    private int made;

    ToolCallIds(LlmRequest request, Sha256 requestHash) {
        this.seed = requestHash.hex().substring(0, SEED_CHARS);
        for (var message : request.messages()) {
            for (var block : message.content()) {
                if (block instanceof ContentBlock.ToolUse use) {
                    taken.add(use.id());
                }
            }
        }
    }

    /// The server's own id when it is new, else one made here.
    /// @param given empty text for none
    String idFor(String given) {
        var id = given;
        while (id.isEmpty() || !taken.add(id)) {
            id = "call_%s_%d".formatted(seed, ++made);
        }
        return id;
    }
}
