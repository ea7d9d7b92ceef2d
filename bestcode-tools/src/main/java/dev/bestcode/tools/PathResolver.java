package dev.bestcode.tools;

import dev.bestcode.tools.PathRefusedException.Why;

import java.io.Closeable;
import java.io.IOException;
import java.text.Normalizer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// Walks one path beneath its root, component by component, as `openat2(RESOLVE_IN_ROOT)` would but
/// refusing where that clamps.
///
/// Each step looks at one name in the directory held open and opens it without following a link. A
/// link's target is only more text to walk by the same rules, so a link inside the workspace works,
/// one that leads out is refused, and swapping names meanwhile gains nothing.
/// Used once.
final class PathResolver implements Closeable {
    /// As many as Linux follows before it says ELOOP.
    private static final int LINKS_MAX = 40;

    /// What becomes of directories on the way that are not there.
    enum Parents {
        REQUIRED,
        CREATED,
        /// Left missing: the answer says where the file would be.
        IMAGINED
    }

    private final String asked;
    private final Parents parents;
    private final Deque<String> ahead = new ArrayDeque<>();
    private final List<String> behind = new ArrayList<>();
    private final WorkspaceRoot root;
    private Directory current;
    private int links;

    /// @param asked what messages call it
    PathResolver(Workspace.Start start, String asked, Parents parents) throws IOException {
        this.asked = asked;
        this.parents = parents;
        this.root = start.root();
        push(start.names());
        this.current = root.open();
    }

    /// The answer takes over the open directory.
    Place resolve() throws IOException, ToolFailedException {
        while (!ahead.isEmpty()) {
            var name = ahead.pop();
            switch (name) {
                case "", "." -> {}
                case ".." -> up();
                default -> {
                    var found = step(name);
                    if (found.isPresent()) {
                        return found.get();
                    }
                }
            }
        }
        return new Place.Folder(root, shown(""), current);
    }

    /// @return the place, when the path ends here
    private Optional<Place> step(String asName) throws IOException, ToolFailedException {
        var name = asName;
        var attributes = current.attributes(name);
        if (attributes.isEmpty()) {
            var twin = sameInAnotherForm(name);
            if (twin.isPresent()) {
                name = twin.get();
                attributes = current.attributes(name);
            }
        }
        if (attributes.isEmpty()) {
            if (ahead.isEmpty()) {
                return Optional.of(new Place.Missing(root, shown(name), current, name));
            }
            return missingParent(name);
        }
        if (attributes.get().isFile()) {
            return Optional.of(file(name, attributes.get()));
        }
        enter(name, attributes.get());
        return Optional.empty();
    }

    /// Keyboards and models compose é, some systems' files have it decomposed: the one entry that
    /// differs in nothing but the form is meant.
    /// @see "Unicode Standard Annex 15"
    private Optional<String> sameInAnotherForm(String name) throws IOException {
        if (name.chars().allMatch(c -> c < 0x80)) {
            return Optional.empty();
        }
        var composed = Normalizer.normalize(name, Normalizer.Form.NFC);
        try (var again = current.again()) {
            var same =
                    again.entries().stream()
                            .map(Entry::name)
                            .filter(
                                    one ->
                                            Normalizer.normalize(one, Normalizer.Form.NFC)
                                                    .equals(composed))
                            .toList();
            return same.size() == 1 ? Optional.of(same.getFirst()) : Optional.empty();
        }
    }

    private PathRefusedException refused(String reason) {
        return refused(Why.FORBIDDEN, reason);
    }

    private PathRefusedException refused(Why why, String reason) {
        return Workspace.refused(why, asked, reason);
    }

    private void push(List<String> names) {
        names.reversed().forEach(ahead::push);
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
        replaceCurrent(root.open());
        for (var name : behind) {
            replaceCurrent(current.directory(name));
        }
    }

    private void replaceCurrent(Directory next) throws IOException {
        current.close();
        current = next;
    }

    private Optional<Place> missingParent(String name) throws IOException, ToolFailedException {
        if (parents != Parents.REQUIRED) {
            Workspace.refuseProtected(root.names(shown(name)));
        }
        switch (parents) {
            case REQUIRED ->
                    throw refused(
                            Why.ABSENT,
                            "does not exist: there is no %s%s"
                                    .formatted(
                                            Workspace.quoted(shown(name)),
                                            NearMiss.names(current, name)));
            case CREATED -> {
                refuseReadOnly();
                current.createDirectory(name);
                current.force();
                descend(name);
                return Optional.empty();
            }
            case IMAGINED -> {
                if (ahead.contains("..")) {
                    throw refused("goes up from a directory that does not exist");
                }
                behind.add(name);
                var last = ahead.removeLast();
                behind.addAll(ahead);
                return Optional.of(new Place.Missing(root, shown(last), current, last));
            }
        }
        throw new AssertionError(parents);
    }

    private void refuseReadOnly() throws ToolFailedException {
        if (root.readOnly()) {
            throw refused("lies in %s, which is read-only".formatted(root.path()));
        }
    }

    private Place file(String name, Attributes attributes) throws ToolFailedException {
        if (!ahead.isEmpty()) {
            throw refused(
                    Why.FILE_ON_THE_WAY,
                    "goes through %s, which is a file".formatted(Workspace.quoted(shown(name))));
        }
        return new Place.File(root, shown(name), current, name, attributes);
    }

    private void enter(String name, Attributes attributes) throws IOException, ToolFailedException {
        switch (attributes.kind()) {
            case LINK -> follow(name);
            case DIRECTORY -> descend(name);
            case FILE, SPECIAL, UNKNOWN ->
                    throw refused(
                            "is or goes through a special file (FIFO, device, socket or another"
                                    + " file system), which no tool opens");
        }
    }

    private void descend(String name) throws IOException {
        replaceCurrent(current.directory(name));
        behind.add(name);
    }

    private void follow(String name) throws IOException, ToolFailedException {
        if (++links > LINKS_MAX) {
            throw refused(
                    Why.TOO_MANY_LINKS, "goes through more than %d links".formatted(LINKS_MAX));
        }
        var target = current.link(name);
        if (target.startsWith("/")) {
            push(
                    root.below(target)
                            .orElseThrow(
                                    () ->
                                            refused(
                                                    "leads outside the workspace "
                                                            + root.path()
                                                            + " by a link")));
            behind.clear();
            reopen();
        } else {
            push(List.of(target.split("/", -1)));
        }
    }

    /// @param name below the current directory; empty for that itself
    private String shown(String name) {
        var names = new ArrayList<>(behind);
        if (!name.isEmpty()) {
            names.add(name);
        }
        return root.shown(names.isEmpty() ? "." : String.join("/", names));
    }

    /// Only for a resolver that did not answer.
    @Override
    public void close() throws IOException {
        current.close();
    }
}
