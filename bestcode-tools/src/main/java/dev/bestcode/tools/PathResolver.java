package dev.bestcode.tools;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// Walks one path beneath the root, component by component, as `openat2(RESOLVE_IN_ROOT)` would but
/// refusing where that clamps.
///
/// Each step looks at one name in the directory held open and opens it without following a link. A
/// link's target is only more text to walk by the same rules, so a link inside the workspace works,
/// one that leads out is refused, and swapping names meanwhile gains nothing.
/// Used once.
final class PathResolver implements Closeable {
    /// As many as Linux follows before it says ELOOP.
    private static final int LINKS_MAX = 40;

    private final Workspace workspace;
    private final String asked;
    private final boolean createParents;
    private final Deque<Path> ahead = new ArrayDeque<>();
    private final List<Path> behind = new ArrayList<>();
    private Directory current;
    private int links;

    PathResolver(Workspace workspace, String asked, boolean createParents) throws IOException {
        this.workspace = workspace;
        this.asked = asked;
        this.createParents = createParents;
        this.current = Directory.open(workspace.root());
    }

    /// The answer takes over the open directory.
    Place resolve() throws IOException, ToolFailedException {
        push(parse());
        while (!ahead.isEmpty()) {
            var name = ahead.pop();
            switch (name.toString()) {
                case "", "." -> {}
                case ".." -> up();
                default -> {
                    var attributes = current.attributes(name);
                    if (attributes.isEmpty()) {
                        if (ahead.isEmpty()) {
                            return new Place.Missing(pathTo(name), current, name);
                        }
                        missingParent(name);
                    } else if (attributes.get().isRegularFile()) {
                        return file(name, attributes.get());
                    } else {
                        enter(name, attributes.get());
                    }
                }
            }
        }
        return new Place.Folder(pathTo(Path.of("")), current);
    }

    private Path parse() throws ToolFailedException {
        if (asked.isEmpty()) {
            throw new ToolFailedException("path is empty; give one relative to the workspace");
        }
        try {
            var path = Path.of(asked);
            return path.isAbsolute() ? insideRoot(path) : path;
        } catch (InvalidPathException e) {
            throw new ToolFailedException(
                    "path %s cannot be a file name here: %s"
                            .formatted(Workspace.quoted(asked), e.getReason()));
        }
    }

    private Path insideRoot(Path absolute) throws ToolFailedException {
        for (var root : List.of(workspace.root(), workspace.givenRoot())) {
            if (absolute.startsWith(root)) {
                int names = absolute.getNameCount();
                return names == root.getNameCount()
                        ? Path.of("")
                        : absolute.subpath(root.getNameCount(), names);
            }
        }
        throw refused("leads outside the workspace " + workspace.root());
    }

    private ToolFailedException refused(String reason) {
        return new ToolFailedException("path %s %s".formatted(Workspace.quoted(asked), reason));
    }

    private void push(Path path) {
        for (int i = path.getNameCount() - 1; i >= 0; i--) {
            ahead.push(path.getName(i));
        }
    }

    /// The parent is found again from the root: handles of parents are not kept.
    private void up() throws IOException, ToolFailedException {
        if (behind.isEmpty()) {
            throw refused("goes above the workspace's root with '..'");
        }
        behind.removeLast();
        reopen();
    }

    private void reopen() throws IOException {
        replaceCurrent(Directory.open(workspace.root()));
        for (var name : behind) {
            replaceCurrent(current.directory(name));
        }
    }

    private void replaceCurrent(Directory next) throws IOException {
        current.close();
        current = next;
    }

    private void missingParent(Path name) throws IOException, ToolFailedException {
        if (!createParents) {
            throw refused(
                    "does not exist: there is no '%s'%s"
                            .formatted(pathTo(name), NearMiss.names(current, name)));
        }
        workspace.refuseProtected(pathTo(name));
        current.createDirectory(name);
        current.force();
        descend(name);
    }

    private Place file(Path name, BasicFileAttributes attributes) throws ToolFailedException {
        if (!ahead.isEmpty()) {
            throw refused("goes through '%s', which is a file".formatted(pathTo(name)));
        }
        return new Place.File(pathTo(name), current, name, attributes);
    }

    private void enter(Path name, BasicFileAttributes attributes)
            throws IOException, ToolFailedException {
        if (attributes.isSymbolicLink()) {
            follow(name);
        } else if (attributes.isDirectory()) {
            descend(name);
        } else {
            throw refused(
                    "is or goes through a special file (FIFO, device or socket), which no tool"
                            + " opens");
        }
    }

    private void descend(Path name) throws IOException {
        replaceCurrent(current.directory(name));
        behind.add(name);
    }

    private void follow(Path name) throws IOException, ToolFailedException {
        if (++links > LINKS_MAX) {
            throw refused("goes through more than %d links".formatted(LINKS_MAX));
        }
        var target = Files.readSymbolicLink(current.path().resolve(name));
        if (target.isAbsolute()) {
            push(insideRoot(target));
            behind.clear();
            reopen();
        } else {
            push(target);
        }
    }

    private String pathTo(Path name) {
        var path = new StringBuilder();
        behind.forEach(part -> path.append(part).append('/'));
        path.append(name);
        if (path.isEmpty()) {
            return ".";
        }
        return name.toString().isEmpty() ? path.substring(0, path.length() - 1) : path.toString();
    }

    /// Only for a resolver that did not answer.
    @Override
    public void close() throws IOException {
        current.close();
    }
}
