package dev.bestcode.tools;

import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.organism.WasmSpec;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/// The jail: the directory trees that tools reach. Safe from any worker.
///
/// Every path of every tool is walked beneath its root, component by component, through open
/// directory handles; no link is followed out, no mount is crossed, and special files are refused.
/// What is read or written is therefore what was checked. What is left open: a command's working
/// directory is handed over by path; and see [HandleDirectory] and [PathDirectory] for what holds
/// where Linux's own calls cannot be had.
public final class Workspace implements dev.bestcode.api.tool.Workspace {
    /// A quoted path longer than this is cut: it is a mistake, and the message has a cap.
    private static final int QUOTED_CODE_POINTS_MAX = 300;

    private final List<WorkspaceRoot> roots;
    private final ReadLedger reads = new ReadLedger();
    private final ReentrantLock writing = new ReentrantLock();
    private final WorkspaceFiles files = new WorkspaceFiles(this);

    private Workspace(List<WorkspaceRoot> roots) {
        this.roots = List.copyOf(roots);
    }

    /// The tree beneath an existing directory.
    /// @throws UncheckedIOException when it is not a directory that can be opened
    public static Workspace at(Path root) {
        return new Workspace(List.of(WorkspaceRoot.of(root, false, true)));
    }

    /// The tree of a folder that a component is granted.
    /// @throws IllegalArgumentException when it is no directory that can be opened, or may be
    ///     written and lies where no tool writes
    public static Workspace granted(WasmSpec.Folder folder) {
        try {
            var root = WorkspaceRoot.of(folder.host(), folder.readOnly(), true);
            if (!root.readOnly()) {
                refuseProtected(FileNames.split(root.path().toString()));
            }
            return new Workspace(List.of(root));
        } catch (UncheckedIOException | ToolFailedException e) {
            throw new IllegalArgumentException(
                    "folder '%s': %s".formatted(folder.host(), e.getMessage()), e);
        }
    }

    /// This workspace and one more tree, whose paths are absolute.
    /// @throws UncheckedIOException when it is not a directory that can be opened
    public Workspace withRoot(Path root) {
        return with(WorkspaceRoot.of(root, false, false));
    }

    /// As [#withRoot]; no tool writes there.
    public Workspace withReadOnlyRoot(Path root) {
        return with(WorkspaceRoot.of(root, true, false));
    }

    private Workspace with(WorkspaceRoot root) {
        var all = new ArrayList<>(roots);
        all.add(root);
        return new Workspace(all);
    }

    /// The first, absolute and free of links.
    public Path root() {
        return main().path();
    }

    WorkspaceRoot main() {
        return roots.getFirst();
    }

    /// Whether a path lies in one of the trees, wherever links lead; it need not exist.
    public boolean contains(Path path) {
        var real = real(path.toAbsolutePath().normalize());
        return roots.stream().anyMatch(root -> real.startsWith(root.path()));
    }

    /// The path without links, as far as it exists.
    private static Path real(Path absolute) {
        for (var there = absolute; there != null; there = there.getParent()) {
            try {
                return there.toRealPath().resolve(there.relativize(absolute));
            } catch (IOException missing) {
                // What is above it may be there.
            }
        }
        return absolute;
    }

    /// What a run has read of this workspace, so that its writes can tell that a file changed
    /// since.
    ReadLedger.OfRun reads(RunId run) {
        return reads.of(run);
    }

    /// Keep what was read in this directory too, so that a process that goes on with a run there
    /// knows it.
    /// @param directory of this user alone, outside of the workspace
    public void rememberReadsIn(Path directory) {
        reads.keepIn(directory);
    }

    /// Held from reading a file's state to replacing it, so that two calls lose no change.
    ReentrantLock writing() {
        return writing;
    }

    /// Where the walk of a path begins.
    record Start(WorkspaceRoot root, List<String> names) {}

    Start start(String path) throws ToolFailedException {
        if (path.isEmpty()) {
            throw new ToolFailedException("path is empty; give one relative to the workspace");
        }
        var meant = FileNames.meant(path);
        if (FileNames.encode(meant).isEmpty()) {
            throw refused(path, "cannot be a file name here: it has a NUL or half a character");
        }
        if (!meant.startsWith("/")) {
            return new Start(main(), FileNames.split(meant));
        }
        for (var root : roots.reversed()) { // one that lies in another was named for a reason
            var names = root.below(meant);
            if (names.isPresent()) {
                return new Start(root, names.get());
            }
        }
        throw refused(path, "leads outside the workspace " + root());
    }

    static PathRefusedException refused(String path, String reason) {
        return refused(PathRefusedException.Why.FORBIDDEN, path, reason);
    }

    static PathRefusedException refused(PathRefusedException.Why why, String path, String reason) {
        return new PathRefusedException(why, path, "path %s %s".formatted(quoted(path), reason));
    }

    /// A tool's path below its root, as it is spelled and nothing looked at; for people.
    String spelled(String path) throws ToolFailedException {
        var start = start(path);
        List<String> names = new ArrayList<>();
        for (var name : start.names()) {
            if (name.equals("..") && !names.isEmpty()) {
                names.removeLast();
            } else if (!name.isEmpty() && !name.equals(".")) {
                names.add(name);
            }
        }
        return FileNames.shown(
                names.isEmpty()
                        ? start.root().path().toString()
                        : start.root().path() + "/" + String.join("/", names));
    }

    /// Find what a tool's path stands for.
    /// @throws ToolFailedException when it leads outside, through a special file or a missing
    /// directory
    Place find(String path) throws IOException, ToolFailedException {
        return resolve(path, PathResolver.Parents.REQUIRED);
    }

    /// As [#find], creating the directories on the way.
    Place findForWriting(String path) throws IOException, ToolFailedException {
        refuseFolderName(path);
        return writable(resolve(path, PathResolver.Parents.CREATED));
    }

    /// As [#findForWriting] with nothing created: where the file would be.
    Place foresee(String path) throws IOException, ToolFailedException {
        refuseFolderName(path);
        return writable(resolve(path, PathResolver.Parents.IMAGINED));
    }

    /// As [#find], of a path that is taken word for word below the first root.
    Place findLiteral(String path) throws IOException, ToolFailedException {
        if (path.isEmpty() || path.startsWith("/") || FileNames.encode(path).isEmpty()) {
            throw refused(path, "is no path below a folder");
        }
        return resolve(
                new Start(main(), FileNames.split(path)), path, PathResolver.Parents.REQUIRED);
    }

    /// Before anything is created on the way.
    private static void refuseFolderName(String path) throws PathRefusedException {
        var name = path.substring(path.lastIndexOf('/') + 1);
        if (name.isEmpty() || name.equals(".") || name.equals("..")) {
            throw refused(path, "names a folder; give the path of a file");
        }
        if (TemporaryFile.isOne(name)) {
            throw refused(path, "is the name of a write that is under way; choose another");
        }
    }

    private Place writable(Place place) throws IOException, ToolFailedException {
        try {
            refuseProtected(place.root().names(place.path()));
            if (place.root().readOnly()) {
                throw refused(
                        place.path(),
                        "lies in %s, which is read-only".formatted(place.root().path()));
            }
            return place;
        } catch (ToolFailedException e) {
            place.close();
            throw e;
        }
    }

    private Place resolve(String path, PathResolver.Parents parents)
            throws IOException, ToolFailedException {
        if (parents != PathResolver.Parents.REQUIRED) {
            refuseProtected(start(path).names()); // before anything is made on the way there
        }
        return resolve(start(path), path, parents);
    }

    private static Place resolve(Start start, String path, PathResolver.Parents parents)
            throws IOException, ToolFailedException {
        var resolver = new PathResolver(start, path, parents);
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

    /// @see ProtectedNames
    static void refuseProtected(List<String> names) throws ToolFailedException {
        for (var name : names) {
            if (ProtectedNames.contains(name)) {
                throw refused(
                        String.join("/", names),
                        "is protected: no tool writes inside " + FileNames.shown(name));
            }
        }
    }

    @Override
    public boolean readOnly() {
        return main().readOnly();
    }

    @Override
    public Status status(String path, LinkOption... links) throws IOException {
        return files.status(path, links);
    }

    @Override
    public OpenFile open(String path, Set<? extends OpenOption> options) throws IOException {
        return files.open(path, options);
    }

    @Override
    public List<Named> list(String path) throws IOException {
        return files.list(path);
    }

    @Override
    public String link(String path) throws IOException {
        return files.link(path);
    }

    @Override
    public void createDirectory(String path) throws IOException {
        files.createDirectory(path);
    }

    @Override
    public void deleteDirectory(String path) throws IOException {
        files.deleteDirectory(path);
    }

    @Override
    public void deleteFile(String path) throws IOException {
        files.deleteFile(path);
    }

    @Override
    public void rename(String from, String to) throws IOException {
        files.rename(from, to);
    }

    static String quoted(String path) {
        var shown = FileNames.shown(Truncation.line(path, QUOTED_CODE_POINTS_MAX));
        return shown.startsWith("\"") ? shown : "'" + shown + "'";
    }
}
