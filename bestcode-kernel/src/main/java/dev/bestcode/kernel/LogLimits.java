package dev.bestcode.kernel;

/// Sizes of a log's files, in bytes.
/// @param firstSegment of a new kernel; each next one is twice as large
/// @param largestSegment where that ends
/// @param snapshotAfter so much log since the last snapshot makes the next one, and bounds what an
///     open has to read
public record LogLimits(int firstSegment, int largestSegment, int snapshotAfter) {
    /// Below that a segment holds little but its header and its reserve.
    private static final int SEGMENT_BYTES_MIN = 4 << 10;

    /// Small kernels stay small; large ones have few files.
    public static final LogLimits DEFAULTS = new LogLimits(1 << 20, 64 << 20, 64 << 20);

    public LogLimits {
        if (firstSegment < SEGMENT_BYTES_MIN || largestSegment < firstSegment) {
            throw new IllegalArgumentException(
                    "segments of %d to %d bytes; allowed from %d, the largest no smaller than the first"
                            .formatted(firstSegment, largestSegment, SEGMENT_BYTES_MIN));
        }
        if (snapshotAfter < 1) {
            throw new IllegalArgumentException(
                    "snapshotAfter is %d bytes; allowed from 1".formatted(snapshotAfter));
        }
    }
}
