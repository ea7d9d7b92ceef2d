package dev.bestcode.agent;

import dev.bestcode.api.llm.ContentBlock;
import dev.bestcode.api.llm.LlmReply;

import java.util.HashSet;
import java.util.Set;

/// Drops tool uses whose id the same answer has used before: no provider would take the pair back,
/// and a result could not say which of them it belongs to.
final class DistinctCalls {
    private DistinctCalls() {}

    static LlmReply of(LlmReply reply) {
        Set<String> seen = new HashSet<>();
        var content =
                reply.content().stream()
                        .filter(
                                block ->
                                        !(block instanceof ContentBlock.ToolUse use)
                                                || seen.add(use.id()))
                        .toList();
        return new LlmReply(
                reply.model(), content, reply.stopReason(), reply.usage(), reply.requestHash());
    }
}
