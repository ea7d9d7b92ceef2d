package dev.bestcode.testkit;

import static dev.bestcode.testkit.SimulatedContent.SECTOR_BYTES;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.function.IntPredicate;

/// One file: what a reader sees, what is on the medium, and the changes between, in their order.
/// A change is a version of one sector, or a size; each arrives alone or not.
final class SimulatedInode {
    private static final byte[] NO_FILLER = {};

    private final SimulatedContent seen;
    private SimulatedContent durable;
    private final List<Change> pending = new ArrayList<>();

    /// The size once all that is on its way has arrived. Less than what is seen after a force has
    /// lost a size; the next write behind it brings a new one.
    private int sizeToCome;

    private LastWrite lastWrite = new LastWrite(0, 0, 0, ByteBuffer.allocate(0));

    SimulatedInode() {
        this(new SimulatedContent());
    }

    private SimulatedInode(SimulatedContent content) {
        seen = content;
        durable = content.copy();
        sizeToCome = content.size();
    }

    /// @param before the bytes that it replaced
    private record LastWrite(int position, int length, int sizeBefore, ByteBuffer before) {}

    private sealed interface Change {}

    private record NewSize(int bytes, boolean cut) implements Change {
        @Override
        public String toString() {
            return "size " + bytes;
        }
    }

    private static final class NewSector implements Change {
        private final int index;
        private final byte[] bytes;

        NewSector(int index, byte[] bytes) {
            this.index = index;
            this.bytes = bytes;
        }

        @Override
        public String toString() {
            return "sector " + index;
        }
    }

    int size() {
        return seen.size();
    }

    int read(ByteBuffer into, long position) {
        return seen.read(into, position);
    }

    byte[] bytes() {
        return seen.bytes();
    }

    /// The bytes of a place, as far as the file goes.
    ByteBuffer covered(long position, int length) {
        long there = Math.clamp(seen.size() - position, 0, length);
        var bytes = ByteBuffer.allocate((int) there);
        seen.read(bytes, position);
        return bytes.flip();
    }

    void write(ByteBuffer from, long position) {
        int start = Math.toIntExact(position);
        int end = Math.addExact(start, from.remaining());
        lastWrite = new LastWrite(start, end - start, seen.size(), covered(start, end - start));
        if (end == start) {
            return;
        }
        seen.write(from, start);
        if (end > sizeToCome) {
            pending.add(new NewSize(end, false));
            sizeToCome = end;
        }
        for (int index = start / SECTOR_BYTES; index <= (end - 1) / SECTOR_BYTES; index++) {
            pending.add(new NewSector(index, seen.sector(index)));
        }
    }

    void truncate(long size) {
        if (size < seen.size()) {
            int bytes = (int) size;
            seen.clearFrom(bytes);
            seen.setSize(bytes);
            pending.add(new NewSize(bytes, true));
            sizeToCome = bytes;
        }
    }

    /// Change what is seen and what is on the medium, as a fault of the medium does.
    void damage(ByteBuffer bytes, int position) {
        for (var content : List.of(seen, durable)) {
            int fits = Math.clamp(content.size() - position, 0, bytes.remaining());
            if (fits > 0) {
                content.write(bytes.slice(bytes.position(), fits), position);
            }
        }
    }

    void force() {
        arrive(durable, _ -> true);
        pending.clear();
    }

    /// As some kernels do it: the pages count as clean, whether they arrived or not, so that a
    /// second force succeeds and brings nothing.
    void loseSome(Random random) {
        durable = found(anyOf(random)::get, NO_FILLER);
        pending.clear();
        sizeToCome = durable.size();
    }

    /// Take back what the last write did behind its first `bytes` bytes, and put all else on the
    /// medium.
    void tearLastWrite(int bytes) {
        int kept = Math.min(bytes, lastWrite.length());
        int place = lastWrite.position() + kept;
        int size = Math.max(lastWrite.sizeBefore(), kept == 0 ? 0 : place);
        seen.clearFrom(size);
        seen.setSize(size);
        int lost = lastWrite.before().remaining() - kept;
        if (lost > 0) {
            seen.write(lastWrite.before().slice(kept, lost), place);
        }
        pending.clear();
        durable = seen.copy();
        sizeToCome = size;
    }

    int pendingCount() {
        return pending.size();
    }

    List<String> pending() {
        return pending.stream().map(Change::toString).toList();
    }

    /// Of each sector, and of the sizes, any version or none, each as likely as the others.
    BitSet anyOf(Random random) {
        var versions = new int[2 + lastPendingSector()];
        var chosen = new BitSet();
        for (int i = 0; i < pending.size(); i++) {
            int place = pending.get(i) instanceof NewSector sector ? 1 + sector.index : 0;
            versions[place]++;
            chosen.set(i, random.nextInt(versions[place] + 1) == 0); // the last one set counts
        }
        return chosen;
    }

    private int lastPendingSector() {
        int last = -1;
        for (var change : pending) {
            last = change instanceof NewSector sector ? Math.max(last, sector.index) : last;
        }
        return last;
    }

    /// The file after a power cut.
    /// @param arrived which of the pending changes did
    /// @param filler what lies, over and over, where a size arrived without its sectors
    SimulatedInode afterCrash(IntPredicate arrived, byte[] filler) {
        return new SimulatedInode(found(arrived, filler));
    }

    SimulatedInode copy() {
        return new SimulatedInode(seen.copy());
    }

    private SimulatedContent found(IntPredicate arrived, byte[] filler) {
        var medium = durable.copy();
        var unwritten = arrive(medium, arrived);
        medium.clearFrom(medium.size()); // sectors whose size did not arrive
        if (filler.length > 0) {
            unwritten.fill(medium, filler);
        }
        return medium;
    }

    private Unwritten arrive(SimulatedContent medium, IntPredicate arrived) {
        var unwritten = new Unwritten(medium.size());
        for (int i = 0; i < pending.size(); i++) {
            if (!arrived.test(i)) {
                continue;
            }
            switch (pending.get(i)) {
                case NewSector sector -> {
                    medium.put(sector.index, sector.bytes);
                    unwritten.written.set(sector.index);
                }
                case NewSize(int size, boolean cut) -> {
                    if (cut || size < medium.size()) {
                        medium.clearFrom(size);
                        unwritten.cut(size);
                    }
                    medium.setSize(size);
                }
            }
        }
        return unwritten;
    }

    /// What a file was given of the disk and nothing was written to.
    private static final class Unwritten {
        private final BitSet written = new BitSet();
        private int known;

        /// @param known below it lies what the file had before
        Unwritten(int known) {
            this.known = known;
        }

        void cut(int size) {
            known = Math.min(known, size);
            written.clear(SimulatedContent.wholeSectors(size), Integer.MAX_VALUE);
        }

        void fill(SimulatedContent medium, byte[] filler) {
            int sectors = SimulatedContent.wholeSectors(medium.size());
            int index = written.nextClearBit(known / SECTOR_BYTES);
            for (; index < sectors; index = written.nextClearBit(index + 1)) {
                int from = Math.max(known, index * SECTOR_BYTES);
                int to = Math.min(medium.size(), (index + 1) * SECTOR_BYTES);
                var bytes = ByteBuffer.allocate(to - from);
                for (int at = from; at < to; at++) {
                    bytes.put(filler[at % filler.length]);
                }
                medium.write(bytes.flip(), from);
            }
        }
    }
}
