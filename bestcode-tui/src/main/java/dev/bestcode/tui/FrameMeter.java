package dev.bestcode.tui;

/// What the frames have cost; shown when the Control Room is left with `BESTCODE_FRAMES` set.
final class FrameMeter {
    private long frames;
    private long bytes;
    private long bytesMost;
    private long nanos;

    void frame(int written, long took) {
        frames++;
        bytes += written;
        bytesMost = Math.max(bytesMost, written);
        nanos += took;
    }

    String text() {
        return "%,d frames, %,d bytes a frame, %,d at most, %.2f ms a frame"
                .formatted(
                        frames,
                        frames == 0 ? 0 : bytes / frames,
                        bytesMost,
                        frames == 0 ? 0 : nanos / 1e6 / frames);
    }
}
