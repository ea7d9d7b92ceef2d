package dev.bestcode.llm;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonArray;
import dev.bestcode.api.json.JsonBoolean;
import dev.bestcode.api.json.JsonNull;
import dev.bestcode.api.json.JsonNumber;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.json.JsonString;
import dev.bestcode.api.json.JsonValue;
import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.api.llm.LlmRequest;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// The form of a request by which cassettes match it: its JSON with sorted members, with
/// `<workspace>` for the workspace's root and `<volatile>` for what differs from run to run, so
/// that a recording plays in every directory and on every day.
final class CanonicalRequest {
    /// More kinds of volatile text than a run has.
    static final int PATTERNS_MAX = 32;

    private static final int PATTERN_CHARS_MAX = 1000;

    private final String workspaceRoot;
    private final List<Pattern> volatileParts;

    /// @param workspaceRoot as it stands in requests; empty text when it does not
    /// @throws IllegalArgumentException when one is no regular expression, or matches nothing
    CanonicalRequest(String workspaceRoot, List<String> volatileParts) {
        this.workspaceRoot = workspaceRoot;
        this.volatileParts = compile(volatileParts);
    }

    static List<Pattern> compile(List<String> patterns) {
        if (patterns.size() > PATTERNS_MAX) {
            throw new IllegalArgumentException(
                    "%d volatile patterns; allowed %d".formatted(patterns.size(), PATTERNS_MAX));
        }
        return patterns.stream().map(CanonicalRequest::compile).toList();
    }

    private static Pattern compile(String pattern) {
        try {
            if (pattern.length() <= PATTERN_CHARS_MAX
                    && !Pattern.compile(pattern).matcher("").find()) {
                return Pattern.compile(pattern);
            }
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "volatile pattern '%s': %s".formatted(pattern, e.getDescription()));
        }
        throw new IllegalArgumentException(
                "volatile pattern '%.80s' matches empty text, or is longer than %d characters"
                        .formatted(pattern, PATTERN_CHARS_MAX));
    }

    Sha256 hash(LlmRequest request) {
        return Sha256.of(Json.canonical(clean(AnthropicRequest.canonical(request))));
    }

    private JsonValue clean(JsonValue value) {
        return switch (value) {
            case JsonString(var text) -> new JsonString(clean(text));
            case JsonArray(var values) -> new JsonArray(values.stream().map(this::clean).toList());
            case JsonObject(var members) -> {
                var clean = new LinkedHashMap<String, JsonValue>();
                members.forEach((name, member) -> clean.put(name, clean(member)));
                yield new JsonObject(clean);
            }
            case JsonNumber _, JsonBoolean _, JsonNull _ -> value;
        };
    }

    private String clean(String text) {
        var clean = workspaceRoot.isEmpty() ? text : text.replace(workspaceRoot, "<workspace>");
        for (var part : volatileParts) {
            clean = part.matcher(clean).replaceAll("<volatile>");
        }
        return clean;
    }
}
