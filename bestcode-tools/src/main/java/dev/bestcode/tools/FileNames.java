package dev.bestcode.tools;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// File names as the system has them, which is bytes, and as people and models read them.
///
/// In here a name is a string in which a byte that is not part of UTF-8 is one lone low surrogate,
/// U+DC80 to U+DCFF, so that every name survives. Shown, a name with such bytes or with control
/// characters is quoted as git quotes: `"a\nb"`, `"\377"`; a path in that form is understood too.
/// @see "Python PEP 383; git-config(1), core.quotePath"
final class FileNames {
    private static final int ESCAPES = 0xDC00;
    private static final String LETTERS = "abtnvfr";
    private static final String LETTERS_MEAN = "\u0007\b\t\n\u000b\f\r";

    private FileNames() {}

    static String decode(byte[] bytes, int from, int to) {
        var text = new String(bytes, from, to - from, StandardCharsets.UTF_8);
        if (text.indexOf('\uFFFD') < 0) {
            return text;
        }
        var escaped = new StringBuilder();
        for (int at = from; at < to; ) {
            int length = Utf8.sequenceLength(bytes, at, to);
            if (length == 0) {
                escaped.append((char) (ESCAPES + (bytes[at] & 0xFF)));
                at++;
            } else {
                escaped.append(new String(bytes, at, length, StandardCharsets.UTF_8));
                at += length;
            }
        }
        return escaped.toString();
    }

    /// Empty when it can be no name: it has a NUL, or half a surrogate pair that is no escape.
    static Optional<byte[]> encode(String name) {
        var bytes = new ByteArrayOutputStream(name.length() + 8);
        for (int at = 0; at < name.length(); ) {
            int codePoint = name.codePointAt(at);
            at += Character.charCount(codePoint);
            if (isEscape(codePoint)) {
                bytes.write(codePoint);
            } else if (codePoint == 0 || isSurrogate(codePoint)) {
                return Optional.empty();
            } else if (codePoint < 0x80) {
                bytes.write(codePoint);
            } else {
                bytes.writeBytes(Character.toString(codePoint).getBytes(StandardCharsets.UTF_8));
            }
        }
        return Optional.of(bytes.toByteArray());
    }

    /// Whether every byte of it is part of UTF-8.
    static boolean isText(String name) {
        return name.codePoints().noneMatch(FileNames::isSurrogate);
    }

    /// The names of a path; empty where two slashes meet.
    static List<String> split(String path) {
        return List.of(path.split("/", -1));
    }

    private static boolean isEscape(int codePoint) {
        return codePoint >= ESCAPES + 0x80 && codePoint <= ESCAPES + 0xFF;
    }

    private static boolean isSurrogate(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }

    /// A path as it stands in a result, on one line.
    static String shown(String path) {
        if (!path.startsWith("\"") && path.codePoints().noneMatch(FileNames::needsQuotes)) {
            return path;
        }
        var text = new StringBuilder("\"");
        path.codePoints().forEach(codePoint -> quote(text, codePoint));
        return text.append('"').toString();
    }

    private static boolean needsQuotes(int codePoint) {
        return Character.isISOControl(codePoint)
                || isSurrogate(codePoint)
                || codePoint == '\u2028'
                || codePoint == '\u2029';
    }

    private static void quote(StringBuilder text, int codePoint) {
        int letter = LETTERS_MEAN.indexOf(codePoint);
        if (letter >= 0) {
            text.append('\\').append(LETTERS.charAt(letter));
        } else if (codePoint == '"' || codePoint == '\\') {
            text.append('\\').append((char) codePoint);
        } else if (isEscape(codePoint)) {
            text.append("\\%03o".formatted(codePoint - ESCAPES));
        } else if (needsQuotes(codePoint)) {
            for (byte b : Character.toString(codePoint).getBytes(StandardCharsets.UTF_8)) {
                text.append("\\%03o".formatted(b & 0xFF));
            }
        } else {
            text.appendCodePoint(codePoint);
        }
    }

    /// The path that was meant: one in quotes is taken out of them, any other is itself.
    static String meant(String path) {
        if (path.length() < 2 || !path.startsWith("\"") || !path.endsWith("\"")) {
            return path;
        }
        var bytes = new ByteArrayOutputStream();
        for (int at = 1; at < path.length() - 1; ) {
            int codePoint = path.codePointAt(at);
            at += Character.charCount(codePoint);
            if (codePoint == '"') {
                return path;
            } else if (codePoint != '\\') {
                bytes.writeBytes(Character.toString(codePoint).getBytes(StandardCharsets.UTF_8));
            } else {
                int taken = unquote(path, at, bytes);
                if (taken == 0) {
                    return path;
                }
                at += taken;
            }
        }
        return decode(bytes.toByteArray(), 0, bytes.size());
    }

    /// @return how many characters the escape has behind its backslash; 0 when it is none
    private static int unquote(String path, int at, ByteArrayOutputStream bytes) {
        char c = path.charAt(at);
        int letter = LETTERS.indexOf(c);
        if (letter >= 0) {
            bytes.write(LETTERS_MEAN.charAt(letter));
            return 1;
        }
        if ((c == '"' || c == '\\') && at < path.length() - 1) {
            bytes.write(c);
            return 1;
        }
        if (path.length() - 1 - at >= 3 && path.substring(at, at + 3).matches("[0-3][0-7]{2}")) {
            bytes.write(Integer.parseInt(path.substring(at, at + 3), 8));
            return 3;
        }
        return 0;
    }
}
