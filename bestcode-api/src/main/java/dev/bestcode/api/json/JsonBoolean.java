package dev.bestcode.api.json;

/// `true` or `false`.
public record JsonBoolean(boolean value) implements JsonValue {}
