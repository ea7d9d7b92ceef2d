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
import java.util.stream.Stream;

/// The [Terms] and [Snippet]s of pages, kept as long as there is room: content never changes, so
/// what was read once need not be read again. Safe from any worker.
final class Lexicon {
    /// A page of the most terms takes 16 KB and its gist 2 KB, so this is 18 MB at most, and
    /// commonly a tenth.
    private static final int PAGES_MAX = 1_024;

    /// Ten times what a conversation below the default watermark has; of what is folded no more is
    /// kept.
    private static final long SNIPPET_BYTES_MAX = 16 << 20;

    private static final int[] NONE = {};

    private final Map<SegmentId, Gist> gists =
            new LinkedHashMap<>(16, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<SegmentId, Gist> eldest) {
                    return size() > PAGES_MAX;
                }
            };

    private final Map<SegmentId, int[]> terms =
            new LinkedHashMap<>(16, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<SegmentId, int[]> eldest) {
                    return size() > PAGES_MAX;
                }
            };

    private final Map<SegmentId, Learned> learned = new LinkedHashMap<>(16, 0.75f, true);
    private long held;

    private final Map<SegmentId, List<Snippet>> kept =
            new LinkedHashMap<>(16, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<SegmentId, List<Snippet>> eldest) {
                    return size() > PAGES_MAX;
                }
            };

    /// Note what the fold of an exchange keeps, so that the next epoch need not read it again.
    synchronized void keeps(SegmentId exchange, List<Snippet> snippets) {
        if (snippets.isEmpty()) {
            kept.remove(exchange);
        } else {
            kept.put(exchange, List.copyOf(snippets));
        }
    }

    /// What the fold of an exchange keeps, by its texts.
    List<Snippet> kept(SegmentId exchange, List<String> texts) {
        var noted = noted(exchange);
        return noted.stream().map(Snippet::text).toList().equals(texts)
                ? noted
                : texts.stream().map(Snippet::of).toList();
    }

    private synchronized List<Snippet> noted(SegmentId exchange) {
        return kept.getOrDefault(exchange, List.of());
    }

    /// Read a page ahead of its use.
    void learn(SegmentId id, String tag, Bytes content) {
        if (known(id).isEmpty()) {
            var blocks = Digest.blocks(tag, content);
            keep(id, Learned.of(Digest.text(blocks)));
            keep(id, Gist.of(blocks));
        }
    }

    int[] of(Page page) {
        return known(page.id()).orElseGet(() -> read(page).terms());
    }

    /// The terms of a page if it was read lately; the others are not worth a read.
    synchronized Optional<int[]> known(SegmentId id) {
        return Optional.ofNullable(terms.get(id));
    }

    private synchronized Optional<Learned> held(SegmentId id) {
        return Optional.ofNullable(learned.get(id));
    }

    /// What it shows; a scratch context is not shown.
    int[] of(Exchange exchange) {
        return union(shown(exchange).map(this::of).toList());
    }

    /// What may be kept of it when it folds.
    List<Snippet> snippets(Exchange exchange) {
        return shown(exchange)
                .map(page -> held(page.id()).orElseGet(() -> read(page)))
                .flatMap(page -> page.snippets().stream())
                .toList();
    }

    /// Of what it shows, page by page: what its line is made of when it folds.
    List<Gist> gists(Exchange exchange) {
        return shown(exchange).map(this::gist).toList();
    }

    private Gist gist(Page page) {
        return knownGist(page.id())
                .orElseGet(
                        () -> {
                            var read = Gist.of(Digest.blocks(page.tag(), page.content().get()));
                            keep(page.id(), read);
                            return read;
                        });
    }

    private synchronized Optional<Gist> knownGist(SegmentId id) {
        return Optional.ofNullable(gists.get(id));
    }

    private synchronized void keep(SegmentId id, Gist gist) {
        gists.put(id, gist);
    }

    private static Stream<Page> shown(Exchange exchange) {
        return exchange.pages().stream().filter(page -> !page.tag().equals(ContextTags.SCRATCH));
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

    private Learned read(Page page) {
        var found =
                page.tag().equals(ContextTags.RECALLED)
                        ? new Learned(recalled(page), List.of())
                        : Learned.of(Digest.text(page.tag(), page.content().get()));
        keep(page.id(), found);
        return found;
    }

    private int[] recalled(Page page) {
        return union(
                Digest.recalled(page.content().get()).stream()
                        .flatMap(id -> known(id).stream())
                        .toList());
    }

    private synchronized void keep(SegmentId id, Learned found) {
        terms.put(id, found.terms());
        held += found.heldBytes();
        Optional.ofNullable(learned.put(id, found)).ifPresent(old -> held -= old.heldBytes());
        var eldest = learned.entrySet().iterator();
        while (held > SNIPPET_BYTES_MAX && eldest.hasNext()) {
            held -= eldest.next().getValue().heldBytes();
            eldest.remove();
        }
    }

    /// Of sets that are in order.
    private static int[] union(List<int[]> sets) {
        if (sets.size() == 1) {
            return sets.getFirst();
        }
        int[] all = sets.stream().flatMapToInt(Arrays::stream).toArray();
        Arrays.sort(all);
        int size = 0;
        for (int term : all) {
            if (size == 0 || all[size - 1] != term) {
                all[size++] = term;
            }
        }
        return Arrays.copyOf(all, size);
    }

    /// The terms of both.
    static IntStream shared(int[] some, int[] sorted) {
        return Arrays.stream(some).filter(term -> Arrays.binarySearch(sorted, term) >= 0);
    }
}
