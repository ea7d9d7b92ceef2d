package dev.bestcode.tools;

import dev.bestcode.api.message.Progress;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/// Keeps the head and the tail of what a program prints and counts the rest, in memory that does
/// not depend on how much it prints; all of it goes to a file, up to that file's bound. One worker
/// reads, another may look.
final class OutputCapture {
    /// Head and tail each: together a result, with room for the status line and the note between.
    private static final int PART_BYTES = (Truncation.RESULT_BYTES_MAX - 1024) / 2;

    private static final int PIECE_BYTES = 8 * 1024;

    private final ReentrantLock lock = new ReentrantLock();
    private final byte[] head = new byte[PART_BYTES];
    private final byte[] tail = new byte[PART_BYTES];
    private final OutputStore.Output file;
    private long total;

    OutputCapture(OutputStore.Output file) {
        this.file = file;
    }

    /// Read until the end, telling the watcher each piece.
    void readAll(InputStream in, Consumer<Progress> watcher) throws IOException {
        var piece = new byte[PIECE_BYTES];
        int kept = 0; // first bytes of a character whose last are yet to come
        int count;
        while ((count = in.read(piece, kept, piece.length - kept)) >= 0) {
            append(piece, kept, count);
            file.append(piece, kept, count);
            int filled = kept + count;
            int whole = wholeCharacters(piece, filled);
            tell(watcher, piece, whole);
            System.arraycopy(piece, whole, piece, 0, filled - whole);
            kept = filled - whole;
        }
        tell(watcher, piece, kept);
    }

    private static void tell(Consumer<Progress> watcher, byte[] piece, int count) {
        if (count > 0) {
            watcher.accept(
                    new Progress.Output(new String(piece, 0, count, StandardCharsets.UTF_8)));
        }
    }

    /// How many of the bytes form whole characters; what is not UTF-8 counts as whole.
    private static int wholeCharacters(byte[] bytes, int count) {
        int lead = count - 1;
        while (lead > 0 && count - lead < 4 && (bytes[lead] & 0xC0) == 0x80) {
            lead--;
        }
        int first = count == 0 ? 0 : bytes[lead] & 0xFF;
        int length = first < 0xC0 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF8 ? 4 : 1;
        return lead + length > count ? Math.max(lead, 0) : count;
    }

    private void append(byte[] bytes, int from, int count) {
        lock.lock();
        try {
            for (int i = from; i < from + count; i++, total++) {
                if (total < PART_BYTES) {
                    head[(int) total] = bytes[i];
                } else {
                    tail[(int) ((total - PART_BYTES) % PART_BYTES)] = bytes[i];
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /// What was printed, or its head and tail and how much was between.
    String text() {
        lock.lock();
        try {
            int headBytes = (int) Math.min(total, PART_BYTES);
            long behind = total - headBytes;
            if (behind <= PART_BYTES) {
                var all = Arrays.copyOf(head, headBytes + (int) behind);
                System.arraycopy(tail, 0, all, headBytes, (int) behind);
                return new String(all, StandardCharsets.UTF_8);
            }
            return headAndTail((int) (behind % PART_BYTES));
        } finally {
            lock.unlock();
        }
    }

    private String headAndTail(int oldest) {
        var end = new byte[PART_BYTES];
        System.arraycopy(tail, oldest, end, 0, PART_BYTES - oldest);
        System.arraycopy(tail, 0, end, PART_BYTES - oldest, oldest);
        int headEnd = wholeCharacters(head, PART_BYTES);
        int endStart = Truncation.nextCharStart(end, 0);
        return new String(head, 0, headEnd, StandardCharsets.UTF_8)
                + "\n… [%,d bytes left out here; command-jobs reads all of it: action read, id %s, offset %d]\n"
                        .formatted(total - headEnd - (PART_BYTES - endStart), file.id(), headEnd)
                + new String(end, endStart, PART_BYTES - endStart, StandardCharsets.UTF_8);
    }
}
