package dev.bestcode.tui;

import dev.bestcode.api.json.JsonArray;
import dev.bestcode.api.json.JsonBoolean;
import dev.bestcode.api.json.JsonNull;
import dev.bestcode.api.json.JsonNumber;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.json.JsonString;
import dev.bestcode.api.json.JsonValue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/// A payload for reading: as its tag is best read, as JSON, or as XML. Text of several lines is
/// shown on several lines in all of them.
final class PayloadLines {
    /// How it is shown; each is the next of the one before.
    enum Form {
        READ,
        JSON,
        XML;

        Form next() {
            return switch (this) {
                case READ -> JSON;
                case JSON -> XML;
                case XML -> READ;
            };
        }
    }

    /// What a person wants to see of a tag; other tags are read as JSON.
    private static final Map<String, BiFunction<JsonObject, Integer, List<Line>>> READERS =
            Map.of(
                    "AgentTask", markdown("task"),
                    "LlmReply", markdown("text"),
                    "AgentResult", markdown("text"),
                    "ToolOutcome", plain("text"),
                    "Failure", plain("message"));

    private final List<Line> lines = new ArrayList<>();
    private final int width;

    private PayloadLines(int width) {
        this.width = width;
    }

    static List<Line> of(Item item, Form form, int width) {
        return switch (form) {
            case READ ->
                    Optional.ofNullable(READERS.get(item.tag()))
                            .map(reader -> reader.apply(item.payload(), width))
                            .orElseGet(() -> json(item.payload(), width));
            case JSON -> json(item.payload(), width);
            case XML -> xml(item.tag(), item.payload(), width);
        };
    }

    private static BiFunction<JsonObject, Integer, List<Line>> markdown(String member) {
        return (payload, width) -> Markdown.render(payload.string(member).orElse(""), width);
    }

    private static BiFunction<JsonObject, Integer, List<Line>> plain(String member) {
        return (payload, width) -> {
            var text = payload.string(member).orElse("");
            return CodeLines.of(text, CodeLines.isDiff(text) ? "diff" : "", width);
        };
    }

    private static List<Line> json(JsonValue value, int width) {
        var payload = new PayloadLines(width);
        payload.json("", value, "", 0);
        return payload.lines;
    }

    private void json(String name, JsonValue value, String end, int depth) {
        switch (value) {
            case JsonObject object -> {
                open(name, "{", depth);
                int left = object.members().size();
                for (var member : object.members().entrySet()) {
                    json(
                            quoted(member.getKey()) + ": ",
                            member.getValue(),
                            comma(--left),
                            depth + 1);
                }
                open("", "}" + end, depth);
            }
            case JsonArray array -> {
                open(name, "[", depth);
                int left = array.values().size();
                for (var element : array.values()) {
                    json("", element, comma(--left), depth + 1);
                }
                open("", "]" + end, depth);
            }
            case JsonString(var text) -> leaf(name, quoted(text) + end, depth);
            case JsonNumber(var number) -> leaf(name, number + end, depth);
            case JsonBoolean(var truth) -> leaf(name, truth + end, depth);
            case JsonNull() -> leaf(name, "null" + end, depth);
        }
    }

    private static List<Line> xml(String tag, JsonValue value, int width) {
        var payload = new PayloadLines(width);
        payload.element(elementName(tag), value, 0);
        return payload.lines;
    }

    private void element(String tag, JsonValue value, int depth) {
        switch (value) {
            case JsonObject object ->
                    element(
                            tag,
                            depth,
                            object.members().entrySet(),
                            member ->
                                    element(
                                            elementName(member.getKey()),
                                            member.getValue(),
                                            depth + 1));
            case JsonArray array ->
                    element(tag, depth, array.values(), each -> element("item", each, depth + 1));
            case JsonString(var text) -> xmlLeaf(tag, escaped(text), depth);
            case JsonNumber(var number) -> xmlLeaf(tag, number, depth);
            case JsonBoolean(var truth) -> xmlLeaf(tag, Boolean.toString(truth), depth);
            case JsonNull() -> open("<" + tag + "/>", "", depth);
        }
    }

    private <T> void element(String tag, int depth, Iterable<T> children, Consumer<T> child) {
        open("<" + tag + ">", "", depth);
        children.forEach(child);
        open("</" + tag + ">", "", depth);
    }

    private void xmlLeaf(String tag, String text, int depth) {
        leaf("<" + tag + ">", text + "</" + tag + ">", depth);
    }

    private void open(String name, String bracket, int depth) {
        put(List.of(new Span(name, Style.ACCENT), new Span(bracket, Style.TEXT)), depth);
    }

    private void leaf(String name, String text, int depth) {
        var parts = SafeText.of(text).split("\n", -1);
        for (int i = 0; i < parts.length; i++) {
            var spans = new ArrayList<Span>();
            if (i == 0) {
                spans.add(new Span(name, Style.ACCENT));
            }
            spans.add(new Span(parts[i], Style.TEXT));
            put(spans, i == 0 ? depth : depth + 1);
        }
    }

    private void put(List<Span> spans, int depth) {
        int indent = Math.min(2 * depth, width / 2);
        var prefix = List.of(new Span(" ".repeat(indent), Style.TEXT));
        Wrap.columns(spans, width - indent).forEach(line -> lines.add(line.after(prefix)));
    }

    private static String comma(int left) {
        return left > 0 ? "," : "";
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }

    private static String elementName(String tag) {
        var name = tag.replaceAll("[^A-Za-z0-9_.-]", "_");
        return name.isEmpty() || !Character.isLetter(name.charAt(0)) ? "_" + name : name;
    }
}
