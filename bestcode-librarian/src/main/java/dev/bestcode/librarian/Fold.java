package dev.bestcode.librarian;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonArray;
import dev.bestcode.api.json.JsonException;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.json.JsonString;
import dev.bestcode.api.json.JsonValue;
import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.llm.ContentBlock;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What the kernel keeps as the summary of a folded segment: what is shown in its place, and why.
/// @param decisions about this segment, the newest last
record Fold(Shown shown, List<Decision> decisions) {
    /// The decisions that are kept of a segment. A segment is cut once, folded once and evicted
    /// once; what is more comes from recalls.
    static final int DECISIONS_MAX = 16;

    /// What the model sees.
    sealed interface Shown {}

    /// One line, which stands for the whole exchange, and what is kept of it in its own words.
    record Line(String text, List<String> kept) implements Shown {
        Line {
            kept = List.copyOf(kept);
        }

        Line(String text) {
            this(text, List.of());
        }

        /// All of it, as the model sees it.
        String words() {
            return text + Snippet.shown(kept);
        }
    }

    /// Nothing: the first segment of its exchange has the line.
    record Silent() implements Shown {}

    /// The segment in its own form, with less in it.
    record Cut(JsonValue content) implements Shown {}

    Fold {
        decisions =
                List.copyOf(
                        decisions.subList(
                                Math.max(0, decisions.size() - DECISIONS_MAX), decisions.size()));
    }

    static Fold first(Shown shown, Decision decision) {
        return new Fold(shown, List.of(decision));
    }

    Fold then(Shown next, Decision decision) {
        var all = new ArrayList<>(decisions);
        all.add(decision);
        return new Fold(next, all);
    }

    /// Shown otherwise, for no reason of its own.
    Fold showing(Shown next) {
        return new Fold(next, decisions);
    }

    /// As the model hears it.
    /// @param tag of the folded segment
    Optional<Said> said(String tag) {
        return switch (shown) {
            case Line line ->
                    Optional.of(new Said.User(List.of(new ContentBlock.Text(line.words()))));
            case Cut(var content) -> Optional.of(Said.of(tag, content));
            case Silent() -> Optional.empty();
        };
    }

    Bytes toBytes() {
        var json =
                JsonObject.builder()
                        .put(
                                "decisions",
                                new JsonArray(
                                        decisions.stream()
                                                .map(it -> (JsonValue) it.toJson())
                                                .toList()));
        return Bytes.of(
                Json.print(
                        switch (shown) {
                            case Line(var text, var kept) -> {
                                json.put("line", text);
                                yield kept.isEmpty()
                                        ? json.build()
                                        : json.put("kept", JsonArray.ofStrings(kept)).build();
                            }
                            case Silent() -> json.build();
                            case Cut(var content) -> json.put("cut", content).build();
                        }));
    }

    /// A summary that was written by something else is shown as the line that it is.
    static Fold from(Bytes summary) {
        try {
            return from(Json.parseObject(summary.utf8()));
        } catch (JsonException | IllegalArgumentException | ClassCastException notOurs) {
            return new Fold(new Line(summary.utf8()), List.of());
        }
    }

    private static Fold from(JsonObject json) {
        var decisions =
                json.requireArray("decisions").values().stream()
                        .map(it -> Decision.from((JsonObject) it))
                        .toList();
        var cut = json.get("cut");
        if (cut.isPresent()) {
            return new Fold(new Cut(cut.get()), decisions);
        }
        return new Fold(
                json.string("line")
                        .<Shown>map(line -> new Line(line, kept(json)))
                        .orElseGet(Silent::new),
                decisions);
    }

    private static List<String> kept(JsonObject json) {
        return json.array("kept").stream()
                .flatMap(kept -> kept.values().stream())
                .map(text -> ((JsonString) text).value())
                .toList();
    }
}
