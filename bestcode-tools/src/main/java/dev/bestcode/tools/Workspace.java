package dev.bestcode.tools;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.concurrent.locks.ReentrantLock;

/// The jail: the one directory tree that tools reach. Safe from any worker.
///
/// Every path of every tool is walked beneath the root, component by component, through open
/// directory handles; no link is followed out, and special files are refused. What is read or
/// written is therefore what was checked. What is left open: the root itself is opened by path, so
/// its parents must not be writable by whoever is to be confined; a command's working directory is
/// handed over by path; and see [HandleDirectory] for a FIFO swapped in meanwhile. On platforms
/// whose JDK has no directory handles (Linux has) the check and the use are two steps.
public final class Workspace {
    /// A quoted path longer than this is cut: it is a mistake, and the message has a cap.
    private static final int QUOTED_CODE_POINTS_MAX = 300;

    private final Path givenRoot;
    private final Path root;
    private final ReadLedger reads = new ReadLedger();
    private final ReentrantLock writing = new ReentrantLock();

    private Workspace(Path givenRoot, Path root) {
        this.givenRoot = givenRoot;
        this.root = root;
    }

    /// The tree beneath an existing directory.
    /// @throws UncheckedIOException when it is not a directory that can be opened
    public static Workspace at(Path root) {
        try {
            var real = root.toRealPath();
            if (!Files.isDirectory(real)) {
                throw new NotDirectoryException(root.toString());
            }
            return new Workspace(root.toAbsolutePath().normalize(), real);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "workspace root '" + root + "' must be an existing directory", e);
        }
    }

    /// Absolute and free of links.
    public Path root() {
        return root;
    }

    /// As the caller spelled it: models repeat it, links and all.
    Path givenRoot() {
        return givenRoot;
    }

    /// What was read of this workspace, so that a write can tell that a file changed since.
    ReadLedger reads() {
        return reads;
    }

    /// Held from reading a file's state to replacing it, so that two calls lose no change.
    ReentrantLock writing() {
        return writing;
    }

    /// A tool's path below the root, as it is spelled and nothing looked at; for people.
    String spelled(String path) throws ToolFailedException {
        try {
            return root.resolve(path).normalize().toString();
        } catch (InvalidPathException e) {
            throw new ToolFailedException(
                    "%s is not a path on this system".formatted(quoted(path)));
        }
    }

    /// Find what a tool's path stands for.
    /// @throws ToolFailedException when it leads outside, through a special file or a missing
    /// directory
    Place find(String path) throws IOException, ToolFailedException {
        return resolve(path, false);
    }

    /// As [#find], creating the directories on the way.
    Place findForWriting(String path) throws IOException, ToolFailedException {
        var place = resolve(path, true);
        try {
            refuseProtected(place.path());
            return place;
        } catch (ToolFailedException e) {
            place.close();
            throw e;
        }
    }

    private Place resolve(String path, boolean createParents)
            throws IOException, ToolFailedException {
        var resolver = new PathResolver(this, path, createParents);
        boolean found = false;
        try {
            var place = resolver.resolve();
            found = true;
            return place;
        } finally {
            if (!found) {
                resolver.close();
            }
        }
    }

    /// Refuse to write where git or BestCode would take what stands there for instructions: a hook
    /// written today runs tomorrow, outside every wall.
    void refuseProtected(String path) throws ToolFailedException {
        for (var name : path.split("/", -1)) {
            if (name.equalsIgnoreCase(".git") || name.equalsIgnoreCase(".bestcode")) {
                throw new ToolFailedException(
                        "path %s is protected: no tool writes inside %s"
                                .formatted(quoted(path), name));
            }
        }
    }

    static String quoted(String path) {
        return "'" + Truncation.line(path, QUOTED_CODE_POINTS_MAX).replace('\n', ' ') + "'";
    }
}
