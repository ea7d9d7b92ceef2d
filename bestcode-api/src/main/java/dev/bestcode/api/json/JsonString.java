package dev.bestcode.api.json;

/// A string of Unicode scalar values.
/// A lone surrogate cannot be written as UTF-8, so it becomes U+FFFD here, once, for every way in.
public record JsonString(String value) implements JsonValue {
    public JsonString {
        value = withoutLoneSurrogates(value);
    }

    private static String withoutLoneSurrogates(String text) {
        int at = 0;
        while (at < text.length() && !Character.isSurrogate(text.charAt(at))) {
            at++; // most texts have none, and end here
        }
        while (at < text.length() && !isLone(text, at)) {
            at += Character.charCount(text.codePointAt(at));
        }
        if (at == text.length()) {
            return text;
        }
        var clean = new StringBuilder(text.length()).append(text, 0, at);
        while (at < text.length()) {
            int codePoint = isLone(text, at) ? 0xFFFD : text.codePointAt(at);
            clean.appendCodePoint(codePoint);
            at += Character.charCount(text.codePointAt(at));
        }
        return clean.toString();
    }

    private static boolean isLone(String text, int at) {
        int codePoint = text.codePointAt(at);
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }
}
