package dev.bestcode.testkit;

import java.nio.ByteBuffer;
import java.util.Arrays;

/// Bytes in sectors that never change once they are made: to change one is to replace it. So what
/// is seen, what is on the medium, the versions between, and copies of a whole disk share them.
///
/// All bytes behind the size are zero, except while [SimulatedInode] lets single changes arrive.
final class SimulatedContent {
    static final int SECTOR_BYTES = 512;

    private static final byte[] ZEROS = new byte[SECTOR_BYTES];
    private static final byte[][] NONE = {};

    private byte[][] sectors;
    private int size;

    SimulatedContent() {
        this(NONE, 0);
    }

    private SimulatedContent(byte[][] sectors, int size) {
        this.sectors = sectors;
        this.size = size;
    }

    SimulatedContent copy() {
        return new SimulatedContent(sectors.length == 0 ? NONE : sectors.clone(), size);
    }

    int size() {
        return size;
    }

    /// Does not touch the bytes on either side.
    void setSize(int bytes) {
        makeRoom(wholeSectors(bytes));
        size = bytes;
    }

    byte[] sector(int index) {
        return index < sectors.length ? sectors[index] : ZEROS;
    }

    void put(int index, byte[] sector) {
        makeRoom(index + 1);
        sectors[index] = sector;
    }

    int read(ByteBuffer into, long position) {
        if (position >= size) {
            return -1;
        }
        int count = (int) Math.min(into.remaining(), size - position);
        int end = (int) position + count;
        for (int at = (int) position; at < end; at = nextSector(at)) {
            into.put(
                    sectors[at / SECTOR_BYTES],
                    at % SECTOR_BYTES,
                    Math.min(nextSector(at), end) - at);
        }
        return count;
    }

    byte[] bytes() {
        var all = ByteBuffer.allocate(size);
        read(all, 0);
        return all.array();
    }

    void write(ByteBuffer from, int position) {
        int end = Math.addExact(position, from.remaining());
        setSize(Math.max(size, end));
        for (int at = position; at < end; at = nextSector(at)) {
            int index = at / SECTOR_BYTES;
            int count = Math.min(nextSector(at), end) - at;
            sectors[index] = merged(sectors[index], at % SECTOR_BYTES, from, count);
        }
    }

    private static byte[] merged(byte[] old, int within, ByteBuffer from, int count) {
        if (count == SECTOR_BYTES
                && ByteBuffer.wrap(ZEROS).equals(from.slice(from.position(), count))) {
            from.position(from.position() + count);
            return ZEROS; // a file filled with zeros in advance takes no memory
        }
        var made = count == SECTOR_BYTES ? new byte[SECTOR_BYTES] : old.clone();
        from.get(made, within, count);
        return made;
    }

    /// Zero all bytes from a place on, those behind the size too.
    void clearFrom(int place) {
        int within = place % SECTOR_BYTES;
        int whole = wholeSectors(place);
        if (within > 0 && whole <= sectors.length) {
            var last = sectors[whole - 1].clone();
            Arrays.fill(last, within, SECTOR_BYTES, (byte) 0);
            sectors[whole - 1] = last;
        }
        if (whole < sectors.length) {
            Arrays.fill(sectors, whole, sectors.length, ZEROS);
        }
    }

    private void makeRoom(int count) {
        int had = sectors.length;
        if (count > had) {
            sectors = Arrays.copyOf(sectors, Math.max(count, had + had / 2));
            Arrays.fill(sectors, had, sectors.length, ZEROS);
        }
    }

    private static int nextSector(int place) {
        return (place / SECTOR_BYTES + 1) * SECTOR_BYTES;
    }

    static int wholeSectors(int bytes) {
        return Math.ceilDiv(bytes, SECTOR_BYTES);
    }
}
