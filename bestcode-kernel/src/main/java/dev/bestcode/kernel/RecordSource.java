package dev.bestcode.kernel;

import java.io.IOException;
import java.util.Optional;

/// The whole records of a segment, in order, decoded.
interface RecordSource {
    /// @return empty where no whole record is
    Optional<DecodedRecord> next() throws IOException;

    /// One after the other, read when they are asked for.
    static RecordSource of(RecordWindow window) {
        return new RecordSource() {
            private long position = LogFormat.SEGMENT_HEADER_BYTES;

            @Override
            public Optional<DecodedRecord> next() throws IOException {
                var found = window.recordAt(position);
                position = found.map(RecordWindow.Found::end).orElse(position);
                return found.map(DecodedRecord::of);
            }
        };
    }
}
