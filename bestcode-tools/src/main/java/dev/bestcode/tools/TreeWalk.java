package dev.bestcode.tools;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.List;

/// Visits the files of a tree in the order of their names, as git sees it: ignore rules honoured,
/// `.git` left out, no link followed. Used once, by one worker.
final class TreeWalk {
    /// Each level holds two descriptors open; processes commonly have 1,024.
    private static final int DEPTH_MAX = 128;

    /// Entries looked at; a larger tree is not an answer that a model waits for.
    private static final int ENTRIES_MAX = 1_000_000;

    /// An ignore file is a page of text; one larger is cut here.
    private static final int IGNORE_FILE_BYTES_MAX = 1024 * 1024;

    private static final Path GIT = Path.of(".git");
    private static final Path GITIGNORE = Path.of(".gitignore");
    private static final Path IGNORE = Path.of(".ignore");

    /// Takes the files that are met.
    interface Visitor {
        /// @return whether to go on
        boolean file(Place.File file) throws IOException, InterruptedException;
    }

    private final Visitor visitor;
    private final int entriesMax;
    private int entries;
    private int unreadable;
    private boolean tooDeep;

    private TreeWalk(Visitor visitor, int entriesMax) {
        this.visitor = visitor;
        this.entriesMax = entriesMax;
    }

    /// Visit all files below a folder of the workspace.
    /// @return what was left out and why, to be shown; empty when nothing was
    static String below(Workspace workspace, Place.Folder folder, Visitor visitor)
            throws IOException, InterruptedException {
        return below(workspace, folder, visitor, ENTRIES_MAX);
    }

    static String below(Workspace workspace, Place.Folder folder, Visitor visitor, int entriesMax)
            throws IOException, InterruptedException {
        var walk = new TreeWalk(visitor, entriesMax);
        walk.directory(folder.directory(), folder.path(), rulesAbove(workspace, folder.path()), 0);
        return walk.leftOut();
    }

    /// The rules of the directories from the root down to the folder, without its own.
    private static IgnoreRules rulesAbove(Workspace workspace, String path) throws IOException {
        try (var root = Directory.open(workspace.root())) {
            var rules =
                    IgnoreRules.NONE.extend(
                            ".", lines(root, GIT, Path.of("info"), Path.of("exclude")));
            if (path.equals(".")) {
                return rules;
            }
            return rulesAlong(root, ".", List.of(path.split("/", -1)), rules);
        }
    }

    private static IgnoreRules rulesAlong(
            Directory directory, String path, List<String> names, IgnoreRules above)
            throws IOException {
        var rules = own(directory, path, above);
        if (names.size() == 1) {
            return rules;
        }
        try (var below = directory.directory(Path.of(names.getFirst()))) {
            return rulesAlong(
                    below, join(path, names.getFirst()), names.subList(1, names.size()), rules);
        }
    }

    private static IgnoreRules own(Directory directory, String path, IgnoreRules above)
            throws IOException {
        return above.extend(path, lines(directory, GITIGNORE))
                .extend(path, lines(directory, IGNORE));
    }

    /// The lines of a regular file at the end of the names; none when it is not there.
    private static List<String> lines(Directory directory, Path... names) throws IOException {
        var attributes = directory.attributes(names[0]);
        if (names.length > 1) {
            if (attributes.isEmpty() || !attributes.get().isDirectory()) {
                return List.of();
            }
            try (var below = directory.directory(names[0])) {
                return lines(below, Arrays.copyOfRange(names, 1, names.length));
            }
        }
        if (attributes.isEmpty() || !attributes.get().isRegularFile()) {
            return List.of();
        }
        try (var in = Channels.newInputStream(directory.read(names[0]))) {
            var bytes = in.readNBytes(IGNORE_FILE_BYTES_MAX);
            return new String(bytes, StandardCharsets.UTF_8).lines().toList();
        } catch (AccessDeniedException _) {
            return List.of();
        }
    }

    /// @return whether to go on
    private boolean directory(Directory directory, String path, IgnoreRules above, int depth)
            throws IOException, InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("stopped while looking through " + path);
        }
        var rules = own(directory, path, above);
        for (var name : directory.names()) {
            if (name.equals(GIT)) {
                continue;
            }
            if (++entries > entriesMax) {
                return false;
            }
            var attributes = directory.attributes(name);
            if (attributes.isPresent()
                    && !entry(
                            directory,
                            name,
                            join(path, name.toString()),
                            attributes.get(),
                            rules,
                            depth)) {
                return false;
            }
        }
        return true;
    }

    private boolean entry(
            Directory directory,
            Path name,
            String path,
            BasicFileAttributes attributes,
            IgnoreRules rules,
            int depth)
            throws IOException, InterruptedException {
        boolean isDirectory = attributes.isDirectory();
        if ((!isDirectory && !attributes.isRegularFile()) || rules.ignores(path, isDirectory)) {
            return true;
        }
        try {
            if (!isDirectory) {
                return visitor.file(new Place.File(path, directory, name, attributes));
            }
            if (depth == DEPTH_MAX) {
                tooDeep = true;
                return true;
            }
            try (var below = directory.directory(name)) {
                return directory(below, path, rules, depth + 1);
            }
        } catch (AccessDeniedException _) {
            unreadable++;
            return true;
        } catch (NoSuchFileException _) {
            return true; // vanished since it was listed
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
