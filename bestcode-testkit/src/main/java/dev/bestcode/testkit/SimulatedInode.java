package dev.bestcode.testkit;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;

/// One file's bytes: what a reader sees, what is on the medium, and the versions of sectors
/// between.
final class SimulatedInode {
    private static final int SECTOR_BYTES = 512;

    private byte[] seen;
    private byte[] durable;
    private final TreeMap<Integer, List<byte[]>> pendingSectors = new TreeMap<>();
    private int pendingSize = Integer.MAX_VALUE;

    SimulatedInode() {
        this(new byte[0]);
    }

    private SimulatedInode(byte[] content) {
        seen = content;
        durable = content.clone();
    }

    int size() {
        return seen.length;
    }

    int read(ByteBuffer into, long position) {
        if (position >= seen.length) {
            return -1;
        }
        int count = (int) Math.min(into.remaining(), seen.length - position);
        into.put(seen, (int) position, count);
        return count;
    }

    byte[] content() {
        return seen.clone();
    }

    void write(byte[] bytes, long position) {
        int from = Math.toIntExact(position);
        int end = Math.addExact(from, bytes.length);
        if (end > seen.length) {
            seen = Arrays.copyOf(seen, end);
        }
        System.arraycopy(bytes, 0, seen, from, bytes.length);
        if (bytes.length == 0) {
            return;
        }
        for (int sector = from / SECTOR_BYTES; sector <= (end - 1) / SECTOR_BYTES; sector++) {
            int at = sector * SECTOR_BYTES;
            var version = Arrays.copyOfRange(seen, at, Math.min(at + SECTOR_BYTES, seen.length));
            pendingSectors.computeIfAbsent(sector, _ -> new ArrayList<>()).add(version);
        }
    }

    /// A shorter size is on its way like a sector; a longer one comes with the sectors behind it.
    void truncate(long size) {
        if (size < seen.length) {
            seen = Arrays.copyOf(seen, (int) size);
            pendingSize = Math.min(pendingSize, (int) size);
            pendingSectors.tailMap((int) (size / SECTOR_BYTES)).clear();
        }
    }

    void force() {
        durable = seen.clone();
        forget();
    }

    /// As some kernels do it: the pages count as clean, whether they arrived or not, so that a
    /// second force succeeds and brings nothing.
    void failForce(Random random) {
        durable = afterCrash(random).durable;
        forget();
    }

    private void forget() {
        pendingSectors.clear();
        pendingSize = Integer.MAX_VALUE;
    }

    /// The file after a power cut: of each sector any version that was on its way, or none.
    SimulatedInode afterCrash(Random random) {
        var bytes = durable.clone();
        if (pendingSize < bytes.length && random.nextBoolean()) {
            bytes = Arrays.copyOf(bytes, pendingSize);
        }
        for (var pending : pendingSectors.entrySet()) {
            int choice = random.nextInt(pending.getValue().size() + 1) - 1;
            if (choice >= 0) {
                var version = pending.getValue().get(choice);
                int at = pending.getKey() * SECTOR_BYTES;
                bytes = Arrays.copyOf(bytes, Math.max(bytes.length, at + version.length));
                System.arraycopy(version, 0, bytes, at, version.length);
            }
        }
        return new SimulatedInode(bytes);
    }
}
