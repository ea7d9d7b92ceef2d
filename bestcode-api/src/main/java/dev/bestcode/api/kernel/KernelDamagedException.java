package dev.bestcode.api.kernel;

/// What is on the disk is not what was written. Nothing has been changed.
/// The message says what to do.
public final class KernelDamagedException extends KernelException {
    private static final long serialVersionUID = 1L;

    private final String file;
    private final long offset;
    private final long lsn;

    /// @param file the damaged one
    /// @param offset byte of the file at which the damage was found
    /// @param lsn the first transaction that cannot be trusted; 0 when it is not known
    public KernelDamagedException(String message, String file, long offset, long lsn) {
        super(message);
        this.file = file;
        this.offset = offset;
        this.lsn = lsn;
    }

    public String file() {
        return file;
    }

    public long offset() {
        return offset;
    }

    public long lsn() {
        return lsn;
    }
}
