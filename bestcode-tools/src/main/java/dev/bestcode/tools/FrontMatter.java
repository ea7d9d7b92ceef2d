package dev.bestcode.tools;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// The lines between `---` at the top of a text for agents: keys with texts, as people write them
/// there. It is read as far as that goes, and nothing in it but a name and a description counts.
/// @param values by key, the first of each
/// @param body what comes behind it; the whole text where there is none
record FrontMatter(Map<String, String> values, String body) {
    private static final Pattern KEY =
            Pattern.compile("([A-Za-z][A-Za-z0-9_-]{0,63}):(?:\\s+(.*))?");

    /// Text that goes on in the lines below: folded or kept as it is.
    private static final Pattern BLOCK = Pattern.compile("[>|][+-]?");

    FrontMatter {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    static FrontMatter of(String text) {
        var plain = text.startsWith("\uFEFF") ? text.substring(1) : text;
        var lines = plain.lines().toList();
        int end = lines.isEmpty() || !lines.getFirst().strip().equals("---") ? 0 : end(lines);
        return end == 0
                ? new FrontMatter(Map.of(), plain.strip())
                : new FrontMatter(
                        values(lines.subList(1, end)),
                        String.join("\n", lines.subList(end + 1, lines.size())).strip());
    }

    /// @return 0 where it has no end
    private static int end(List<String> lines) {
        for (int i = 1; i < lines.size(); i++) {
            if (lines.get(i).strip().equals("---")) {
                return i;
            }
        }
        return 0;
    }

    private static Map<String, String> values(List<String> lines) {
        var values = new LinkedHashMap<String, String>();
        for (int i = 0; i < lines.size(); i++) {
            var key = KEY.matcher(lines.get(i));
            if (key.matches()) {
                var first = Optional.ofNullable(key.group(2)).orElse("").strip();
                var more = indented(lines.subList(i + 1, lines.size()));
                values.putIfAbsent(key.group(1), value(first, more));
                i += more.size();
            }
        }
        return values;
    }

    private static List<String> indented(List<String> lines) {
        var more = new ArrayList<String>();
        for (var line : lines) {
            if (!line.isBlank() && !Character.isWhitespace(line.charAt(0))) {
                break;
            }
            more.add(line.strip());
        }
        return more;
    }

    private static String value(String first, List<String> more) {
        var rest = String.join(" ", more).strip();
        if (BLOCK.matcher(first).matches()) {
            return rest;
        }
        var whole = (first + " " + rest).strip();
        boolean quoted =
                whole.length() > 1
                        && (whole.charAt(0) == '"' || whole.charAt(0) == '\'')
                        && whole.charAt(whole.length() - 1) == whole.charAt(0);
        return quoted ? whole.substring(1, whole.length() - 1) : whole;
    }
}
