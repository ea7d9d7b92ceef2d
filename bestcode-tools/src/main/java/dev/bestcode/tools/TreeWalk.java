package dev.bestcode.tools;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.util.List;
import java.util.Optional;

/// Visits the files of a tree in the order of their names, as git sees it: ignore rules honoured,
/// `.git` left out, no link followed, no other device entered. Used once, by one worker.
final class TreeWalk {
    /// Each level holds two descriptors open; processes commonly have 1,024.
    private static final int DEPTH_MAX = 128;

    /// Entries looked at; a larger tree is not an answer that a model waits for.
    static final int ENTRIES_MAX = 1_000_000;

    /// A regular file that was met.
    /// @param directory that holds it, open as long as the visit lasts
    record Found(WorkspaceRoot root, String path, Directory directory, String name) {
        /// With what it is like; empty when it has vanished or become something else.
        Optional<Place.File> look() throws IOException {
            return directory
                    .attributes(name)
                    .filter(Attributes::isFile)
                    .map(now -> new Place.File(root, path, directory, name, now));
        }
    }

    private final TreeRules.Visitor visitor;
    private final int entriesMax;
    private int entries;
    private int unreadable;
    private boolean tooDeep;

    TreeWalk(TreeRules.Visitor visitor, int entriesMax) {
        this.visitor = visitor;
        this.entriesMax = entriesMax;
    }

    /// @param above the rules of the folder's parents
    /// @return what was left out and why, to be shown; empty when nothing was
    String walk(Place.Folder folder, IgnoreRules above) throws IOException, InterruptedException {
        directory(folder.root(), folder.directory(), folder.path(), above, 0);
        return leftOut();
    }

    /// @return whether to go on
    private boolean directory(
            WorkspaceRoot root, Directory directory, String path, IgnoreRules above, int depth)
            throws IOException, InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("stopped while looking through " + path);
        }
        List<Entry> all = directory.entries();
        var rules = IgnoreFiles.own(directory, path, all, above);
        for (var entry : all) {
            if (entry.name().equals(IgnoreFiles.GIT)) {
                continue;
            }
            if (++entries > entriesMax) {
                return false;
            }
            var found = new Found(root, join(path, entry.name()), directory, entry.name());
            if (!entry(found, kind(directory, entry), rules, depth)) {
                return false;
            }
        }
        return true;
    }

    private static Attributes.Kind kind(Directory directory, Entry entry) throws IOException {
        return entry.kind() != Attributes.Kind.UNKNOWN
                ? entry.kind()
                : directory
                        .attributes(entry.name())
                        .map(Attributes::kind)
                        .orElse(Attributes.Kind.UNKNOWN);
    }

    private boolean entry(Found found, Attributes.Kind kind, IgnoreRules rules, int depth)
            throws IOException, InterruptedException {
        return switch (kind) {
            case FILE -> rules.ignores(found.path(), false) || visitor.file(found);
            case DIRECTORY -> rules.ignores(found.path(), true) || below(found, rules, depth);
            case LINK, SPECIAL, UNKNOWN -> true;
        };
    }

    private boolean below(Found found, IgnoreRules rules, int depth)
            throws IOException, InterruptedException {
        if (depth == DEPTH_MAX) {
            tooDeep = true;
            return true;
        }
        Directory directory;
        try {
            directory = found.directory().directory(found.name());
        } catch (AccessDeniedException _) {
            unreadable++;
            return true;
        } catch (FileSystemException _) {
            return true; // vanished or replaced since it was listed, or another device
        }
        try (directory) {
            return directory(found.root(), directory, found.path(), rules, depth + 1);
        }
    }

    static String join(String directory, String name) {
        return directory.equals(".") ? name : directory + "/" + name;
    }

    private String leftOut() {
        var text = new StringBuilder();
        if (entries > entriesMax) {
            text.append(
                    "[stopped after %,d entries; give a narrower path]\n".formatted(entriesMax));
        }
        if (tooDeep) {
            text.append("[directories deeper than %d levels left out]\n".formatted(DEPTH_MAX));
        }
        if (unreadable > 0) {
            text.append("[%,d left out: permission denied]\n".formatted(unreadable));
        }
        return text.toString();
    }
}
