package dev.bestcode.kernel;

/// The numbers of the log's bytes. The page `docs/log-format.md` says what they mean; they change
/// together, and never for a version that has been written.
final class LogFormat {
    /// Higher versions are refused.
    static final int VERSION = 1;

    /// `BCKLOG`, then the two line ends, so that a transfer as text is noticed at the first bytes.
    static final long MAGIC = 0x42434B4C4F470D0AL;

    static final int FILE_HEADER_BYTES = 64;
    static final int RECORD_HEADER_BYTES = 40;

    /// Records start at multiples of it, so that a search for one after damage has few places to
    /// try.
    static final int ALIGNMENT_BYTES = 8;

    /// Two of the largest payloads (16 MiB each): a reply and the request that follows it.
    static final int RECORD_BYTES_MAX = 32 << 20;

    static final byte TYPE_TRANSACTION = 1;
    static final byte TYPE_SEAL = 2;

    static final String DIRECTORY = "log";

    /// Named by its first LSN.
    static final String FILE = "log/1.log";

    /// The log until its header is on stable storage.
    static final String FILE_IN_MAKING = "log/1.log.new";

    private LogFormat() {}

    static int padded(int bytes) {
        return (bytes + ALIGNMENT_BYTES - 1) & -ALIGNMENT_BYTES;
    }
}
