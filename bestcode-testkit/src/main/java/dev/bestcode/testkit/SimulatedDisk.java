package dev.bestcode.testkit;

import dev.bestcode.api.kernel.KernelLockedException;
import dev.bestcode.api.kernel.KernelStorage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// A disk in memory that forgets what was not forced, fails on command, fills up, and rots.
///
/// Every file has what is on the medium, and versions of 512-byte sectors and sizes still on their
/// way; every directory likewise its entries. A crash lets some of what is on its way arrive, in no
/// order, as a power cut does: [#crash()] by chance, [#crash(long)] and [#crashes(int)] by number.
/// All chance comes from one seed, so a failing test fails again. Safe from any worker.
/// @see "Pillai et al., All File Systems Are Not Created Equal, OSDI 2014"
public final class SimulatedDisk implements KernelStorage {
    /// Up to so many units on their way, [#crashes(int)] tries every outcome: 4,096.
    public static final int ENUMERATED_UNITS_MAX = 12;

    private final SimulatedCalls calls = new SimulatedCalls();
    private final Random random;
    private final SimulatedTree tree;
    private byte[] filler = {};
    private boolean owned;

    private SimulatedDisk(Random random, SimulatedTree tree) {
        this.random = random;
        this.tree = tree;
    }

    /// An empty disk.
    public static SimulatedDisk seeded(long seed) {
        long mixed = new SplittableRandom(seed).nextLong(); // close seeds of Random start alike
        return new SimulatedDisk(new Random(mixed), new SimulatedTree());
    }

    /// Cut the power. This disk fails every call from now on, but more crashes may be drawn of it:
    /// other outcomes of the same moment.
    /// @return the disk as it is found after the restart, without faults
    public SimulatedDisk crash() {
        return calls.locked(() -> crash(tree.anyOf(random)));
    }

    /// Cut the power, as [#crash()], and let arrive what a test chooses.
    /// @param arrived bit i: whether [#pendingUnits()]`.get(i)` arrives
    /// @throws IllegalStateException when more than 64 units are on their way
    public SimulatedDisk crash(long arrived) {
        return calls.locked(
                () -> {
                    int units = pendingUnits();
                    if (units > Long.SIZE) {
                        throw new IllegalStateException(
                                units + " units are on their way; a mask names at most 64");
                    }
                    return crash(BitSet.valueOf(new long[] {arrived}));
                });
    }

    private SimulatedDisk crash(BitSet arrived) {
        calls.cutPower();
        return like(tree.afterCrash(arrived, filler));
    }

    private SimulatedDisk like(SimulatedTree other) {
        var disk = new SimulatedDisk(new Random(random.nextLong()), other);
        disk.quota(tree.quota());
        disk.fillUnwrittenWith(filler);
        return disk;
    }

    /// Cut the power, and find one disk after the other as it may be left: each outcome once when
    /// at most [#ENUMERATED_UNITS_MAX] units are on their way, in the order of their masks; else
    /// `atRandom` of them, the first with nothing arrived, the second with everything.
    public Stream<SimulatedDisk> crashes(int atRandom) {
        int units = pendingUnits();
        if (units <= ENUMERATED_UNITS_MAX) {
            return LongStream.range(0, 1L << units).mapToObj(this::crash);
        }
        var whole = new BitSet();
        whole.set(0, units);
        return Stream.concat(
                        Stream.of(new BitSet(), whole).map(all -> calls.locked(() -> crash(all))),
                        Stream.generate(this::crash))
                .limit(atRandom);
    }

    /// How many units are on their way to the medium: versions of sectors, sizes, and changes of
    /// directories, those of files left out that no restart can show.
    public int pendingUnits() {
        return calls.locked(tree::pendingCount);
    }

    /// Those units in words, for the message of a test: item i is bit i of [#crash(long)].
    public List<String> pending() {
        return calls.locked(tree::pending);
    }

    /// What lies in a crashed file where its size arrived and its sectors did not: these bytes over
    /// and over, the one at place p being `bytes[p % bytes.length]`. Zeros when never called; 0xFF
    /// for erased flash; a former content of the file for reused space.
    public void fillUnwrittenWith(byte... bytes) {
        calls.locked(() -> filler = bytes.clone());
    }

    /// From now on let something go wrong. Faults add up; each counts the calls it is about.
    public void inject(SimulatedFault fault) {
        calls.arm(fault);
    }

    /// Let the `n`th write from now on fail, 1 for the next; nothing of it is written.
    public void failWrite(int n) {
        inject(SimulatedFault.nth(n).of(SimulatedCall.WRITE));
    }

    /// Let the `n`th force of a file from now on fail, 1 for the next. Some of what it should have
    /// brought to the medium is lost, and later forces succeed without it.
    public void failForce(int n) {
        inject(SimulatedFault.nth(n).of(SimulatedCall.FORCE));
    }

    /// Let every call that changes something fail after `n` more of them.
    public void failAfter(int n) {
        inject(SimulatedFault.nth(n + 1).of(SimulatedCall.changes()).fromThenOn());
    }

    /// Have room for so many bytes: the sizes of all files together. A write that needs more writes
    /// what fits and fails; deleting and truncating make room.
    public void quota(long bytes) {
        calls.locked(() -> tree.limitTo(bytes));
    }

    /// Keep only the first `bytes` bytes of the last write, as a crash within it does; all else of
    /// that file is on the medium.
    public void tearLastWrite(int bytes) {
        calls.locked(() -> tree.tearLastWrite(bytes));
    }

    /// Flip one bit of a file, counted from its first byte's lowest, seen and on the medium.
    public void flipBit(String path, long bit) {
        int place = Math.toIntExact(bit / Byte.SIZE);
        calls.locked(
                () -> {
                    var one = existing(path).covered(place, 1);
                    one.put(0, (byte) (one.get(0) ^ 1 << bit % Byte.SIZE));
                    return damage(path, place, one);
                });
    }

    /// Replace bytes of a file, seen and on the medium. Its size stays.
    public void overwrite(String path, int offset, byte... bytes) {
        calls.locked(() -> damage(path, offset, ByteBuffer.wrap(bytes)));
    }

    private int damage(String path, int offset, ByteBuffer bytes) {
        var file = existing(path);
        if (offset + bytes.remaining() > file.size()) {
            throw new IllegalArgumentException(
                    "%s has %d bytes; %d at %d do not lie in it"
                            .formatted(path, file.size(), bytes.remaining(), offset));
        }
        file.damage(bytes, offset);
        return offset;
    }

    private SimulatedInode existing(String path) {
        return tree.find(path).orElseThrow(() -> new IllegalArgumentException("no file " + path));
    }

    /// The disk as it is seen, all of it on the medium, without faults. Unchanged sectors are
    /// shared, so that a test can damage very many copies.
    public SimulatedDisk copyOf() {
        return calls.locked(() -> like(tree.copy()));
    }

    /// The files that are seen, with their sizes in bytes.
    public SortedMap<String, Long> files() {
        return calls.locked(tree::sizes);
    }

    /// A file's bytes as they are seen.
    public byte[] content(String path) {
        return calls.locked(() -> existing(path).bytes());
    }

    /// Calls so far of all kinds, failed ones included; closing is none.
    public long calls() {
        return calls.of(EnumSet.allOf(SimulatedCall.class));
    }

    public long calls(SimulatedCall kind) {
        return calls.of(EnumSet.of(kind));
    }

    /// Calls so far that changed something, or tried to: create, write, truncate, rename, delete
    /// and both kinds of force.
    public long changes() {
        return calls.of(SimulatedCall.changes());
    }

    public long writes() {
        return calls(SimulatedCall.WRITE);
    }

    /// Forces of files so far, failed ones included.
    public long forces() {
        return calls(SimulatedCall.FORCE);
    }

    @Override
    public String name() {
        return "simulated disk";
    }

    @Override
    public StorageFile open(String path, boolean create) throws IOException {
        boolean makes = create && calls.locked(() -> tree.find(path).isEmpty());
        return calls.attempt(
                makes ? SimulatedCall.CREATE : SimulatedCall.OPEN,
                path,
                () -> opened(path, create ? tree.findOrCreate(path) : tree.require(path), true));
    }

    @Override
    public StorageFile openForReading(String path) throws IOException {
        return calls.attempt(
                SimulatedCall.OPEN, path, () -> opened(path, tree.require(path), false));
    }

    private StorageFile opened(String path, SimulatedInode inode, boolean writable) {
        return new SimulatedFile(calls, tree, random, path, inode, writable);
    }

    @Override
    public boolean exists(String path) throws IOException {
        return calls.attempt(SimulatedCall.EXISTS, path, () -> tree.find(path).isPresent());
    }

    @Override
    public List<String> list(String directory) throws IOException {
        return calls.attempt(SimulatedCall.LIST, directory, () -> tree.list(directory));
    }

    @Override
    public void rename(String from, String to) throws IOException {
        calls.attempt(SimulatedCall.RENAME, from, () -> tree.rename(from, to));
    }

    @Override
    public void delete(String path) throws IOException {
        calls.attempt(SimulatedCall.DELETE, path, () -> tree.delete(path));
    }

    @Override
    public void forceDirectory(String directory) throws IOException {
        calls.attempt(SimulatedCall.FORCE_DIRECTORY, directory, () -> tree.force(directory));
    }

    @Override
    public AutoCloseable lock() throws IOException {
        calls.attempt(
                SimulatedCall.LOCK,
                "",
                () -> {
                    if (owned) {
                        throw new KernelLockedException(
                                name() + " is in use by this process; close that kernel first");
                    }
                    owned = true;
                    return owned;
                });
        var held = new AtomicBoolean(true);
        return () -> calls.locked(() -> owned = owned && !held.getAndSet(false));
    }
}
