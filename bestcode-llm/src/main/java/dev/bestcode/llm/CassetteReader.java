package dev.bestcode.llm;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonException;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.json.JsonValue;
import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.api.kernel.Usage;
import dev.bestcode.api.llm.ContentBlock;
import dev.bestcode.api.llm.StopReason;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/// Reads cassettes strictly: what it does not know is a mistake of whoever wrote it, and is named
/// with its place.
final class CassetteReader {
    private static final int VERSION = 1;

    private CassetteReader() {}

    static Cassette read(byte[] utf8) {
        var cassette =
                object(
                        "the cassette",
                        at("the cassette", () -> Json.parse(utf8)),
                        Set.of("version", "origin", "entries"));
        long version = at("version", () -> cassette.requireLong("version"));
        if (version != VERSION) {
            throw wrong("version", "is " + version + "; this reader knows " + VERSION);
        }
        var origin = origin(at("origin", () -> cassette.requireString("origin")));
        var entries =
                each(
                        "entries",
                        at("entries", () -> cassette.requireArray("entries")).values(),
                        CassetteReader::entry);
        return at("the cassette", () -> new Cassette(origin, entries));
    }

    private static Cassette.Origin origin(String name) {
        return switch (name) {
            case "scripted" -> Cassette.Origin.SCRIPTED;
            case "recorded" -> Cassette.Origin.RECORDED;
            default -> throw wrong("origin", "is '" + name + "'; allowed: scripted, recorded");
        };
    }

    private static Cassette.Entry entry(Place place) {
        var entry = object(place.path, place.value, Set.of("request_sha256", "reply"));
        Optional<Sha256> hash =
                entry.get("request_sha256").isEmpty()
                        ? Optional.empty()
                        : Optional.of(
                                at(
                                        place.path + ".request_sha256",
                                        () -> new Sha256(entry.requireString("request_sha256"))));
        var replyPath = place.path + ".reply";
        return new Cassette.Entry(
                hash, reply(replyPath, at(replyPath, () -> entry.requireObject("reply"))));
    }

    private static Cassette.Reply reply(String path, JsonValue value) {
        var reply = object(path, value, Set.of("content", "stop_reason", "usage", "model"));
        return new Cassette.Reply(
                at(path + ".model", () -> reply.requireString("model")),
                each(
                        path + ".content",
                        at(path + ".content", () -> reply.requireArray("content")).values(),
                        CassetteReader::block),
                stopReason(
                        path + ".stop_reason",
                        at(path + ".stop_reason", () -> reply.requireString("stop_reason"))),
                usage(path + ".usage", at(path + ".usage", () -> reply.requireObject("usage"))));
    }

    private static ContentBlock block(Place place) {
        var json = object(place.path, place.value, Optional.empty());
        var block = at(place.path, () -> ContentBlock.from(json));
        return switch (block) {
            case ContentBlock.ToolUse _ -> {
                object(place.path, json, Set.of("type", "id", "name", "input"));
                yield block;
            }
            case ContentBlock.ToolResult _ ->
                    throw wrong(place.path, "is a tool_result; a model never says that");
            case ContentBlock.Text _, ContentBlock.Image _, ContentBlock.Raw _ -> block;
        };
    }

    private static StopReason stopReason(String path, String name) {
        var reason = StopReason.ofWireName(name);
        if (!reason.wireName().equals(name)) {
            throw wrong(path, "is '" + name + "', which no provider says");
        }
        return reason;
    }

    private static Usage usage(String path, JsonObject value) {
        var usage =
                object(
                        path,
                        value,
                        Set.of(
                                "input_tokens",
                                "output_tokens",
                                "cache_read_tokens",
                                "cache_write_tokens"));
        return at(
                path,
                () ->
                        new Usage(
                                usage.requireLong("input_tokens"),
                                usage.requireLong("output_tokens"),
                                orZero(usage, "cache_read_tokens"),
                                orZero(usage, "cache_write_tokens")));
    }

    private static long orZero(JsonObject usage, String name) {
        return usage.get(name).isEmpty() ? 0 : usage.requireLong(name);
    }

    private record Place(String path, JsonValue value) {}

    private static <T> List<T> each(
            String path, List<JsonValue> values, Function<Place, T> reader) {
        var read = new ArrayList<T>(values.size());
        for (int i = 0; i < values.size(); i++) {
            read.add(reader.apply(new Place("%s[%d]".formatted(path, i), values.get(i))));
        }
        return read;
    }

    private static JsonObject object(String path, JsonValue value, Set<String> known) {
        return object(path, value, Optional.of(known));
    }

    private static JsonObject object(String path, JsonValue value, Optional<Set<String>> known) {
        if (!(value instanceof JsonObject object)) {
            throw wrong(path, "is not an object");
        }
        for (var name : object.members().keySet()) {
            if (known.isPresent() && !known.get().contains(name)) {
                throw wrong(path, "has an unknown member '" + name + "'");
            }
        }
        return object;
    }

    private static <T> T at(String path, Supplier<T> reading) {
        try {
            return reading.get();
        } catch (JsonException | IllegalArgumentException e) {
            throw wrong(path, e.getMessage());
        }
    }

    private static IllegalArgumentException wrong(String path, @Nullable String what) {
        return new IllegalArgumentException("cassette, %s: %s".formatted(path, what));
    }
}
