package dev.bestcode.tools;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// Collects the lines of a file that is read line by line. Used once.
final class StreamedHits {
    private final GrepQuery query;
    private final String path;
    private final List<FileHits.Line> lines = new ArrayList<>();
    private final Deque<FileHits.Line> before = new ArrayDeque<>();
    private long matches;
    private int after;

    StreamedHits(GrepQuery query, String path) {
        this.query = query;
        this.path = path;
    }

    /// @return whether more are wanted
    boolean line(long number, String text, boolean match) {
        if (match && matches < query.enough()) {
            matches++;
            lines.addAll(before);
            before.clear();
            keep(new FileHits.Line(number, query.shown(text, true), true));
            after = query.context();
        } else if (after > 0) {
            after--;
            keep(new FileHits.Line(number, query.shown(text, false), false));
        } else if (query.context() > 0) {
            before.add(new FileHits.Line(number, query.shown(text, false), false));
            if (before.size() > query.context()) {
                before.remove();
            }
        }
        return matches < query.enough() || after > 0;
    }

    private void keep(FileHits.Line line) {
        if (query.mode() == GrepQuery.Mode.CONTENT) {
            lines.add(line);
        }
    }

    Optional<FileHits> toHits() {
        return matches == 0
                ? Optional.empty()
                : Optional.of(new FileHits(path, matches, lines, Optional.empty()));
    }
}
