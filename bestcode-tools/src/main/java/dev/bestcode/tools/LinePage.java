package dev.bestcode.tools;

import dev.bestcode.api.tool.ToolOutcome;

import java.io.IOException;
import java.util.Optional;

/// The numbered lines of one answer, and what has to be said about those that are not in it.
/// @param from first line asked for
/// @param last line shown; below `from` when there is none
/// @param total lines of the file, where they were counted
record LinePage(
        LineReader reader,
        BoundedText text,
        int from,
        long last,
        boolean hasReplacements,
        Optional<Long> total) {
    static LinePage read(LineReader reader, int offset, int limit, int codePointsMax)
            throws IOException {
        while (reader.number() < offset - 1 && reader.next()) {
            // to the first line asked for
        }
        var text = new BoundedText();
        long last = offset - 1L;
        boolean replacements = false;
        while (last - offset + 1 < limit && reader.next()) {
            var line = reader.text();
            if (!text.add(
                    reader.number() + "\t" + cut(line, reader.bytesLeftOut(), codePointsMax))) {
                break;
            }
            replacements |= line.indexOf('\uFFFD') >= 0;
            last = reader.number();
        }
        return new LinePage(reader, text, offset, last, replacements, Optional.empty());
    }

    /// Read on to the end, to count the lines.
    LinePage toEnd() throws IOException {
        while (reader.next()) {
            // its number is what is wanted
        }
        return withTotal(Optional.of(reader.number()));
    }

    /// Look whether there is more.
    LinePage oneMore() throws IOException {
        return reader.next() ? this : withTotal(Optional.of(reader.number()));
    }

    private LinePage withTotal(Optional<Long> lines) {
        return new LinePage(reader, text, from, last, hasReplacements, lines);
    }

    private static String cut(String line, long bytesLeftOut, int codePointsMax) {
        if (line.codePointCount(0, line.length()) <= codePointsMax && bytesLeftOut == 0) {
            return line;
        }
        var shown = line.substring(0, line.offsetByCodePoints(0, codePointsMax));
        long bytes = bytesLeftOut + Truncation.utf8Length(line.substring(shown.length()));
        return shown + "… [line goes on for %,d bytes; grep shows parts of it]".formatted(bytes);
    }

    boolean isEmpty() {
        return text.isEmpty();
    }

    ToolOutcome toOutcome(String path, TextEncoding encoding) throws ToolFailedException {
        if (total.isPresent() && total.get() == 0 && from == 1) {
            return ToolOutcome.succeeded(
                    "[%s is empty: it has 0 bytes]".formatted(Workspace.quoted(path)));
        }
        if (total.isPresent() && from > total.get()) {
            throw new ToolFailedException(
                    "offset %d is beyond the end: %s has %d lines; read it %s"
                            .formatted(
                                    from,
                                    Workspace.quoted(path),
                                    total.get(),
                                    total.get() == 0
                                            ? "without offset"
                                            : "with an offset from 1 to " + total.get()));
        }
        var note = new StringBuilder();
        if (total.isEmpty() || last < total.get()) {
            note.append(
                    "[lines %d to %d of %s; continue with offset %d]\n"
                            .formatted(
                                    from,
                                    last,
                                    total.map(String::valueOf).orElse("more"),
                                    last + 1));
        }
        if (encoding != TextEncoding.UTF_8) {
            note.append("[read as %s; file-edit keeps it]\n".formatted(encoding.shown()));
        } else if (hasReplacements) {
            note.append(
                    "[U+FFFD stands where bytes may not be UTF-8; file-edit leaves such files"
                            + " alone]\n");
        }
        return ToolOutcome.succeeded(text.with(note.toString()));
    }
}
