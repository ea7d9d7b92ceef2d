package dev.bestcode.librarian;

import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.SegmentId;
import dev.bestcode.api.llm.ContextTags;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// The [Terms] of pages, kept as long as there is room: content never changes, so what was read
/// once
/// need not be read again. Safe from any worker.
final class Lexicon {
    /// A page of the most terms takes 16 KB, so this is 16 MB at most, and commonly a tenth.
    private static final int PAGES_MAX = 1_024;

    private static final int[] NONE = {};

    private final Map<SegmentId, int[]> terms =
            new LinkedHashMap<>(16, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<SegmentId, int[]> eldest) {
                    return size() > PAGES_MAX;
                }
            };

    /// Read a page ahead of its use.
    void learn(SegmentId id, String tag, Bytes content) {
        if (known(id).isEmpty()) {
            keep(id, Terms.of(Digest.text(tag, content)));
        }
    }

    int[] of(Page page) {
        return known(page.id()).orElseGet(() -> read(page));
    }

    /// The terms of a page if it was read lately; the others are not worth a read.
    synchronized Optional<int[]> known(SegmentId id) {
        return Optional.ofNullable(terms.get(id));
    }

    /// What it shows; a scratch context is not shown.
    int[] of(Exchange exchange) {
        return union(
                exchange.pages().stream()
                        .filter(page -> !page.tag().equals(ContextTags.SCRATCH))
                        .map(this::of)
                        .toList());
    }

    /// What the agent or the user said in it.
    int[] saidIn(Exchange exchange) {
        return switch (exchange.first().tag()) {
            case ContextTags.ASSISTANT, ContextTags.USER -> of(exchange.first());
            default -> NONE;
        };
    }

    Candidate candidate(Exchange exchange, int tokens) {
        return new Candidate(exchange.turn(), tokens, saidIn(exchange), of(exchange));
    }

    private int[] read(Page page) {
        var found =
                page.tag().equals(ContextTags.RECALLED)
                        ? union(
                                Digest.recalled(page.content().get()).stream()
                                        .flatMap(id -> known(id).stream())
                                        .toList())
                        : Terms.of(Digest.text(page.tag(), page.content().get()));
        keep(page.id(), found);
        return found;
    }

    private synchronized void keep(SegmentId id, int[] found) {
        terms.put(id, found);
    }

    private static int[] union(List<int[]> sets) {
        return sets.size() == 1
                ? sets.getFirst()
                : sets.stream().flatMapToInt(Arrays::stream).sorted().distinct().toArray();
    }

    /// The terms of both.
    static IntStream shared(int[] some, int[] sorted) {
        return Arrays.stream(some).filter(term -> Arrays.binarySearch(sorted, term) >= 0);
    }
}
