package dev.bestcode.llm;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonLimits;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.json.JsonString;
import dev.bestcode.api.json.JsonValue;
import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.api.kernel.Usage;
import dev.bestcode.api.llm.ContentBlock;
import dev.bestcode.api.llm.StopReason;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads cassettes strictly; of what a model said, members that are new are kept in a recording and
/// refused in a script.
final class CassetteReader {
    static final int VERSION = 1;

    private static final JsonLimits LIMITS =
            new JsonLimits(
                    CassetteFile.BYTES_MAX, JsonLimits.WIRE.depth(), JsonLimits.WIRE.numberChars());

    private static final StrictJson FILE = new StrictJson("cassette");
    private static final String WHOLE = "the cassette";

    private final Cassette.Origin origin;

    private CassetteReader(Cassette.Origin origin) {
        this.origin = origin;
    }

    static Cassette read(byte[] utf8) {
        var cassette =
                FILE.object(
                        WHOLE,
                        FILE.at(WHOLE, () -> Json.parse(utf8, LIMITS)),
                        Set.of("version", "origin", "volatile", "entries"));
        long version = FILE.at("version", () -> cassette.requireLong("version"));
        if (version != VERSION) {
            throw FILE.wrong("version", "is " + version + "; this reader knows " + VERSION);
        }
        var origin = origin(FILE.at("origin", () -> cassette.requireString("origin")));
        var volatileParts = cassette.get("volatile").map(_ -> volatileParts(cassette));
        var reader = new CassetteReader(origin);
        var entries =
                FILE.each(
                        "entries",
                        FILE.at("entries", () -> cassette.requireArray("entries")).values(),
                        reader::entry);
        return FILE.at(WHOLE, () -> new Cassette(origin, volatileParts.orElse(List.of()), entries));
    }

    private static Cassette.Origin origin(String name) {
        return switch (name) {
            case "scripted" -> Cassette.Origin.SCRIPTED;
            case "recorded" -> Cassette.Origin.RECORDED;
            default -> throw FILE.wrong("origin", "is '" + name + "'; allowed: scripted, recorded");
        };
    }

    private static List<String> volatileParts(JsonObject cassette) {
        return FILE.each(
                "volatile",
                FILE.at("volatile", () -> cassette.requireArray("volatile")).values(),
                place -> {
                    if (place.value() instanceof JsonString(var pattern)) {
                        return pattern;
                    }
                    throw FILE.wrong(place.path(), "is not a string");
                });
    }

    private Cassette.Entry entry(StrictJson.Place place) {
        var entry = FILE.object(place.path(), place.value(), Set.of("request_sha256", "reply"));
        Optional<Sha256> hash =
                entry.get("request_sha256").isEmpty()
                        ? Optional.empty()
                        : Optional.of(
                                FILE.at(
                                        place.path() + ".request_sha256",
                                        () -> new Sha256(entry.requireString("request_sha256"))));
        var replyPath = place.path() + ".reply";
        return new Cassette.Entry(
                hash, reply(replyPath, FILE.at(replyPath, () -> entry.requireObject("reply"))));
    }

    private Cassette.Reply reply(String path, JsonValue value) {
        var reply = FILE.object(path, value, Set.of("content", "stop_reason", "usage", "model"));
        return new Cassette.Reply(
                FILE.at(path + ".model", () -> reply.requireString("model")),
                FILE.each(
                        path + ".content",
                        FILE.at(path + ".content", () -> reply.requireArray("content")).values(),
                        this::block),
                stop(
                        path + ".stop_reason",
                        FILE.at(path + ".stop_reason", () -> reply.requireString("stop_reason"))),
                usage(
                        path + ".usage",
                        FILE.at(path + ".usage", () -> reply.requireObject("usage"))));
    }

    private ContentBlock block(StrictJson.Place place) {
        var json = FILE.object(place.path(), place.value());
        var block = FILE.at(place.path(), () -> ContentBlock.from(json));
        return switch (block) {
            case ContentBlock.ToolUse _ -> {
                if (origin == Cassette.Origin.SCRIPTED) {
                    FILE.object(place.path(), json, Set.of("type", "id", "name", "input"));
                }
                yield block;
            }
            case ContentBlock.ToolResult _ ->
                    throw FILE.wrong(place.path(), "is a tool_result; a model never says that");
            case ContentBlock.Text _,
                    ContentBlock.Image _,
                    ContentBlock.Document _,
                    ContentBlock.Raw _ ->
                    block;
        };
    }

    private String stop(String path, String name) {
        boolean known = StopReason.ofWireName(name).wireName().equals(name);
        if (!known && origin == Cassette.Origin.SCRIPTED) {
            throw FILE.wrong(path, "is '" + name + "', which no provider says");
        }
        return name;
    }

    private static Usage usage(String path, JsonObject value) {
        var usage =
                FILE.object(
                        path,
                        value,
                        Set.of(
                                "input_tokens",
                                "output_tokens",
                                "cache_read_tokens",
                                "cache_write_tokens"));
        return FILE.at(
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
}
