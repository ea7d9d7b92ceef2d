package dev.bestcode.kernel;

/// The numbers of the log's bytes. The page `docs/log-format.md` says what they mean; they change
/// together, and never for a version that has been written.
final class LogFormat {
    /// Higher versions are refused.
    static final int VERSION = 1;

    static final int SEGMENT_HEADER_BYTES = 128;
    static final int RECORD_HEADER_BYTES = 72;

    /// Records start at multiples of it, so that a search for one after damage has few places to
    /// try.
    static final int ALIGNMENT_BYTES = 8;

    /// Two of the largest payloads (16 MiB each): a reply and the request that follows it.
    static final int RECORD_BYTES_MAX = 32 << 20;

    static final int BODY_BYTES_MAX = RECORD_BYTES_MAX - RECORD_HEADER_BYTES;

    static final byte TYPE_TRANSACTION = 1;
    static final byte TYPE_SEAL = 2;

    /// Content above this size lies in a file of its own, named by its hash.
    static final int INLINE_BYTES_MAX = 256 << 10;

    private LogFormat() {}

    static int padded(int bytes) {
        return (bytes + ALIGNMENT_BYTES - 1) & -ALIGNMENT_BYTES;
    }
}
