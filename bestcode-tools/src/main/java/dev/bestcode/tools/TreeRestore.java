package dev.bestcode.tools;

import dev.bestcode.api.kernel.Sha256;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Makes a workspace what it was. Each step looks first whether it is done already, so that a
/// process that died on the way is followed by one that does the rest.
///
/// What lies at a path is never followed: a link is replaced as a link, and a folder that holds
/// what the past does not keep stays, with that in it.
final class TreeRestore {
    /// Of a file that this user may not make private or give away, as a command would make it.
    private static final int OWNER_ALL = 0700;

    private final WorkspaceRoot root;
    private final TreeScan scan;
    private final Contents contents;
    private final List<String> problems = new ArrayList<>();

    /// Gives back what was kept.
    interface Contents {
        byte[] of(Sha256 content) throws IOException;

        /// Orders contents so that those that lie together come together.
        String place(Sha256 content);
    }

    TreeRestore(WorkspaceRoot root, TreeScan scan, Contents contents) {
        this.root = root;
        this.scan = scan;
        this.contents = contents;
    }

    private interface Step {
        void in(Directory parent, String name) throws IOException;
    }

    /// @param changes in the order of their paths; what each path is to be is its `after`
    /// @return what could not be done, to be shown
    List<String> run(List<KeptChange> changes) {
        for (var change : changes.reversed()) { // what lies in a folder before the folder
            attempt(change.path(), (parent, name) -> clear(parent, name, change), false);
        }
        for (var change : changes) {
            if (change.after() instanceof Kept.Folder) {
                attempt(change.path(), TreeRestore::makeFolder, true);
            }
        }
        for (var change : byPlace(changes)) {
            attempt(change.path(), (parent, name) -> fill(parent, name, change), true);
        }
        for (var change : changes.reversed()) { // a folder may become one that cannot be written to
            if (change.after() instanceof Kept.Folder(int mode)) {
                attempt(change.path(), (parent, name) -> setMode(parent, name, mode), false);
            }
        }
        return problems;
    }

    private List<KeptChange> byPlace(List<KeptChange> changes) {
        return changes.stream()
                .filter(change -> !(change.after() instanceof Kept.Absent))
                .sorted((a, b) -> place(a).compareTo(place(b))) // stable, so links first, by path
                .toList();
    }

    private String place(KeptChange change) {
        return change.after() instanceof Kept.File(_, var content) ? contents.place(content) : "";
    }

    private void attempt(String path, Step step, boolean makesFolders) {
        try (var directory = root.open()) {
            in(directory, path, step, makesFolders);
        } catch (IOException e) {
            problems.add("%s: %s".formatted(FileNames.shown(path), reason(e)));
        }
    }

    private static String reason(IOException e) {
        return e instanceof FileSystemException failed && failed.getReason() != null
                ? failed.getReason()
                : e.getClass().getSimpleName() + " " + e.getMessage();
    }

    /// Go down to the parent of a path. What lies in no folder is not there, and has nothing to be
    /// cleared.
    private static void in(Directory directory, String path, Step step, boolean makesFolders)
            throws IOException {
        int slash = path.indexOf('/');
        if (slash < 0) {
            step.in(directory, path);
            return;
        }
        var name = path.substring(0, slash);
        if (!isFolder(directory, name)) {
            if (!makesFolders) {
                return;
            }
            directory.createDirectory(name);
        }
        try (var below = directory.directory(name)) {
            in(below, path.substring(slash + 1), step, makesFolders);
        }
    }

    private static boolean isFolder(Directory parent, String name) throws IOException {
        return parent.attributes(name).map(Attributes::isDirectory).orElse(false);
    }

    private static void clear(Directory parent, String name, KeptChange change) throws IOException {
        var now = parent.attributes(name);
        boolean folder = change.after() instanceof Kept.Folder;
        if (now.isEmpty() || (now.get().isDirectory() && folder)) {
            return;
        }
        if (now.get().isDirectory()) {
            deleteFolder(parent, name);
        } else if (folder || change.after() instanceof Kept.Absent) {
            parent.delete(name); // what is replaced by a file or a link goes in one step with it
            parent.force();
        }
    }

    private static void deleteFolder(Directory parent, String name) throws IOException {
        try (var folder = parent.directory(name)) {
            if (!folder.entries().isEmpty()) {
                throw new FileSystemException(name, null, "stays, since it holds what is not kept");
            }
        }
        parent.deleteDirectory(name);
        parent.force();
    }

    private static void makeFolder(Directory parent, String name) throws IOException {
        if (!isFolder(parent, name)) {
            parent.createDirectory(name);
            parent.force();
        }
        if ((parent.mode(name) & OWNER_ALL) != OWNER_ALL) {
            parent.setMode(name, parent.mode(name) | OWNER_ALL);
        }
    }

    private static void setMode(Directory parent, String name, int mode) throws IOException {
        if (isFolder(parent, name) && parent.mode(name) != mode) {
            parent.setMode(name, mode);
        }
    }

    private void fill(Directory parent, String name, KeptChange change) throws IOException {
        switch (change.after()) {
            case Kept.Absent(), Kept.Folder(_) -> {
                // Done before.
            }
            case Kept.Link(var target) -> link(parent, name, target);
            case Kept.File(int mode, var content) -> {
                if (!scan.at(change.path()).equals(change.after())) {
                    file(parent, name, mode, contents.of(content));
                }
            }
        }
    }

    private static void link(Directory parent, String name, String target) throws IOException {
        var now = parent.attributes(name);
        if (now.map(Attributes::isLink).orElse(false) && parent.link(name).equals(target)) {
            return;
        }
        if (now.isPresent()) {
            parent.delete(name);
        }
        parent.createLink(name, target);
        parent.force();
    }

    private static void file(Directory parent, String name, int mode, byte[] content)
            throws IOException {
        boolean replaces = parent.attributes(name).map(Attributes::isFile).orElse(false);
        try (var temporary = TemporaryFile.in(parent)) {
            temporary.fill(content, replaces ? Optional.of(name) : Optional.empty(), mode);
            temporary.moveTo(name);
        }
        parent.force();
    }
}
