package dev.bestcode.kernel;

import dev.bestcode.testkit.SimulatedDisk;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// The records of a segment, found and changed by hand.
final class Records {
    private static final int SEGMENT_ID_AT = 24;

    private Records() {}

    /// @param position in the segment
    record Place(int position, RecordHeader header) {
        int end() {
            return position + header.length();
        }
    }

    static List<Place> of(byte[] segment) {
        var places = new ArrayList<Place>();
        int at = LogFormat.SEGMENT_HEADER_BYTES;
        while (at + LogFormat.RECORD_HEADER_BYTES <= segment.length
                && ByteBuffer.wrap(segment).getInt(at) != 0) {
            var place = new Place(at, RecordHeader.read(ByteBuffer.wrap(segment).position(at)));
            places.add(place);
            at = place.end();
        }
        return places;
    }

    static List<Place> transactions(byte[] segment) {
        return of(segment).stream().filter(place -> place.header().isTransaction()).toList();
    }

    /// Change a record, and make its checksum right again.
    static void forge(SimulatedDisk disk, String path, Place place, Consumer<ByteBuffer> change) {
        var segment = disk.content(path);
        var bytes = ByteBuffer.wrap(segment);
        var record = bytes.slice(place.position(), place.header().length());
        change.accept(record);
        long segmentId = bytes.getLong(SEGMENT_ID_AT);
        record.putInt(
                RecordHeader.CRC_OFFSET,
                Checksum.ofRecord(segmentId, place.position(), record.rewind()));
        disk.overwrite(path, 0, segment);
    }

    /// Change a file's header, and make its checksum right again.
    static void forgeHeader(
            SimulatedDisk disk, String path, int length, Consumer<ByteBuffer> change) {
        var header = ByteBuffer.wrap(java.util.Arrays.copyOf(disk.content(path), length));
        change.accept(header);
        disk.overwrite(path, 0, Magic.sealed(header).array());
    }
}
