package dev.bestcode.testkit;

import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// The directories: what is seen, what is on the medium, and the changes between, in their order.
///
/// All that is on its way is numbered: first the changes of directories, then those of each file
/// that a restart could show.
final class SimulatedTree {
    private final TreeMap<String, SimulatedInode> seen = new TreeMap<>();
    private final TreeMap<String, SimulatedInode> durable = new TreeMap<>();
    private final TreeSet<String> seenDirectories = new TreeSet<>(List.of(""));
    private final TreeSet<String> durableDirectories = new TreeSet<>(List.of(""));
    private final List<SimulatedEntry> pending = new ArrayList<>();
    private Optional<SimulatedInode> lastWritten = Optional.empty();
    private long quota = Long.MAX_VALUE;

    static String parent(String path) {
        int slash = path.lastIndexOf('/');
        return slash < 0 ? "" : path.substring(0, slash);
    }

    Optional<SimulatedInode> find(String path) {
        return Optional.ofNullable(seen.get(path));
    }

    SimulatedInode require(String path) throws NoSuchFileException {
        return find(path).orElseThrow(() -> new NoSuchFileException(path));
    }

    SimulatedInode findOrCreate(String path) {
        return find(path).orElseGet(() -> create(path));
    }

    private SimulatedInode create(String path) {
        makeDirectory(parent(path));
        var file = new SimulatedInode();
        seen.put(path, file);
        pending.add(new SimulatedEntry.Create(path, file));
        return file;
    }

    private void makeDirectory(String path) {
        if (!seenDirectories.contains(path)) {
            makeDirectory(parent(path));
            seenDirectories.add(path);
            pending.add(new SimulatedEntry.MakeDirectory(path));
        }
    }

    SimulatedInode rename(String from, String to) throws NoSuchFileException {
        var file = require(from);
        requireDirectory(parent(to));
        if (!from.equals(to)) {
            seen.remove(from);
            seen.put(to, file);
            pending.add(new SimulatedEntry.Rename(from, to, file));
        }
        return file;
    }

    SimulatedInode delete(String path) throws NoSuchFileException {
        var file = require(path);
        seen.remove(path);
        pending.add(new SimulatedEntry.Delete(path, file));
        return file;
    }

    List<String> list(String directory) {
        var names = new TreeSet<String>();
        var prefix = directory.isEmpty() ? "" : directory + "/";
        for (var paths : List.of(seen.keySet(), seenDirectories)) {
            for (var path : paths) {
                if (path.startsWith(prefix) && path.length() > prefix.length()) {
                    names.add(path.substring(prefix.length()).split("/", 2)[0]);
                }
            }
        }
        return List.copyOf(names);
    }

    SortedMap<String, Long> sizes() {
        var sizes = new TreeMap<String, Long>();
        seen.forEach((path, file) -> sizes.put(path, (long) file.size()));
        return sizes;
    }

    long quota() {
        return quota;
    }

    /// @return what the quota was
    long limitTo(long bytes) {
        long before = quota;
        quota = bytes;
        return before;
    }

    /// How many bytes the files may grow by.
    long room() {
        return quota == Long.MAX_VALUE
                ? quota
                : Math.max(0, quota - seen.values().stream().mapToLong(SimulatedInode::size).sum());
    }

    void wrote(SimulatedInode file) {
        lastWritten = Optional.of(file);
    }

    int tearLastWrite(int bytes) {
        lastWritten.ifPresent(file -> file.tearLastWrite(bytes));
        return bytes;
    }

    /// @return whether anything was on its way
    boolean force(String directory) throws NoSuchFileException {
        requireDirectory(directory);
        return pending.removeIf(
                entry -> {
                    boolean arrives = entry.liesIn(directory);
                    if (arrives) {
                        entry.arrive(durable, durableDirectories);
                    }
                    return arrives;
                });
    }

    private void requireDirectory(String path) throws NoSuchFileException {
        if (!seenDirectories.contains(path)) {
            throw new NoSuchFileException(path);
        }
    }

    int pendingCount() {
        return pending.size() + recoverable().stream().mapToInt(SimulatedInode::pendingCount).sum();
    }

    /// What is on its way, by number.
    List<String> pending() {
        var all = new ArrayList<String>();
        pending.forEach(entry -> all.add(entry.toString()));
        for (var file : recoverable()) {
            file.pending().forEach(change -> all.add(name(file) + " " + change));
        }
        return all;
    }

    private String name(SimulatedInode file) {
        for (var files : List.of(seen, durable)) {
            for (var entry : files.entrySet()) {
                if (entry.getValue() == file) {
                    return entry.getKey();
                }
            }
        }
        return "a deleted file";
    }

    /// The files that a restart could show, in an order that depends on nothing but what was done.
    private Set<SimulatedInode> recoverable() {
        var files = new LinkedHashSet<>(durable.values());
        for (var entry : pending) {
            switch (entry) {
                case SimulatedEntry.Create(_, var file) -> files.add(file);
                case SimulatedEntry.Rename(_, _, var file) -> files.add(file);
                case SimulatedEntry.Delete _, SimulatedEntry.MakeDirectory _ -> {}
            }
        }
        return files;
    }

    /// Choose by chance what arrives: now and then nothing or everything.
    BitSet anyOf(Random random) {
        var chosen = new BitSet();
        int kind = random.nextInt(8);
        int number = 0;
        for (; number < pending.size(); number++) {
            chosen.set(number, random.nextBoolean());
        }
        for (var file : recoverable()) {
            int count = file.pendingCount();
            var some = file.anyOf(random);
            for (int i = 0; i < count; i++) {
                chosen.set(number++, some.get(i));
            }
        }
        if (kind < 2) {
            chosen.set(0, number, kind == 1);
        }
        return chosen;
    }

    /// The tree after a power cut.
    SimulatedTree afterCrash(BitSet arrived, byte[] filler) {
        var found = new TreeMap<>(durable);
        var directories = new TreeSet<>(durableDirectories);
        var needed = withNeeded(arrived);
        for (int i = needed.nextSetBit(0); i >= 0; i = needed.nextSetBit(i + 1)) {
            pending.get(i).arrive(found, directories);
        }
        var after = new SimulatedTree();
        after.addDirectories(directories);
        int number = pending.size();
        for (var file : recoverable()) {
            int first = number;
            number += file.pendingCount();
            found.forEach(
                    (path, inode) -> {
                        if (inode == file && after.seenDirectories.contains(parent(path))) {
                            after.add(path, file.afterCrash(i -> arrived.get(first + i), filler));
                        }
                    });
        }
        return after;
    }

    private BitSet withNeeded(BitSet arrived) {
        var needed = arrived.get(0, pending.size());
        for (int i = needed.length() - 1; i > 0; i = needed.previousSetBit(i - 1)) {
            for (int earlier = 0; earlier < i; earlier++) {
                if (pending.get(i).needs(pending.get(earlier))) {
                    needed.set(earlier);
                }
            }
        }
        return needed;
    }

    private void addDirectories(Set<String> sorted) {
        for (var path : sorted) {
            if (seenDirectories.contains(parent(path))) {
                seenDirectories.add(path);
                durableDirectories.add(path);
            }
        }
    }

    private void add(String path, SimulatedInode file) {
        seen.put(path, file);
        durable.put(path, file);
    }

    SimulatedTree copy() {
        var copy = new SimulatedTree();
        copy.addDirectories(seenDirectories);
        seen.forEach((path, file) -> copy.add(path, file.copy()));
        return copy;
    }
}
