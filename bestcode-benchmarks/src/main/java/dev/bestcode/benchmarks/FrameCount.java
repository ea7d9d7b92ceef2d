package dev.bestcode.benchmarks;

import java.nio.charset.StandardCharsets;

/// Counts bytes, and the frames among them: what stands between the marks that begin and end a
/// synchronized update. One thread adds, others look.
final class FrameCount {
    private static final byte[] MARK = "\u001b[?2026".getBytes(StandardCharsets.US_ASCII);

    private long bytes;
    private long frames;
    private long largest;
    private long begun = -1;
    private int matched;

    synchronized void add(byte[] buffer, int size) {
        for (int at = 0; at < size; at++) {
            bytes++;
            if (matched == MARK.length) {
                mark(buffer[at]);
                matched = 0;
            } else {
                matched = buffer[at] == MARK[matched] ? matched + 1 : buffer[at] == MARK[0] ? 1 : 0;
            }
        }
    }

    private void mark(byte end) {
        if (end == 'h') {
            frames++;
            begun = bytes - MARK.length - 1;
        } else if (end == 'l' && begun >= 0) {
            largest = Math.max(largest, bytes - begun);
            begun = -1;
        }
    }

    synchronized PseudoTerminal.Written written() {
        return new PseudoTerminal.Written(bytes, frames, largest);
    }
}
