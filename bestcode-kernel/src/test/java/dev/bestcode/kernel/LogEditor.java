package dev.bestcode.kernel;

import dev.bestcode.api.kernel.KernelStorage;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// Changes a segment as somebody does who knows the format: every checksum is right again.
final class LogEditor {
    private final KernelStorage storage;
    private final String path;
    private final byte[] bytes;
    private final List<Entry> entries = new ArrayList<>();

    /// A record, whose body may be changed in its place.
    static final class Entry {
        private final RecordHeader header;
        private final byte[] body;

        Entry(RecordHeader header, byte[] body) {
            this.header = header;
            this.body = body;
        }

        RecordHeader header() {
            return header;
        }

        byte[] body() {
            return body;
        }

        Entry withLsn(long lsn) {
            return with(lsn, Math.min(header.forcedThrough(), lsn - 1), header.chain());
        }

        Entry withChain(Digest chain) {
            return with(header.lsn(), header.forcedThrough(), chain);
        }

        private Entry with(long lsn, long forcedThrough, Digest chain) {
            return new Entry(
                    new RecordHeader(
                            header.length(),
                            0,
                            header.version(),
                            header.type(),
                            header.opCount(),
                            lsn,
                            forcedThrough,
                            header.timeMillis(),
                            chain),
                    body);
        }
    }

    LogEditor(KernelStorage storage, String path) {
        this.storage = storage;
        this.path = path;
        this.bytes = Inspected.bytes(storage, path);
        int at = LogFormat.SEGMENT_HEADER_BYTES;
        while (at < bytes.length && ByteBuffer.wrap(bytes).getInt(at) != 0) {
            var header = RecordHeader.read(ByteBuffer.wrap(bytes).position(at));
            var body = new byte[header.length() - LogFormat.RECORD_HEADER_BYTES];
            ByteBuffer.wrap(bytes).get(at + LogFormat.RECORD_HEADER_BYTES, body);
            entries.add(new Entry(header, body));
            at += header.length();
        }
    }

    List<Entry> entries() {
        return entries;
    }

    /// Place of the transaction of this LSN in [#entries].
    int indexOf(long lsn) {
        for (int i = 0; i < entries.size(); i++) {
            var header = entries.get(i).header();
            if (header.isTransaction() && header.lsn() == lsn) {
                return i;
            }
        }
        throw new AssertionError("no LSN " + lsn + " in " + path);
    }

    /// Make the chain right from the start of this segment on.
    LogEditor rechain(Digest before) {
        var chain = before;
        for (int i = 0; i < entries.size(); i++) {
            var entry = entries.get(i);
            var header = entry.header();
            if (header.isTransaction()) {
                var body = ByteBuffer.wrap(entry.body());
                var digest = Transaction.digest(Transaction.opsIn(body, header.opCount()), body);
                chain =
                        Chain.next(
                                chain, header.lsn(), header.timeMillis(), header.opCount(), digest);
            }
            entries.set(i, entry.withChain(chain));
        }
        return this;
    }

    /// Write it back, with zeros behind.
    void save() {
        long segmentId = ByteBuffer.wrap(bytes).getLong(24);
        var out = ByteBuffer.allocate(Math.max(bytes.length, 64 << 10));
        out.put(bytes, 0, LogFormat.SEGMENT_HEADER_BYTES);
        for (var entry : entries) {
            entry.header().write(out, entry.body(), segmentId, out.position());
        }
        Inspected.put(storage, path, out.array());
    }
}
