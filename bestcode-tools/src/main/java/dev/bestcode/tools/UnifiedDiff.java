package dev.bestcode.tools;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;

import java.util.ArrayList;
import java.util.List;

/// The unified diff of two versions of a file, with hunks.
/// @see "POSIX.1-2024, diff, section 'Diff -u or -U Output Format'"
final class UnifiedDiff {
    private static final int CONTEXT_LINES = 3;

    /// Myers' algorithm takes time and memory of the square of the difference.
    private static final int CHANGED_LINES_MAX = 2_000;

    private static final int LINE_CODE_POINTS_MAX = 500;

    private UnifiedDiff() {}

    /// The diff, cut to what a result may show; lines end in LF.
    static String of(String path, String before, String after) {
        var old = lines(before);
        var now = lines(after);
        int same = commonPrefix(old, now);
        int changedOld = old.size() - same - commonSuffix(old, now, same);
        int changedNow = changedOld + now.size() - old.size();
        if (Math.max(changedOld, changedNow) > CHANGED_LINES_MAX) {
            return "[diff left out: lines %d to %d are now %d lines; read them with file-read]"
                    .formatted(same + 1, same + changedOld, changedNow);
        }
        var diff =
                UnifiedDiffUtils.generateUnifiedDiff(
                        "a/" + path, "b/" + path, old, DiffUtils.diff(old, now), CONTEXT_LINES);
        return shown(diff);
    }

    private static String shown(List<String> diff) {
        var text = new BoundedText();
        for (int i = 0; i < diff.size(); i++) {
            if (!text.add(Truncation.line(diff.get(i), LINE_CODE_POINTS_MAX))) {
                return text.with(
                        "[%,d more lines of diff; read the file to see them]"
                                .formatted(diff.size() - i));
            }
        }
        return text.with("");
    }

    private static List<String> lines(String text) {
        List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
        var last = lines.removeLast();
        if (!last.isEmpty()) {
            lines.add(last + "\n\\ No newline at end of file");
        }
        return lines;
    }

    private static int commonPrefix(List<String> a, List<String> b) {
        int length = 0;
        while (length < Math.min(a.size(), b.size()) && a.get(length).equals(b.get(length))) {
            length++;
        }
        return length;
    }

    private static int commonSuffix(List<String> a, List<String> b, int prefix) {
        int length = 0;
        while (length < Math.min(a.size(), b.size()) - prefix
                && a.get(a.size() - 1 - length).equals(b.get(b.size() - 1 - length))) {
            length++;
        }
        return length;
    }
}
