package dev.bestcode.librarian;

import dev.bestcode.api.json.JsonArray;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.json.JsonString;
import dev.bestcode.api.kernel.KernelState;
import dev.bestcode.api.kernel.SegmentId;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.kernel.Tier;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Where a segment stands, and what was decided about it, for a person.
/// @param shown what the model sees in its place; empty text for all of it or nothing
/// @param shownTokens what it costs in a request now
/// @param decisions sentences, the newest last
public record Explanation(
        SegmentId segment,
        String tag,
        Tier tier,
        boolean pinned,
        int tokens,
        int shownTokens,
        String shown,
        List<String> decisions) {
    public Explanation {
        decisions = List.copyOf(decisions);
    }

    /// Of every segment of a context, in order.
    public static List<Explanation> of(ThreadId thread, KernelState state) {
        return state.contexts().segments(thread).stream()
                .map(row -> of(Page.of(row, state)))
                .toList();
    }

    private static Explanation of(Page page) {
        var fold = page.fold().get();
        return new Explanation(
                page.id(),
                page.tag(),
                page.tier(),
                page.pinned(),
                page.tokens(),
                page.shownTokens(),
                page.tier() == Tier.FOLDED
                        ? fold.map(Fold::shown).map(Explanation::words).orElse("")
                        : "",
                fold.stream()
                        .flatMap(it -> it.decisions().stream())
                        .map(Explanation::words)
                        .toList());
    }

    private static String words(Fold.Shown shown) {
        return switch (shown) {
            case Fold.Line line -> line.words();
            case Fold.Cut(_) -> "head and tail";
            case Fold.Silent() -> "the line of its exchange";
        };
    }

    private static String words(Decision decision) {
        return "%s when segment %d was the newest: %s"
                .formatted(decision.what(), decision.at(), decision.why());
    }

    /// One line, without the decisions.
    public String line() {
        return "#%-6d %-12s %-9s %,8d tokens, %,8d shown%s%s"
                .formatted(
                        segment.value(),
                        tag,
                        tier.name().toLowerCase(Locale.ROOT),
                        tokens,
                        shownTokens,
                        pinned ? ", pinned" : "",
                        decisions.isEmpty() ? "" : ", " + decisions.size() + " decisions");
    }

    /// Everything, in lines.
    public String text() {
        var why =
                decisions.isEmpty()
                        ? "  Nothing was decided about it: it is shown as it came."
                        : decisions.stream().map(it -> "  " + it).collect(Collectors.joining("\n"));
        return line() + (shown.isEmpty() ? "" : "\n  shown: " + shown) + "\n" + why;
    }

    /// @throws IllegalArgumentException when it is not an explanation's JSON
    public static Explanation from(JsonObject json) {
        return new Explanation(
                new SegmentId(json.requireLong("segment")),
                json.requireString("tag"),
                Tier.valueOf(json.requireString("tier").toUpperCase(Locale.ROOT)),
                json.bool("pinned").orElse(false),
                json.requireInt("tokens"),
                json.requireInt("shown_tokens"),
                json.requireString("shown"),
                json.requireArray("decisions").values().stream()
                        .map(it -> ((JsonString) it).value())
                        .toList());
    }

    public JsonObject toJson() {
        return JsonObject.builder()
                .put("segment", segment.value())
                .put("tag", tag)
                .put("tier", tier.name().toLowerCase(Locale.ROOT))
                .put("pinned", pinned)
                .put("tokens", tokens)
                .put("shown_tokens", shownTokens)
                .put("shown", shown)
                .put("decisions", JsonArray.ofStrings(decisions))
                .build();
    }
}
