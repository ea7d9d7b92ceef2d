package dev.bestcode.kernel;

import dev.bestcode.api.kernel.KernelDamagedException;
import dev.bestcode.api.kernel.KernelStorage;
import dev.bestcode.api.kernel.KernelStorage.StorageFile;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
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
    private static final int HEADER_BYTES = 128;

    /// Blocks that are read at once when the file is opened.
    private static final int CHUNK_BLOCKS = 64;

    private final IndexBlocks read = new IndexBlocks();
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
        bytes.flip();
        NewFile.make(storage, path, file -> file.write(bytes, 0));
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
    static SealedIndex open(KernelStorage storage, String path, SegmentHeader segment)
            throws IOException {
        var file = storage.openForReading(path);
        try {
            return read(file, storage.name() + "/" + path, segment);
        } catch (IOException | RuntimeException | Error e) {
            file.close();
            throw e;
        }
    }

    private static SealedIndex read(StorageFile file, String where, SegmentHeader segment)
            throws IOException {
        var header = Header.read(file, where, segment);
        var blocks = new Blocks(file, where);
        blocks.check(HEADER_BYTES, blocks(header.records, POSITIONS_PER_BLOCK), (_, _) -> {});
        long start = HEADER_BYTES + bytes(header.records, POSITIONS_PER_BLOCK);
        var tables = new ArrayList<Table>();
        for (int size : header.sizes) {
            tables.add(table(blocks, start, size));
            start += bytes(size, ENTRIES_PER_BLOCK);
        }
        return new SealedIndex(file, where, header.firstLsn, header.records, List.copyOf(tables));
    }

    /// What its header says is the last LSN of its segment.
    /// @throws dev.bestcode.api.kernel.KernelException when it is not the header of a whole index
    /// of this segment
    static long lastLsn(KernelStorage storage, String path, SegmentHeader segment)
            throws IOException {
        try (var file = storage.openForReading(path)) {
            var header = Header.read(file, storage.name() + "/" + path, segment);
            return header.firstLsn + header.records - 1;
        }
    }

    /// @param sizes entries of each table
    private record Header(long firstLsn, int records, List<Integer> sizes) {
        static Header read(StorageFile file, String where, SegmentHeader segment)
                throws IOException {
            var bytes = ByteBuffer.allocate(HEADER_BYTES);
            file.read(bytes, 0);
            var from = Magic.INDEX.check(bytes.flip(), where);
            from.getInt();
            long segmentId = from.getLong();
            long firstLsn = from.getLong();
            if (segmentId != segment.segmentId() || firstLsn != segment.firstLsn()) {
                throw damaged(where, 0, "it is of another segment");
            }
            var header =
                    new Header(
                            firstLsn,
                            from.getInt(),
                            List.of(from.getInt(), from.getInt(), from.getInt()));
            if (file.size() != header.end()) { // a size that lies must not have tables allocated
                throw damaged(where, header.end(), "it has %d bytes".formatted(file.size()));
            }
            return header;
        }

        private long end() {
            return HEADER_BYTES
                    + bytes(records, POSITIONS_PER_BLOCK)
                    + sizes.stream().mapToLong(size -> bytes(size, ENTRIES_PER_BLOCK)).sum();
        }
    }

    /// What so many entries take, in whole blocks.
    private static long bytes(int entries, int perBlock) {
        long blocks = ((entries & 0xFFFF_FFFFL) + perBlock - 1) / perBlock;
        return blocks * BLOCK_BYTES;
    }

    private static Table table(Blocks blocks, long start, int size) throws IOException {
        var keys = new long[blocks(size, ENTRIES_PER_BLOCK)];
        var lastKey = new long[1];
        blocks.check(
                start,
                keys.length,
                (number, block) -> {
                    keys[number] = block.getLong(0);
                    int last = Math.min(size - number * ENTRIES_PER_BLOCK, ENTRIES_PER_BLOCK) - 1;
                    lastKey[0] = block.getLong(last * ENTRY_BYTES);
                });
        return new Table(start, size, keys, lastKey[0]);
    }

    /// Reads blocks in large pieces and checks each: a crash leaves some blocks of an index that
    /// was not forced, and only those that are all there make a whole one.
    private record Blocks(StorageFile file, String where) {
        @FunctionalInterface
        interface Look {
            void at(int number, ByteBuffer block);
        }

        void check(long start, int count, Look look) throws IOException {
            var chunk = ByteBuffer.allocate(BLOCK_BYTES * Math.min(count, CHUNK_BLOCKS));
            for (int from = 0; from < count; from += CHUNK_BLOCKS) {
                long at = start + (long) from * BLOCK_BYTES;
                int blocks = Math.min(CHUNK_BLOCKS, count - from);
                file.read(chunk.clear().limit(blocks * BLOCK_BYTES), at);
                for (int i = 0; i < blocks; i++) {
                    int offset = i * BLOCK_BYTES;
                    requireWhole(chunk, offset, where, at + offset);
                    look.at(from + i, chunk.slice(offset, BLOCK_BYTES));
                }
            }
        }
    }

    private static void requireWhole(ByteBuffer bytes, int offset, String where, long at) {
        if (bytes.position() < offset + BLOCK_BYTES
                || Checksum.of(bytes, offset, DATA_BYTES) != bytes.getInt(offset + DATA_BYTES)) {
            throw damaged(where, at, "the block's CRC32C is wrong");
        }
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
        long at = start + (long) number * BLOCK_BYTES;
        var lately = read.find(at);
        if (lately.isPresent()) {
            return lately.get();
        }
        var bytes = ByteBuffer.allocate(BLOCK_BYTES);
        file.read(bytes, at);
        requireWhole(bytes, 0, where, at);
        read.keep(at, bytes);
        return bytes;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
