package dev.bestcode.tools;

import java.io.IOException;
import java.util.List;

/// Walks the trees of a workspace as git sees them. Immutable, safe from any worker.
/// @param global rules of the user's own, which hold in every repository
record TreeRules(Workspace workspace, IgnoreRules global) {
    /// Takes the files that are met.
    interface Visitor {
        /// @return whether to go on
        boolean file(TreeWalk.Found file) throws IOException, InterruptedException;
    }

    static TreeRules of(Workspace workspace) {
        return new TreeRules(workspace, IgnoreRules.NONE);
    }

    /// Visit all files below a folder, in the order of their names.
    /// @return what was left out and why, to be shown; empty when nothing was
    String walk(Place.Folder folder, Visitor visitor) throws IOException, InterruptedException {
        return new TreeWalk(visitor, TreeWalk.ENTRIES_MAX).walk(folder, above(folder));
    }

    /// The rules of the directories from the root down to the folder, without its own.
    IgnoreRules above(Place.Folder folder) throws IOException {
        var root = folder.root();
        try (var directory = root.open()) {
            return along(directory, root.shown("."), root.names(folder.path()), global);
        }
    }

    private static IgnoreRules along(
            Directory directory, String path, List<String> names, IgnoreRules above)
            throws IOException {
        if (names.isEmpty()) {
            return above;
        }
        var rules = IgnoreFiles.own(directory, path, directory.entries(), above);
        try (var below = directory.directory(names.getFirst())) {
            return along(
                    below,
                    TreeWalk.join(path, names.getFirst()),
                    names.subList(1, names.size()),
                    rules);
        }
    }
}
