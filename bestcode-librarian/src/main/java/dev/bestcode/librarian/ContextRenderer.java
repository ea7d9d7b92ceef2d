package dev.bestcode.librarian;

import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.KernelState;
import dev.bestcode.api.kernel.SegmentId;
import dev.bestcode.api.kernel.SegmentRow;
import dev.bestcode.api.kernel.Tier;
import dev.bestcode.api.llm.ContentBlock;
import dev.bestcode.api.llm.ContextTags;
import dev.bestcode.api.llm.LlmRequest;
import dev.bestcode.api.llm.RequestRecipe;
import dev.bestcode.api.llm.RequestRenderer;

import java.util.List;

/// Builds a request from a context: every segment in order, in full, as a line, cut or not at all,
/// as its tier and its fold say. Safe from any worker.
public final class ContextRenderer implements RequestRenderer {
    private final SaidBefore before = new SaidBefore();

    @Override
    public LlmRequest render(RequestRecipe recipe, KernelState state) {
        var segments =
                state.contexts().segments(recipe.context()).stream()
                        .filter(segment -> segment.id().value() <= recipe.upTo().value())
                        .toList();
        long gone = segments.stream().filter(ContextRenderer::isGone).count();
        var conversation = new Conversation();
        for (var segment : segments) {
            switch (segment.tier()) {
                case EXPANDED -> add(segment, state, conversation);
                case FOLDED -> addFold(segment, state, conversation);
                case EVICTED -> {
                    // The first one speaks for all.
                    if (gone > 0 && isGone(segment)) {
                        conversation.add(text(goneLine(gone)));
                        gone = 0;
                    }
                }
            }
        }
        return conversation.request(recipe.model(), recipe.maxTokens());
    }

    private static boolean isGone(SegmentRow segment) {
        return segment.tier() == Tier.EVICTED
                && (segment.tag().equals(ContextTags.ASSISTANT)
                        || segment.tag().equals(ContextTags.USER));
    }

    private static String goneLine(long count) {
        return "[%,d earlier parts are out of view; recall {\"query\":\"…\"} finds them]"
                .formatted(count);
    }

    private void addFold(SegmentRow segment, KernelState state, Conversation conversation) {
        before.folded(segment, () -> summary(segment.id(), state)).ifPresent(conversation::add);
    }

    private static Bytes summary(SegmentId segment, KernelState state) {
        return state.contexts().summary(segment).orElseThrow(() -> missing(segment));
    }

    private void add(SegmentRow segment, KernelState state, Conversation conversation) {
        conversation.add(
                segment.tag().equals(ContextTags.RECALLED)
                        ? new Said.User(recalled(segment, content(segment.id(), state), state))
                        : before.of(segment, () -> content(segment.id(), state)));
    }

    private static List<ContentBlock> recalled(
            SegmentRow segment, Bytes content, KernelState state) {
        return Digest.recalled(content).stream()
                .flatMap(id -> state.contexts().get(id).stream())
                .filter(row -> row.thread().equals(segment.thread()))
                .<ContentBlock>map(
                        row ->
                                new ContentBlock.Text(
                                        "[#%d again] %s"
                                                .formatted(
                                                        row.id().value(),
                                                        Digest.text(
                                                                row.tag(),
                                                                content(row.id(), state)))))
                .toList();
    }

    private static Bytes content(SegmentId segment, KernelState state) {
        return state.contexts().content(segment).orElseThrow(() -> missing(segment));
    }

    private static IllegalArgumentException missing(SegmentId segment) {
        return new IllegalArgumentException("segment " + segment + " has no content");
    }

    private static Said text(String words) {
        return new Said.User(List.of(new ContentBlock.Text(words)));
    }
}
