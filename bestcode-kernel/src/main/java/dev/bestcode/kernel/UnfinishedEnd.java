package dev.bestcode.kernel;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.OptionalLong;
import java.util.zip.CRC32C;

/// What lies behind a place of a segment where no whole record is.
record UnfinishedEnd(SurveyedSegment segment) {
    /// More than a batch that is being written.
    private static final int SUMMED_BYTES = 2 << 20;

    /// The next whole record that is not older than what is lost.
    OptionalLong wholeRecordBehind(long position, long lost) throws IOException {
        return search(position, header -> header.lsn() >= lost - 1);
    }

    /// Whether a whole record says that the lost one had been forced, as [Recovery] asks.
    boolean isAcknowledgedBehind(long position, long lost) throws IOException {
        return search(position, header -> header.forcedThrough() >= lost).isPresent();
    }

    @FunctionalInterface
    private interface Wanted {
        boolean is(RecordHeader header);
    }

    private OptionalLong search(long position, Wanted wanted) throws IOException {
        var window = segment.window(RecordWindow.SCAN_BYTES);
        long behind = position + LogFormat.ALIGNMENT_BYTES;
        long firstBad = window.skipZeros(position) & -LogFormat.ALIGNMENT_BYTES;
        for (long at = Math.max(behind, firstBad);
                at < window.size();
                at += LogFormat.ALIGNMENT_BYTES) {
            var header = window.headerAt(at).filter(RecordHeader::plausible);
            if (header.filter(wanted::is).isPresent() && window.recordAt(at).isPresent()) {
                return OptionalLong.of(at);
            }
        }
        return OptionalLong.empty();
    }

    /// Changes when what lies there changes.
    int sumFrom(long position) throws IOException {
        var bytes = ByteBuffer.allocate((int) Math.min(SUMMED_BYTES, segment.size() - position));
        segment.file().read(bytes, position);
        var crc = new CRC32C();
        crc.update(bytes.flip());
        return (int) crc.getValue();
    }
}
