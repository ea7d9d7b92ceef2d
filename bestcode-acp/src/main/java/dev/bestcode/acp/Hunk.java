package dev.bestcode.acp;

import java.util.ArrayList;
import java.util.List;

/// A part of a unified diff: lines as they were and as they are, those around them included.
record Hunk(String before, String after) {
    /// The hunks of one file's diff, as far as they are there; none for a text that is no diff.
    /// @see "POSIX.1-2024, diff, section 'Diff -u or -U Output Format'"
    static List<Hunk> of(String diff) {
        if (!diff.startsWith("--- ")) {
            return List.of();
        }
        var hunks = new ArrayList<Hunk>();
        var before = new StringBuilder();
        var after = new StringBuilder();
        boolean inside = false;
        for (var line : diff.lines().toList()) {
            char sign = line.isEmpty() ? ' ' : line.charAt(0);
            if (sign == '@') {
                add(hunks, before, after);
                inside = true;
            } else if (inside) {
                var text = line.isEmpty() ? "" : line.substring(1);
                if (sign == ' ' || sign == '-') {
                    before.append(text).append('\n');
                }
                if (sign == ' ' || sign == '+') {
                    after.append(text).append('\n');
                }
            }
        }
        add(hunks, before, after);
        return List.copyOf(hunks);
    }

    private static void add(List<Hunk> hunks, StringBuilder before, StringBuilder after) {
        if (!before.isEmpty() || !after.isEmpty()) {
            hunks.add(new Hunk(before.toString(), after.toString()));
        }
        before.setLength(0);
        after.setLength(0);
    }
}
