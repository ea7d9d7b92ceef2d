package dev.bestcode.librarian;

import dev.bestcode.api.kernel.SegmentId;
import dev.bestcode.api.kernel.Tier;
import dev.bestcode.api.llm.ContextTags;

import java.util.ArrayList;
import java.util.List;

/// Pages that only make sense together: an answer of the model, thinking and tool uses included,
/// with the results of its calls; or a page that stands alone. They fold and leave together.
record Exchange(int turn, List<Page> pages) {
    Exchange {
        pages = List.copyOf(pages);
    }

    /// A conversation's exchanges, in order. An agent asks the model again only when every call has
    /// ended, so results belong to the newest answer.
    static List<Exchange> of(List<Page> pages) {
        var exchanges = new ArrayList<Exchange>();
        var open = new ArrayList<Page>();
        int turn = 0;
        for (var page : pages) {
            boolean goesOn =
                    isOutcome(page)
                            && !open.isEmpty()
                            && open.getFirst().tag().equals(ContextTags.ASSISTANT);
            if (!goesOn) {
                close(exchanges, turn, open);
                turn += page.tag().equals(ContextTags.ASSISTANT) ? 1 : 0;
            }
            open.add(page);
        }
        close(exchanges, turn, open);
        return exchanges;
    }

    private static boolean isOutcome(Page page) {
        return page.tag().equals(ContextTags.TOOL_RESULT) || page.tag().equals(ContextTags.SCRATCH);
    }

    private static void close(List<Exchange> exchanges, int turn, List<Page> open) {
        if (!open.isEmpty()) {
            exchanges.add(new Exchange(turn, open));
            open.clear();
        }
    }

    /// The first page; its id names the exchange.
    Page first() {
        return pages.getFirst();
    }

    SegmentId id() {
        return first().id();
    }

    /// Whether it may fold: what the model and the tools said may, the user's words and what every
    /// request begins with may not.
    boolean movable() {
        return switch (first().tag()) {
            case ContextTags.ASSISTANT,
                    ContextTags.TOOL_RESULT,
                    ContextTags.SCRATCH,
                    ContextTags.RECALLED ->
                    pages.stream().noneMatch(Page::pinned);
            default -> false;
        };
    }

    /// Whether it is in the request, cuts aside; the first page is never cut.
    boolean whole() {
        return first().tier() == Tier.EXPANDED;
    }

    boolean folded() {
        return first().tier() == Tier.FOLDED;
    }

    int shownTokens() {
        return pages.stream().mapToInt(Page::shownTokens).sum();
    }
}
