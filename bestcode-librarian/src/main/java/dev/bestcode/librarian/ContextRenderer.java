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
import java.util.Optional;

/// Builds a request from a context: every segment in order, in full, as a line, cut or not at all,
/// as its tier and its fold say. Providers bind what a model thought to all that stood before it
/// and refuse it behind anything else, so behind what was changed since it is left out. Safe from
/// any worker.
/// @see "Anthropic Messages API, preserved thinking: prefix checks"
public final class ContextRenderer implements RequestRenderer {
    private final SaidBefore before = new SaidBefore();

    @Override
    public LlmRequest render(RequestRecipe recipe, KernelState state) {
        var segments =
                state.contexts().segments(recipe.context()).stream()
                        .filter(segment -> segment.id().value() <= recipe.upTo().value())
                        .toList();
        var gone = Gone.of(segments);
        var conversation = new Conversation();
        long changed = 0; // when something before was changed the last time
        for (var segment : segments) {
            if (isChanged(segment)) {
                changed = Math.max(changed, segment.version());
            }
            switch (segment.tier()) {
                case EXPANDED -> {
                    var said = said(segment, state);
                    conversation.add(changed < segment.version() ? said : said.withoutThinking());
                }
                case FOLDED -> addFold(segment, state, conversation);
                case EVICTED -> {
                    if (gone.isFirst(segment)) {
                        conversation.add(text(gone.line()));
                        changed = Math.max(changed, gone.newest());
                    }
                }
            }
        }
        return conversation.request(recipe.model(), recipe.maxTokens()).withEffort(recipe.effort());
    }

    /// Whether it is, or was once, shown otherwise than as it came.
    private static boolean isChanged(SegmentRow segment) {
        return segment.tier() != Tier.EXPANDED || segment.summaryTokens() > 0;
    }

    /// What is out of view. The first of it speaks for all.
    /// @param newest when the last of it left
    private record Gone(long count, long newest, Optional<SegmentId> first) {
        static Gone of(List<SegmentRow> segments) {
            var gone = segments.stream().filter(ContextRenderer::isGone).toList();
            return new Gone(
                    gone.size(),
                    gone.stream().mapToLong(SegmentRow::version).max().orElse(0),
                    gone.stream().findFirst().map(SegmentRow::id));
        }

        boolean isFirst(SegmentRow segment) {
            return first.filter(segment.id()::equals).isPresent();
        }

        String line() {
            return "[%,d earlier parts are out of view; recall {\"query\":\"…\"} finds them]"
                    .formatted(count);
        }
    }

    private static boolean isGone(SegmentRow segment) {
        return segment.tier() == Tier.EVICTED
                && (segment.tag().equals(ContextTags.ASSISTANT)
                        || segment.tag().equals(ContextTags.USER));
    }

    private void addFold(SegmentRow segment, KernelState state, Conversation conversation) {
        before.folded(segment, () -> summary(segment.id(), state)).ifPresent(conversation::add);
    }

    private static Bytes summary(SegmentId segment, KernelState state) {
        return state.contexts().summary(segment).orElseThrow(() -> missing(segment));
    }

    private Said said(SegmentRow segment, KernelState state) {
        return segment.tag().equals(ContextTags.RECALLED)
                ? new Said.User(recalled(segment, content(segment.id(), state), state))
                : before.of(segment, () -> content(segment.id(), state));
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
