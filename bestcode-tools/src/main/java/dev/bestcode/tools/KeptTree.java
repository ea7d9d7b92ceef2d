package dev.bestcode.tools;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// What is known to lie in a workspace, by path; a path without an entry is absent. Immutable.
record KeptTree(SortedMap<String, Kept> entries) {
    static final KeptTree EMPTY = new KeptTree(new TreeMap<>());

    KeptTree {
        entries = Collections.unmodifiableSortedMap(entries);
    }

    Kept at(String path) {
        return entries.getOrDefault(path, Kept.ABSENT);
    }

    KeptTree with(List<KeptChange> changes) {
        var all = new TreeMap<>(entries);
        for (var change : changes) {
            if (change.after() instanceof Kept.Absent) {
                all.remove(change.path());
            } else {
                all.put(change.path(), change.after());
            }
        }
        return new KeptTree(all);
    }

    /// What has to be done to this tree to make the other one of it, in the order of paths.
    List<KeptChange> changesTo(KeptTree other) {
        var changes = new ArrayList<KeptChange>();
        var paths = new TreeMap<>(entries);
        paths.putAll(other.entries);
        for (var path : paths.keySet()) {
            var before = at(path);
            var after = other.at(path);
            if (!before.equals(after)) {
                changes.add(new KeptChange(path, before, after));
            }
        }
        return changes;
    }
}
