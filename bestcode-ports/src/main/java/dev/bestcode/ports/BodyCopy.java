package dev.bestcode.ports;

import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.regex.Pattern;

/// Copies bodies, each piece as soon as it is there. Chunks are made anew, without extensions and
/// trailers, so that what goes on has one reading; what has come already goes on as one.
final class BodyCopy {
    private static final int PIECE_BYTES = 16 << 10;

    /// Hexadecimal digits of a chunk's size: does not overflow.
    private static final int SIZE_DIGITS_MAX = 15;

    private static final Pattern EXTENSION = Pattern.compile("[ \t]*;.*");

    /// The size of a piece in hexadecimal, and CR LF.
    private static final int CHUNK_LINE_BYTES = 6;

    private static final int HELD_MAX = PIECE_BYTES - CHUNK_LINE_BYTES - 2;

    private static final byte[] LAST_CHUNK = "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    /// Trailers are dropped, but not without end.
    private static final int TRAILERS_MAX = 100;

    private final BoundedInput in;
    private final HeadReader lines;
    private final OutputStream out;
    private final Traffic.Count counted;
    private final byte[] piece = new byte[PIECE_BYTES];

    /// Bytes of the chunk that is being made.
    private int held;

    /// @param counted told of each piece's size before it goes on
    BodyCopy(BoundedInput in, HeadReader lines, OutputStream out, Traffic.Count counted) {
        this.in = in;
        this.lines = lines;
        this.out = out;
        this.counted = counted;
    }

    /// @throws EOFException when the body ends before its end
    void copy(Framing framing) throws IOException {
        switch (framing) {
            case Framing.None() -> {}
            case Framing.Length(var bytes) -> copyLength(bytes);
            case Framing.Chunked() -> copyChunks();
            case Framing.UntilClose() -> copyAll();
        }
    }

    private void copyLength(long bytes) throws IOException {
        for (long left = bytes; left > 0; ) {
            int count = in.read(piece, 0, (int) Math.min(left, piece.length));
            requireMore(count);
            counted.add(count);
            out.write(piece, 0, count);
            left -= count;
        }
    }

    private void copyChunks() throws IOException {
        in.beforeWaiting(this::writeChunk);
        for (long left = chunkSize(); left > 0; left = chunkSize()) {
            while (left > 0) {
                requireMore(in.peek()); // may wait, and leave nothing held
                int room = (int) Math.min(left, HELD_MAX - held);
                int count = in.read(piece, CHUNK_LINE_BYTES + held, room);
                counted.add(count);
                held += count;
                left -= count;
                if (held == HELD_MAX) {
                    writeChunk();
                }
            }
            requireLineEnd();
        }
        dropTrailers();
        writeChunk();
        in.beforeWaiting(BoundedInput.Waiting.NOTHING);
        out.write(LAST_CHUNK);
    }

    /// Pass on what is held.
    private void writeChunk() throws IOException {
        if (held == 0) {
            return;
        }
        var line = (Integer.toHexString(held) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        int start = CHUNK_LINE_BYTES - line.length;
        System.arraycopy(line, 0, piece, start, line.length);
        int end = CHUNK_LINE_BYTES + held;
        piece[end] = '\r';
        piece[end + 1] = '\n';
        held = 0;
        out.write(piece, start, end + 2 - start);
    }

    private void copyAll() throws IOException {
        for (int count = in.read(piece, 0, piece.length);
                count >= 0;
                count = in.read(piece, 0, piece.length)) {
            counted.add(count);
            out.write(piece, 0, count);
        }
    }

    private long chunkSize() throws IOException {
        var line = lines.framingLine();
        int digits = 0;
        while (digits < line.length() && HexFormat.isHexDigit(line.charAt(digits))) {
            digits++;
        }
        if (digits < 1
                || digits > SIZE_DIGITS_MAX
                || (digits < line.length()
                        && !EXTENSION.matcher(line).region(digits, line.length()).matches())) {
            throw new MalformedHeadException("a chunk without a proper size");
        }
        return HexFormat.fromHexDigitsToLong(line, 0, digits);
    }

    private void requireLineEnd() throws IOException {
        if (in.require() != '\r' || in.require() != '\n') {
            throw new MalformedHeadException("a chunk longer than its size");
        }
    }

    private void dropTrailers() throws IOException {
        for (int i = 0; !lines.framingLine().isEmpty(); i++) {
            if (i == TRAILERS_MAX) {
                throw MalformedHeadException.tooLarge("more than " + TRAILERS_MAX + " trailers");
            }
        }
    }

    private static void requireMore(int next) throws EOFException {
        if (next < 0) {
            throw new EOFException("cut short");
        }
    }
}
