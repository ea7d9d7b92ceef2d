package dev.bestcode.kernel;

import dev.bestcode.api.kernel.KernelDamagedException;
import dev.bestcode.api.kernel.KernelStorage;
import dev.bestcode.api.kernel.KernelStorage.StorageFile;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/// The index of a complete segment, in a file beside it: a table of positions and three sorted
/// tables of addresses, in blocks of 4 KiB that end with their CRC32C. The heap keeps the first key
/// of each block, so that a look-up reads one block.
final class SealedIndex implements SegmentIndex {
    static final int BLOCK_BYTES = 4096;
    private static final int DATA_BYTES = BLOCK_BYTES - Integer.BYTES;
    private static final int POSITIONS_PER_BLOCK = DATA_BYTES / Integer.BYTES;
    private static final int ENTRY_BYTES = 2 * Long.BYTES;
    private static final int ENTRIES_PER_BLOCK = DATA_BYTES / ENTRY_BYTES;
    private static final int TABLES = 3;
    private static final int HEADER_BYTES = 128;

    /// Blocks that are read at once when only their first keys are wanted.
    private static final int CHUNK_BLOCKS = 64;

    private final StorageFile file;
    private final String where;
    private final long firstLsn;
    private final int records;
    private final List<Table> tables;

    private SealedIndex(
            StorageFile file, String where, long firstLsn, int records, List<Table> tables) {
        this.file = file;
        this.where = where;
        this.firstLsn = firstLsn;
        this.records = records;
        this.tables = tables;
    }

    /// One table of entries.
    private static final class Table {
        /// Where its first block lies.
        final long start;

        final int size;

        /// Of its blocks.
        final long[] firstKeys;

        final long lastKey;

        Table(long start, int size, long[] firstKeys, long lastKey) {
            this.start = start;
            this.size = size;
            this.firstKeys = firstKeys;
            this.lastKey = lastKey;
        }
    }

    /// Write it, unforced: what a crash leaves of it is made again.
    static void write(GrowingIndex from, long segmentId, KernelStorage storage, String path)
            throws IOException {
        var units = from.units();
        int positionBlocks = blocks(units.length, POSITIONS_PER_BLOCK);
        int entryBlocks =
                from.maps().stream().mapToInt(map -> blocks(map.size(), ENTRIES_PER_BLOCK)).sum();
        long size = HEADER_BYTES + (long) (positionBlocks + entryBlocks) * BLOCK_BYTES;
        var bytes = ByteBuffer.allocate(Math.toIntExact(size));
        var header = Magic.INDEX.header(HEADER_BYTES).putInt(0).putLong(segmentId);
        header.putLong(from.firstLsn()).putInt(units.length);
        from.maps().forEach(map -> header.putInt(map.size()));
        bytes.put(Magic.sealed(header));
        putPositions(bytes, units);
        for (var map : from.maps()) {
            putEntries(bytes, map);
        }
        if (storage.exists(path)) {
            storage.delete(path);
        }
        try (var file = storage.open(path, true)) {
            file.write(bytes.flip(), 0);
        }
    }

    private static void putPositions(ByteBuffer bytes, int[] positions) {
        for (int from = 0; from < positions.length; from += POSITIONS_PER_BLOCK) {
            int start = bytes.position();
            for (int i = from; i < Math.min(positions.length, from + POSITIONS_PER_BLOCK); i++) {
                bytes.putInt(positions[i]);
            }
            endBlock(bytes, start);
        }
    }

    private static void putEntries(ByteBuffer bytes, AddressMap map) {
        var keys = map.sortedKeys();
        for (int from = 0; from < keys.length; from += ENTRIES_PER_BLOCK) {
            int start = bytes.position();
            for (int i = from; i < Math.min(keys.length, from + ENTRIES_PER_BLOCK); i++) {
                bytes.putLong(keys[i]).putLong(map.get(keys[i]));
            }
            endBlock(bytes, start);
        }
    }

    private static void endBlock(ByteBuffer bytes, int start) {
        bytes.putInt(start + DATA_BYTES, Checksum.of(bytes, start, DATA_BYTES));
        bytes.position(start + BLOCK_BYTES);
    }

    private static int blocks(int entries, int perBlock) {
        return (entries + perBlock - 1) / perBlock;
    }

    /// @throws dev.bestcode.api.kernel.KernelException when it is not the whole index of this
    /// segment
    static SealedIndex open(KernelStorage storage, String path, long segmentId) throws IOException {
        var file = storage.openForReading(path);
        try {
            return read(file, storage.name() + "/" + path, segmentId);
        } catch (IOException | RuntimeException | Error e) {
            file.close();
            throw e;
        }
    }

    private static SealedIndex read(StorageFile file, String where, long segmentId)
            throws IOException {
        var bytes = ByteBuffer.allocate(HEADER_BYTES);
        file.read(bytes, 0);
        var header = Magic.INDEX.check(bytes.flip(), where);
        header.getInt();
        if (header.getLong() != segmentId) {
            throw damaged(where, 0, "it is of another segment");
        }
        long firstLsn = header.getLong();
        int records = header.getInt();
        long start = HEADER_BYTES + (long) blocks(records, POSITIONS_PER_BLOCK) * BLOCK_BYTES;
        var tables = new Table[TABLES];
        for (int i = 0; i < TABLES; i++) {
            int size = header.getInt();
            int blocks = blocks(size, ENTRIES_PER_BLOCK);
            tables[i] = table(file, start, size, blocks);
            start += (long) blocks * BLOCK_BYTES;
        }
        if (file.size() != start) {
            throw damaged(where, start, "it has %d bytes".formatted(file.size()));
        }
        return new SealedIndex(file, where, firstLsn, records, List.of(tables));
    }

    private static Table table(StorageFile file, long start, int size, int blocks)
            throws IOException {
        var keys = new long[blocks];
        long lastKey = 0;
        var chunk = ByteBuffer.allocate(BLOCK_BYTES * Math.clamp(blocks, 1, CHUNK_BLOCKS));
        for (int from = 0; from < blocks; from += CHUNK_BLOCKS) {
            int count = Math.min(CHUNK_BLOCKS, blocks - from);
            file.read(chunk.clear().limit(count * BLOCK_BYTES), start + (long) from * BLOCK_BYTES);
            for (int i = 0; i < count; i++) {
                keys[from + i] = chunk.getLong(i * BLOCK_BYTES);
            }
            int last =
                    Math.min(size - (from + count - 1) * ENTRIES_PER_BLOCK, ENTRIES_PER_BLOCK) - 1;
            lastKey = chunk.getLong((count - 1) * BLOCK_BYTES + last * ENTRY_BYTES);
        }
        return new Table(start, size, keys, lastKey);
    }

    private static KernelDamagedException damaged(String where, long offset, String what) {
        return new KernelDamagedException(
                "%s: byte %d: %s. It is derived; delete it, and the next open makes it again."
                        .formatted(where, offset, what),
                where,
                offset,
                0);
    }

    @Override
    public long lastLsn() {
        return firstLsn + records - 1;
    }

    @Override
    public long position(long lsn) throws IOException {
        int record = Math.toIntExact(lsn - firstLsn);
        var block = block(HEADER_BYTES, record / POSITIONS_PER_BLOCK);
        int units = block.getInt(record % POSITIONS_PER_BLOCK * Integer.BYTES);
        return (units & 0xFFFF_FFFFL) * LogFormat.ALIGNMENT_BYTES;
    }

    @Override
    public long message(long id) throws IOException {
        return find(tables.get(0), id);
    }

    @Override
    public long finish(long message) throws IOException {
        return find(tables.get(1), message);
    }

    @Override
    public long end(long thread) throws IOException {
        return find(tables.get(2), thread);
    }

    private long find(Table table, long key) throws IOException {
        int at = Arrays.binarySearch(table.firstKeys, key);
        int block = at >= 0 ? at : -at - 2;
        if (block < 0 || key > table.lastKey) { // numbers grow, so most segments end here
            return Address.NONE;
        }
        var entries = block(table.start, block);
        int low = 0;
        int high = Math.min(ENTRIES_PER_BLOCK, table.size - block * ENTRIES_PER_BLOCK) - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            long found = entries.getLong(middle * ENTRY_BYTES);
            if (found == key) {
                return entries.getLong(middle * ENTRY_BYTES + Long.BYTES);
            }
            if (found < key) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return Address.NONE;
    }

    private ByteBuffer block(long start, int number) throws IOException {
        var bytes = ByteBuffer.allocate(BLOCK_BYTES);
        long at = start + (long) number * BLOCK_BYTES;
        file.read(bytes, at);
        if (bytes.hasRemaining() || Checksum.of(bytes, 0, DATA_BYTES) != bytes.getInt(DATA_BYTES)) {
            throw damaged(where, at, "the block's CRC32C is wrong");
        }
        return bytes;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
