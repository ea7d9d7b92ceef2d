package dev.bestcode.tools;

import java.util.Collection;
import java.util.Collections;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// The index as of one moment. Immutable.
/// @param files by path, in order
/// @param generation goes up with every change of what is in them
record IndexState(NavigableMap<String, IndexedFile> files, long generation) {
    static final IndexState EMPTY = new IndexState(new TreeMap<>(), 0);

    IndexState {
        files = Collections.unmodifiableNavigableMap(new TreeMap<>(files));
    }

    Optional<IndexedFile> file(String path) {
        return Optional.ofNullable(files.get(path));
    }

    /// Those at or below a path; `.` is all.
    Collection<IndexedFile> below(String path) {
        if (path.equals(".")) {
            return files.values();
        }
        var below =
                new TreeMap<>(files.subMap(path + "/", true, path + "0", false)); // '0' follows '/'
        file(path).ifPresent(file -> below.put(path, file));
        return below.values();
    }

    /// Without those whose symbols are not everything, so that they are read again.
    IndexState withoutCaveats() {
        var whole = new TreeMap<>(files);
        whole.values().removeIf(file -> file.caveat().isPresent());
        return new IndexState(whole, generation + 1);
    }

    long symbols() {
        return files.values().stream().mapToLong(IndexedFile::symbols).sum();
    }

    long packedBytes() {
        return files.values().stream().mapToLong(IndexedFile::packedBytes).sum();
    }
}
