package dev.bestcode.librarian;

import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.kernel.Tier;
import dev.bestcode.api.llm.ContextTags;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads pages before the epoch that ranks them, while nobody waits.
///
/// What is not read is never more than what may still come before that epoch. So a context that
/// stays below half of where folding starts costs nothing, and from there on as much of what was
/// there before is read as comes anew, never all at once. Where something has folded, all is read:
/// any request may speak of it. Each page is read once. Safe from any worker.
final class ReadAhead {
    /// Threads that are at work at once, many times over.
    private static final int THREADS_MAX = 1_024;

    private final Lexicon lexicon;

    /// The last page of each thread that was read; numbers of pages only grow.
    private final Map<ThreadId, Long> read =
            new LinkedHashMap<>(16, 0.75f, /* accessOrder= */ true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<ThreadId, Long> eldest) {
                    return size() > THREADS_MAX;
                }
            };

    ReadAhead(Lexicon lexicon) {
        this.lexicon = lexicon;
    }

    /// @param pages of the whole conversation, as the request that is made now shows them
    /// @param room in tokens, between that request and where folding starts
    void of(ThreadId thread, List<Page> pages, long room) {
        var next = next(thread, pages, room);
        if (!next.isEmpty()) {
            Thread.ofVirtual().start(() -> learn(next));
        }
    }

    /// What is to be read now; it counts as read from here on.
    synchronized List<Page> next(ThreadId thread, List<Page> pages, long room) {
        long left = pages.stream().noneMatch(Reference::isOutOfView) ? room : 0;
        long last = read.getOrDefault(thread, 0L);
        int from = pages.size();
        long unread = 0;
        while (from > 0 && pages.get(from - 1).id().value() > last) {
            unread += pages.get(--from).shownTokens();
        }
        int to = from;
        while (to < pages.size() && unread > left) {
            unread -= pages.get(to++).shownTokens();
        }
        if (to > from) {
            read.put(thread, pages.get(to - 1).id().value());
        }
        return pages.subList(from, to).stream().filter(ReadAhead::says).toList();
    }

    /// How a tool came to its result is not shown, and can be meant all the same; what is shown
    /// again says nothing of its own.
    private static boolean says(Page page) {
        return switch (page.tag()) {
            case ContextTags.SCRATCH -> true;
            case ContextTags.RECALLED -> false;
            default -> page.tier() == Tier.EXPANDED;
        };
    }

    void learn(List<Page> pages) {
        try {
            for (var page : pages) {
                lexicon.learn(page.id(), page.tag(), page.content().get());
            }
        } catch (RuntimeException closed) {
            // Who needs them reads them, and hears of it.
        }
    }
}
