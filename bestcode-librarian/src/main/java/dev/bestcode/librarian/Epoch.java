package dev.bestcode.librarian;

import dev.bestcode.api.kernel.SegmentId;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.llm.ContextTags;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Brings a context under its budget, as one list of ops: everything that needs no model.
///
/// A request grows at its tail alone until it passes the high watermark; then so much folds at once
/// that it is below the low one. Folding rewrites what the provider has cached, so it happens
/// seldom and not by degrees. What must not be missed is not asked how useful it is: what every
/// request begins with, the user's words, and the newest exchange, which the model has yet to see.
/// Where those alone are too large they are shown head and tail, the largest first.
final class Epoch {
    /// The part of the low watermark that lines of folded exchanges may take; beyond it the oldest
    /// lines leave.
    private static final int LINES_PARTS = 4;

    /// What a fold line costs before it is written.
    private static final int LINE_TOKENS = Summary.CHARS_MAX / Tokens.BYTES_PER_TOKEN / 2;

    /// Below this a part says nothing any more, and leaves instead.
    private static final int SHOWN_TOKENS_MIN = 80;

    /// No window has more, and so many bytes fit in a number.
    private static final int TOKENS_MAX = 100_000_000;

    private final LibrarianOptions options;
    private final Calibration calibration;
    private final Lexicon lexicon;
    private final List<Exchange> exchanges;
    private final Change change;

    private Epoch(
            LibrarianOptions options,
            Calibration calibration,
            Lexicon lexicon,
            List<Exchange> exchanges,
            Change change) {
        this.options = options;
        this.calibration = calibration;
        this.lexicon = lexicon;
        this.exchanges = exchanges;
        this.change = change;
    }

    /// @param pages of the whole conversation as the next request would have it, in order
    /// @return what must change first
    static Plan plan(
            ThreadId thread,
            List<Page> pages,
            LibrarianOptions options,
            Calibration calibration,
            Lexicon lexicon,
            Memory memory) {
        if (pages.isEmpty()) {
            return new Plan(List.of(), 0);
        }
        var change = new Change(thread, pages.getLast().id().value(), pages, memory);
        var epoch = new Epoch(options, calibration, lexicon, Exchange.of(pages), change);
        epoch.cutLargeInputs();
        if (epoch.cost() > options.foldsAbove()) {
            epoch.foldToLow();
        }
        if (epoch.cost() > options.limit()) {
            epoch.shrink();
        }
        return new Plan(change.ops(), change.shownTokens());
    }

    private long cost() {
        return calibration.of(change.shownTokens());
    }

    private void cutLargeInputs() {
        long max = calibration.estimateFor(options.inputMax());
        for (var exchange : exchanges) {
            for (var page : exchange.pages()) {
                if (isInput(page) && change.tokensOf(page) > max) {
                    change.cut(
                            page,
                            (int) max / 2,
                            "larger than %,d tokens, a quarter of the window"
                                    .formatted(options.inputMax()));
                }
            }
        }
    }

    private static boolean isInput(Page page) {
        return page.tag().equals(ContextTags.USER) || page.tag().equals(ContextTags.TOOL_RESULT);
    }

    /// Whole exchanges stay where they are worth more than lines and names of all of them, and what
    /// is left of the room goes to lines and names of those that fold. Earlier folds compete again
    /// with what they had kept.
    private void foldToLow() {
        var kept = takeKept();
        var movable = exchanges.stream().filter(this::mayFold).toList();
        var set = workingSet(movable, kept);
        long fixed = change.shownTokens() - movable.stream().mapToLong(Exchange::shownTokens).sum();
        long lines = Math.min((long) LINE_TOKENS * movable.size(), low() / LINES_PARTS);
        var stay =
                set.whole(
                        bounded(low() - fixed - lines),
                        Tokens.BYTES_PER_TOKEN,
                        Stream.concat(
                                        movable.stream().map(lexicon::snippets),
                                        kept.values().stream())
                                .toList());
        var why =
                "the request came to %,d tokens, over %,d; this was of least use among %,d exchanges"
                        .formatted(cost(), options.high(), movable.size());
        for (int i = 0; i < movable.size(); i++) {
            if (!stay.get(i)) {
                leave(movable.get(i), why);
            }
        }
        evictLines();
        keepWords(set, stay, kept);
    }

    private long low() {
        return calibration.estimateFor(Math.min(options.low(), options.limit()));
    }

    private static int bounded(long tokens) {
        return Math.clamp(tokens, 0, TOKENS_MAX);
    }

    /// What earlier folds kept, by exchange; they have it no longer.
    private Map<SegmentId, List<Snippet>> takeKept() {
        Map<SegmentId, List<Snippet>> kept = new LinkedHashMap<>();
        for (var exchange : exchanges) {
            var words = change.keptOf(exchange);
            if (!words.isEmpty()) {
                kept.put(exchange.id(), lexicon.kept(exchange.id(), words));
                change.keep(exchange, List.of());
            }
        }
        return kept;
    }

    private WorkingSet workingSet(List<Exchange> movable, Map<SegmentId, List<Snippet>> kept) {
        return new WorkingSet(
                movable.stream().map(this::candidate).toList(),
                exchanges.stream()
                        .filter(exchange -> exchange.whole() && !mayFold(exchange))
                        .map(this::candidate)
                        .toList(),
                exchanges.stream()
                        .flatMap(
                                exchange ->
                                        Optional.ofNullable(kept.get(exchange.id())).stream()
                                                .map(words -> past(exchange, words)))
                        .toList(),
                exchanges.getLast().turn() + 1);
    }

    private Candidate past(Exchange exchange, List<Snippet> snippets) {
        int[] terms =
                snippets.stream()
                        .flatMapToInt(snippet -> Arrays.stream(snippet.named()))
                        .distinct()
                        .toArray();
        return new Candidate(exchange.turn(), 0, lexicon.saidIn(exchange), terms);
    }

    private void keepWords(WorkingSet set, BitSet stay, Map<SegmentId, List<Snippet>> before) {
        var folded = exchanges.stream().filter(it -> change.isLine(it.first())).toList();
        var sources = folded.stream().map(exchange -> source(exchange, before)).toList();
        int bytes = bounded(low() - change.shownTokens()) * Tokens.BYTES_PER_TOKEN;
        var kept = set.keep(stay, sources, bytes);
        for (int i = 0; i < folded.size(); i++) {
            change.keep(folded.get(i), kept.get(i).stream().map(Snippet::text).toList());
            lexicon.keeps(folded.get(i).id(), kept.get(i));
        }
    }

    /// Of what this epoch folds all that it says; of what was folded before what it had kept.
    private List<Snippet> source(Exchange exchange, Map<SegmentId, List<Snippet>> before) {
        return exchange.whole()
                ? lexicon.snippets(exchange)
                : before.getOrDefault(exchange.id(), List.of());
    }

    private Candidate candidate(Exchange exchange) {
        return lexicon.candidate(exchange, exchange.shownTokens());
    }

    private boolean mayFold(Exchange exchange) {
        return exchange.movable()
                && exchange.whole()
                && !isNewest(exchange)
                && exchange.shownTokens() > LINE_TOKENS;
    }

    /// What is no longer than a line of its own stands for itself.
    private boolean isLine(Exchange exchange) {
        boolean small = exchange.whole() && exchange.shownTokens() <= LINE_TOKENS;
        return change.isLine(exchange.first()) || (small && !isNewest(exchange));
    }

    /// The model has not seen what came since its newest answer, that answer's results first of
    /// all.
    private boolean isNewest(Exchange exchange) {
        return exchange.turn() == exchanges.getLast().turn();
    }

    /// What was recalled is still where it was folded, so its second showing leaves no line.
    private void leave(Exchange exchange, String why) {
        if (exchange.first().tag().equals(ContextTags.RECALLED)) {
            change.evict(exchange, why);
        } else {
            change.fold(exchange, why);
        }
    }

    private void evictLines() {
        long max = low() / LINES_PARTS;
        var lines = new ArrayList<Exchange>();
        long tokens = 0;
        for (var exchange : exchanges) {
            if (exchange.movable() && isLine(exchange)) {
                lines.add(exchange);
                tokens += change.tokensOf(exchange);
            }
        }
        for (var exchange : lines) {
            if (tokens <= max) {
                return;
            }
            tokens -= change.tokensOf(exchange);
            change.evict(
                    exchange,
                    "lines of folded exchanges came to more than %,d tokens; this one was the oldest"
                            .formatted(max));
        }
    }

    /// What may not fold is too large by itself. A common cap is found under which it fits.
    private void shrink() {
        var inputs =
                exchanges.stream()
                        .flatMap(exchange -> exchange.pages().stream())
                        .filter(page -> isInput(page) && !page.pinned())
                        .filter(page -> change.tokensOf(page) > SHOWN_TOKENS_MIN)
                        .sorted(
                                Comparator.comparingInt((Page page) -> change.tokensOf(page))
                                        .reversed())
                        .toList();
        var why = "what must be shown came to more than %,d tokens".formatted(options.limit());
        long cap = cap(inputs);
        for (var page : inputs) {
            if (cost() <= options.limit()) {
                return;
            }
            if (change.tokensOf(page) > cap) {
                change.cut(page, (int) cap / 2, why);
            }
        }
        leaveOldest(why);
    }

    /// The most that every one of them may cost so that all fit; at least what says something.
    private long cap(List<Page> inputs) {
        long over = change.shownTokens() - calibration.estimateFor(options.limit());
        long all = inputs.stream().mapToLong(change::tokensOf).sum();
        long room = Math.max(0, all - over);
        long left = inputs.size();
        // The smallest first: what they leave over is shared by the larger ones.
        for (var page : inputs.reversed()) {
            long tokens = change.tokensOf(page);
            if (tokens * left > room) {
                return Math.max(SHOWN_TOKENS_MIN, room / left);
            }
            room -= tokens;
            left--;
        }
        return Math.max(SHOWN_TOKENS_MIN, room);
    }

    /// The last resort, with thousands of words of the user or an answer that fills the window:
    /// everything but what a request begins with, the first task and the last word leaves.
    private void leaveOldest(String why) {
        var task =
                exchanges.stream()
                        .filter(exchange -> exchange.first().tag().equals(ContextTags.USER))
                        .findFirst();
        for (var exchange : exchanges.subList(0, exchanges.size() - 1)) {
            boolean begins = exchange.first().pinned() || task.filter(exchange::equals).isPresent();
            if (cost() > options.limit() && !begins && change.tokensOf(exchange.first()) > 0) {
                change.evict(exchange, why);
            }
        }
    }
}
