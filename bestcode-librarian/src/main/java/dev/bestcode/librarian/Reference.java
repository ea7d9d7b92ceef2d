package dev.bestcode.librarian;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonArray;
import dev.bestcode.api.json.JsonNumber;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.json.JsonValue;
import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.Tier;
import dev.bestcode.api.llm.ContextTags;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Notices that something folded is spoken of again, and shows it again at the tail.
///
/// What the user names is looked for, and what the model names in calls that failed: a call that
/// succeeds brings what it needs by itself. A name counts that is in view nowhere else, so that
/// what can be read anyway is not shown twice.
final class Reference {
    /// What is shown again may take this part of what a single input may.
    private static final int INPUT_PARTS = 2;

    /// One shared name can be chance.
    private static final int NAMES_MIN = 2;

    /// A name in more folded exchanges than this tells none of them apart.
    private static final int EXCHANGES_MAX = 3;

    private final List<Exchange> exchanges;
    private final Lexicon lexicon;
    private final LibrarianOptions options;

    Reference(List<Exchange> exchanges, Lexicon lexicon, LibrarianOptions options) {
        this.exchanges = exchanges;
        this.lexicon = lexicon;
        this.options = options;
    }

    /// The folded exchange that is meant, if one is.
    Optional<Exchange> resolve() {
        if (exchanges.stream().noneMatch(Reference::isOutOfView)) {
            return Optional.empty();
        }
        var wanted = telling(wanted());
        if (wanted.length == 0) {
            return Optional.empty();
        }
        Optional<Exchange> best = Optional.empty();
        int most = NAMES_MIN;
        for (var exchange : exchanges) {
            if (isOutOfView(exchange) && fits(exchange)) {
                int names = shared(exchange, wanted).size();
                // Of two that share as much the later one tells what holds now.
                if (names >= most) {
                    best = Optional.of(exchange);
                    most = names;
                }
            }
        }
        return best;
    }

    /// Those of the names that few folded exchanges have.
    private int[] telling(int[] names) {
        Map<Integer, Integer> found = new HashMap<>();
        exchanges.stream()
                .filter(Reference::isOutOfView)
                .forEach(
                        exchange ->
                                shared(exchange, names)
                                        .forEach(term -> found.merge(term, 1, Integer::sum)));
        return Arrays.stream(names)
                .filter(term -> found.getOrDefault(term, EXCHANGES_MAX + 1) <= EXCHANGES_MAX)
                .toArray();
    }

    private static boolean isOutOfView(Exchange exchange) {
        return isOutOfView(exchange.first());
    }

    /// Whether it begins an exchange that could be shown again.
    static boolean isOutOfView(Page page) {
        return page.tag().equals(ContextTags.ASSISTANT) && page.tier() != Tier.EXPANDED;
    }

    private boolean fits(Exchange exchange) {
        return tokens(exchange) <= options.inputMax() / INPUT_PARTS;
    }

    /// What it costs to show an exchange again.
    static int tokens(Exchange exchange) {
        return exchange.pages().stream().mapToInt(Page::tokens).sum();
    }

    private Set<Integer> shared(Exchange exchange, int[] wanted) {
        Set<Integer> shared = new HashSet<>();
        for (var page : exchange.pages()) {
            lexicon.known(page.id())
                    .ifPresent(terms -> Lexicon.shared(wanted, terms).forEach(shared::add));
        }
        return shared;
    }

    /// Names in the newest words that no page in view has. Most turns say nothing that could be
    /// meant, and nothing else is looked at then.
    private int[] wanted() {
        int turn = exchanges.getLast().turn();
        Set<Integer> names = new HashSet<>();
        exchanges.stream()
                .filter(exchange -> isNew(exchange, turn))
                .flatMap(exchange -> speaks(exchange).stream())
                .forEach(terms -> add(names, terms));
        for (var exchange : exchanges) {
            if (names.isEmpty()) {
                break;
            }
            if (!isNew(exchange, turn) && exchange.shownTokens() > 0 && !isOutOfView(exchange)) {
                Arrays.stream(lexicon.of(exchange)).forEach(names::remove);
            }
        }
        return names.stream().mapToInt(Integer::intValue).sorted().toArray();
    }

    private static boolean isNew(Exchange exchange, int turn) {
        return exchange.turn() == turn && !exchange.first().tag().equals(ContextTags.RECALLED);
    }

    private Optional<int[]> speaks(Exchange exchange) {
        boolean speaks =
                switch (exchange.first().tag()) {
                    case ContextTags.USER -> true;
                    case ContextTags.ASSISTANT ->
                            exchange.pages().stream().anyMatch(Reference::failed);
                    default -> false;
                };
        return speaks ? Optional.of(lexicon.saidIn(exchange)) : Optional.empty();
    }

    private static boolean failed(Page page) {
        return page.tag().equals(ContextTags.TOOL_RESULT)
                && Json.parse(page.content().get().toByteArray()) instanceof JsonObject result
                && result.bool("is_error").orElse(false);
    }

    private static void add(Set<Integer> set, int[] terms) {
        for (int term : terms) {
            set.add(term);
        }
    }

    /// The content of the segment that shows an exchange again.
    static Bytes content(Exchange exchange) {
        return Bytes.of(
                Json.print(
                        new JsonArray(
                                exchange.pages().stream()
                                        .map(page -> (JsonValue) JsonNumber.of(page.id().value()))
                                        .toList())));
    }
}
