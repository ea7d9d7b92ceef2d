package dev.bestcode.tools;

/// What a grep call shows: results in the order of the files, up to its limits. Not safe for
/// several workers.
final class GrepReport {
    private final GrepQuery query;
    private final int offset;
    private final int limit;
    private final BoundedText text = new BoundedText();
    private final StringBuilder notes = new StringBuilder();
    private long seen;
    private int results;
    private long searched;
    private boolean full;

    /// @param offset results to leave out before the first that is shown
    GrepReport(GrepQuery query, int offset, int limit) {
        this.query = query;
        this.offset = offset;
        this.limit = limit;
    }

    /// Matches of one file that can be needed at most: one more than are shown proves that there
    /// are more.
    static int perFile(int offset, int limit) {
        return offset + limit + 1;
    }

    void searched(long files) {
        searched += files;
    }

    void note(String line) {
        notes.append(line);
    }

    /// @return whether there is room for more
    boolean add(FileHits hits) {
        hits.note().ifPresent(notes::append);
        var path = FileNames.shown(hits.path());
        switch (query.mode()) {
            case CONTENT -> content(path, hits);
            case FILES -> {
                if (hits.matches() > 0) {
                    result(path);
                }
            }
            case COUNT -> {
                if (hits.matches() > 0) {
                    result(path + ":" + hits.matches());
                }
            }
        }
        return !full;
    }

    private void result(String line) {
        seen++;
        if (seen <= offset) {
            return;
        }
        if (results == limit) {
            full = true; // and here is proof that there would have been more
        } else if (show(line)) {
            results++;
        }
    }

    private boolean show(String line) {
        full |= !text.add(line);
        return !full;
    }

    private void content(String path, FileHits hits) {
        long shownUpTo = -1;
        for (int i = 0; i < hits.lines().size() && !full; i++) {
            var line = hits.lines().get(i);
            if (line.match()) {
                if (seen >= offset && results < limit) {
                    shownUpTo = contextBefore(path, hits, i, shownUpTo);
                }
                result("%s:%d:%s".formatted(path, line.number(), line.text()));
                shownUpTo = seen > offset ? line.number() : shownUpTo;
            } else if (shownUpTo == line.number() - 1 && isContextAfter(hits, i)) {
                show("%s-%d-%s".formatted(path, line.number(), line.text()));
                shownUpTo = line.number();
            }
        }
    }

    /// The lines of context that lead up to a match and were not shown with the one before.
    private long contextBefore(String path, FileHits hits, int match, long shownUpTo) {
        int first = match;
        while (first > 0
                && !hits.lines().get(first - 1).match()
                && hits.lines().get(first - 1).number() == hits.lines().get(first).number() - 1
                && hits.lines().get(first - 1).number() > shownUpTo
                && match - first < query.context()) {
            first--;
        }
        long number = hits.lines().get(first).number();
        if (query.context() > 0 && !text.isEmpty() && number != shownUpTo + 1) {
            show("--");
        }
        for (int i = first; i < match; i++) {
            var line = hits.lines().get(i);
            show("%s-%d-%s".formatted(path, line.number(), line.text()));
        }
        return hits.lines().get(match).number() - 1;
    }

    /// Whether a match stands near enough before it.
    private boolean isContextAfter(FileHits hits, int index) {
        for (int i = index - 1; i >= 0 && index - i <= query.context(); i--) {
            if (hits.lines().get(i).match()) {
                return hits.lines().get(index).number() - hits.lines().get(i).number()
                        <= query.context();
            }
        }
        return false;
    }

    String toText() {
        if (results == 0) {
            return (seen == 0
                            ? "[no match in %,d files; ignored and binary files are not searched]\n"
                                    .formatted(searched)
                            : "[offset %,d is beyond the last of %,d %s]\n"
                                    .formatted(offset, seen, unit()))
                    + notes;
        }
        var range = offset == 0 ? "the first %,d".formatted(results) : shownRange();
        return text.with(
                (full
                                ? "[%s %s; there are more: continue with offset %d, or narrow pattern, path, glob or type%s]\n"
                                        .formatted(
                                                range,
                                                unit(),
                                                offset + results,
                                                query.mode() == GrepQuery.Mode.CONTENT
                                                        ? ", or use mode files"
                                                        : "")
                                : "")
                        + notes);
    }

    private String shownRange() {
        return "%,d to %,d of the".formatted(offset + 1L, (long) offset + results);
    }

    private String unit() {
        return query.mode() == GrepQuery.Mode.CONTENT ? "matches" : "files";
    }
}
