package dev.bestcode.tools;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// By what a file is taken for unchanged without being read. A file that was written just before it
/// was read could be written again within one tick of the clock, so its stamp is [#NEVER].
record FileStamp(long sizeBytes, long modifiedMicros) {
    /// Coarser clocks of file systems than this are gone.
    private static final long TICK_MICROS = 2_000_000;

    /// Equals the stamp of no file: it has to be read again.
    static final FileStamp NEVER = new FileStamp(0, 0);

    /// @param read when its content was read, or is going to be
    static FileStamp of(long sizeBytes, Instant modified, Instant read) {
        long micros = Math.max(0, ChronoUnit.MICROS.between(Instant.EPOCH, modified));
        boolean young = ChronoUnit.MICROS.between(modified, read) < TICK_MICROS;
        return young ? NEVER : new FileStamp(sizeBytes, micros);
    }

    boolean isSame(FileStamp now) {
        return !equals(NEVER) && equals(now);
    }
}
