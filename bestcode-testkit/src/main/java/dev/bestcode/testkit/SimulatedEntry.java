package dev.bestcode.testkit;

import java.util.SortedMap;
import java.util.SortedSet;

/// A change of a directory that is not yet on the medium. Each arrives wholly or not.
sealed interface SimulatedEntry {
    /// A directory under a name.
    record MakeDirectory(String path) implements SimulatedEntry {
        @Override
        public String toString() {
            return "make directory " + path;
        }
    }

    record Create(String path, SimulatedInode file) implements SimulatedEntry {
        @Override
        public String toString() {
            return "create " + path;
        }
    }

    record Rename(String from, String to, SimulatedInode file) implements SimulatedEntry {
        @Override
        public String toString() {
            return "rename " + from + " to " + to;
        }
    }

    record Delete(String path, SimulatedInode file) implements SimulatedEntry {
        @Override
        public String toString() {
            return "delete " + path;
        }
    }

    default void arrive(SortedMap<String, SimulatedInode> files, SortedSet<String> directories) {
        switch (this) {
            case MakeDirectory(var path) -> directories.add(path);
            case Create(var path, var file) -> files.put(path, file);
            case Rename(_, var to, var file) -> {
                files.values().removeIf(other -> other == file); // whatever it was called
                files.put(to, file);
            }
            case Delete(var path, var file) -> files.remove(path, file);
        }
    }

    /// Whether forcing a directory brings it.
    default boolean liesIn(String directory) {
        return switch (this) {
            case MakeDirectory(var path) -> SimulatedTree.parent(path).equals(directory);
            case Create(var path, _) -> SimulatedTree.parent(path).equals(directory);
            case Delete(var path, _) -> SimulatedTree.parent(path).equals(directory);
            case Rename(var from, var to, _) ->
                    SimulatedTree.parent(from).equals(directory)
                            || SimulatedTree.parent(to).equals(directory);
        };
    }

    /// Whether an earlier change must have arrived when this one did: no file system gives a name
    /// away while the file that was moved from it has no other.
    default boolean needs(SimulatedEntry earlier) {
        if (!(earlier instanceof Rename moved)) {
            return false;
        }
        return switch (this) {
            case Create(var path, _) -> path.equals(moved.from());
            case Rename(_, var to, _) -> to.equals(moved.from());
            case Delete _, MakeDirectory _ -> false;
        };
    }
}
