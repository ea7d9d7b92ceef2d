package dev.bestcode.testkit;

import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// The directories: what is seen, what is on the medium, and the changes between, each of them
/// whole.
final class SimulatedTree {
    private final TreeMap<String, SimulatedInode> seen = new TreeMap<>();
    private final TreeMap<String, SimulatedInode> durable = new TreeMap<>();
    private final Set<String> seenDirectories = new TreeSet<>(List.of(""));
    private final Set<String> durableDirectories = new TreeSet<>(List.of(""));
    private final Map<String, List<Runnable>> pending = new HashMap<>();

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

    SimulatedInode create(String path) {
        makeDirectory(parent(path));
        var inode = new SimulatedInode();
        seen.put(path, inode);
        later(parent(path), () -> durable.put(path, inode));
        return inode;
    }

    private void makeDirectory(String path) {
        if (!seenDirectories.contains(path)) {
            makeDirectory(parent(path));
            seenDirectories.add(path);
            later(parent(path), () -> durableDirectories.add(path));
        }
    }

    void rename(String from, String to) throws NoSuchFileException {
        var inode = require(from);
        seen.remove(from);
        seen.put(to, inode);
        later(
                parent(to),
                () -> {
                    durable.remove(from);
                    durable.put(to, inode);
                });
    }

    void delete(String path) throws NoSuchFileException {
        require(path);
        seen.remove(path);
        later(parent(path), () -> durable.remove(path));
    }

    private void later(String directory, Runnable change) {
        pending.computeIfAbsent(directory, _ -> new ArrayList<>()).add(change);
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

    void force(String directory) {
        pending.getOrDefault(directory, List.of()).forEach(Runnable::run);
        pending.remove(directory);
    }

    /// The tree after a power cut: any of the pending changes have arrived, each wholly or not.
    SimulatedTree afterCrash(Random random) {
        for (var directory : new TreeSet<>(pending.keySet())) {
            pending.getOrDefault(directory, List.of()).stream()
                    .filter(_ -> random.nextBoolean())
                    .forEach(Runnable::run);
        }
        pending.clear();
        var after = new SimulatedTree();
        after.addDirectories(durableDirectories);
        durable.forEach(
                (path, inode) -> {
                    if (after.seenDirectories.contains(parent(path))) {
                        var left = inode.afterCrash(random);
                        after.seen.put(path, left);
                        after.durable.put(path, left);
                    }
                });
        return after;
    }

    private void addDirectories(Set<String> sorted) {
        for (var path : sorted) {
            if (seenDirectories.contains(parent(path))) {
                seenDirectories.add(path);
                durableDirectories.add(path);
            }
        }
    }
}
