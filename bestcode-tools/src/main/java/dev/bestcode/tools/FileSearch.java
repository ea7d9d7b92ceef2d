package dev.bestcode.tools;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;

/// Searches files, one after the other, in memory that it uses again. Used by one worker at a time.
final class FileSearch {
    /// A file up to here is searched in one piece, a larger one line by line.
    private static final int PIECE_BYTES_MAX = 4 * 1024 * 1024;

    /// Of one line of a large file, what is searched; only minified or binary-like files have
    /// longer ones.
    private static final int LINE_BYTES_MAX = 1024 * 1024;

    private final GrepQuery query;
    private final LineFinder finder;
    private final boolean beyondAscii;
    private byte[] buffer = new byte[64 * 1024];

    FileSearch(GrepQuery query, Deadline deadline) {
        this.query = query;
        this.beyondAscii = query.pattern().isBeyondAscii();
        this.finder = new LineFinder(query.pattern(), deadline);
    }

    /// @return empty when nothing matches
    Optional<FileHits> search(Directory directory, String name, String path) throws IOException {
        try (var file = directory.read(name)) {
            long size = file.attributes().sizeBytes();
            if (size > pieceBytesMax()) {
                return large(file, path);
            }
            return piece(file, (int) size, path);
        }
    }

    private int pieceBytesMax() {
        return query.pattern().multiline() ? FileContent.WHOLE_BYTES_MAX : PIECE_BYTES_MAX;
    }

    private Optional<FileHits> piece(OpenFile file, int size, String path) throws IOException {
        if (buffer.length <= size) {
            buffer = new byte[Math.max(size + 1, Math.min(2 * buffer.length, PIECE_BYTES_MAX))];
        }
        int length = Math.max(0, file.read(buffer, 0, size + 1));
        if (FileContent.isBinary(buffer, length) || beyondAscii) {
            var encoding = TextEncoding.of(buffer, length, false);
            return encoding.flatMap(
                    known ->
                            known == TextEncoding.UTF_8
                                    ? hits(buffer, length, path)
                                    : hits(utf8(Arrays.copyOf(buffer, length), known), path));
        }
        return hits(buffer, length, path);
    }

    /// UTF-16, which has NULs and is text all the same, or Latin-1.
    private static byte[] utf8(byte[] content, TextEncoding encoding) {
        return new String(content, encoding.charset()).getBytes(StandardCharsets.UTF_8);
    }

    private Optional<FileHits> hits(byte[] bytes, String path) {
        return hits(bytes, bytes.length, path);
    }

    private Optional<FileHits> hits(byte[] bytes, int length, String path) {
        int start = hasByteOrderMark(bytes, length) ? 3 : 0;
        if (query.pattern().multiline()) {
            return finder.anyIn(bytes, start, length)
                    ? multiline(bytes, start, length, path)
                    : Optional.empty();
        }
        var lines = new HitLines(query, bytes, start, length);
        finder.over(bytes, start, length);
        for (int at = finder.next(start); at >= 0; at = finder.next(lines.end() + 1)) {
            if (!lines.match(finder.lineStart(), finder.lineEnd())) {
                break;
            }
        }
        return lines.toHits(path);
    }

    private static boolean hasByteOrderMark(byte[] bytes, int length) {
        return length >= 3
                && bytes[0] == (byte) 0xEF
                && bytes[1] == (byte) 0xBB
                && bytes[2] == (byte) 0xBF;
    }

    private Optional<FileHits> multiline(byte[] bytes, int start, int length, String path) {
        var text = new String(bytes, start, length - start, StandardCharsets.UTF_8);
        BitSet matched = query.pattern().matchedLines(text);
        var lines = new HitLines(query, bytes, start, length);
        int at = start;
        for (int number = 1; number < matched.length() && at < length; number++) {
            int end = LineFinder.lineEnd(bytes, at, length);
            if (matched.get(number) && !lines.match(at, end)) {
                break;
            }
            at = end + 1;
        }
        return lines.toHits(path);
    }

    private Optional<FileHits> large(OpenFile file, String path) throws IOException {
        if (query.pattern().multiline()) {
            return Optional.of(
                    FileHits.leftOut(
                            path,
                            "[%s left out: multiline reads at most %,d bytes of a file]\n"
                                    .formatted(Workspace.quoted(path), pieceBytesMax())));
        }
        var in = file.stream();
        var head = in.readNBytes(FileContent.BINARY_PROBE_BYTES);
        var encoding = TextEncoding.of(head, head.length, true);
        if (encoding.isEmpty()) {
            return Optional.empty();
        }
        var whole = new SequenceInputStream(new ByteArrayInputStream(head), in);
        var text =
                encoding.get() == TextEncoding.LATIN_1 && !beyondAscii
                        ? whole
                        : Utf8Stream.of(whole, encoding.get());
        var lines = new LineReader(text, LINE_BYTES_MAX);
        var hits = new StreamedHits(query, path);
        while (lines.next()) {
            var line = lines.text();
            if (!hits.line(lines.number(), line, finder.matches(line))) {
                break;
            }
        }
        return hits.toHits();
    }
}
