package dev.bestcode.api.json;

/// A JSON value: what bytes become once they have been parsed.
/// Immutable and safe to share; objects keep the order of their members, numbers keep their lexeme.
/// @see "RFC 8259"
public sealed interface JsonValue
        permits JsonObject, JsonArray, JsonString, JsonNumber, JsonBoolean, JsonNull {}
