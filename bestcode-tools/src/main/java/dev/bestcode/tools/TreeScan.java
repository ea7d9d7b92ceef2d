package dev.bestcode.tools;

import dev.bestcode.api.kernel.Sha256;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Looks through a workspace for what its past keeps: files up to a size, links and folders, with
/// what git would ignore left out, and every `.git` too. A file is read only when its size, its
/// times or its inode are not those that it was last read with. Used by one worker at a time.
final class TreeScan {
    /// A larger tree is not looked through before and after each command.
    static final int ENTRIES_MAX = 200_000;

    static final int FILE_BYTES_MAX = FileContent.WHOLE_BYTES_MAX;

    /// Of all files: the first look reads and keeps them.
    static final long TREE_BYTES_MAX = 1L << 30;

    /// Each level holds two descriptors open; processes commonly have 1,024.
    private static final int DEPTH_MAX = 128;

    /// A file that was read just after it changed can change again within one tick of the clock.
    private static final Duration YOUNG = Duration.ofSeconds(2);

    /// Within the ticks of the clock that file systems take their times from.
    private static final Duration TICK = Duration.ofMillis(50);

    private final TreeRules rules;
    private Map<String, Stamped> seen = Map.of();
    private Map<String, Stamped> now = new HashMap<>();

    /// Of the files that the scan before found.
    private Set<Object> keysBefore = Set.of();

    private TreeMap<String, Kept> found = new TreeMap<>();
    private int entries;
    private long bytes;
    private int leftOut;

    TreeScan(TreeRules rules) {
        this.rules = rules;
    }

    /// A file as it was when it was read.
    private record Stamped(
            Object key, long sizeBytes, FileTime modified, FileTime changed, Sha256 content) {
        boolean isSame(Directory.Look look) {
            return key.equals(look.attributes().key())
                    && sizeBytes == look.attributes().sizeBytes()
                    && modified.equals(look.attributes().modified())
                    && changed.equals(look.changed())
                    && changed.toInstant().isBefore(Instant.now().minus(YOUNG));
        }
    }

    /// @param leftOut entries that are not kept: too large, too deep, special, not readable
    record Scanned(KeptTree tree, Instant begun, int leftOut) {}

    /// @param named paths that are looked at although git would ignore them
    /// @return empty when the tree is larger than [#ENTRIES_MAX] or [#TREE_BYTES_MAX]
    Optional<Scanned> run(Set<String> named) throws IOException, InterruptedException {
        var begun = Instant.now();
        now = new HashMap<>();
        found = new TreeMap<>();
        entries = 0;
        bytes = 0;
        leftOut = 0;
        try (var root = rules.workspace().main().open()) {
            if (!directory(root, ".", rules.global(), 0)) {
                return Optional.empty();
            }
        }
        for (var path : named) {
            if (!found.containsKey(path) && !(at(path) instanceof Kept.Absent)) {
                found.put(path, at(path));
            }
        }
        keysBefore = seen.values().stream().map(Stamped::key).collect(Collectors.toSet());
        seen = now;
        return Optional.of(new Scanned(new KeptTree(found), begun, leftOut));
    }

    /// Whether a file that the newest scan found had been there before that moment, unseen: then
    /// only a rule can have hidden it. One that the scan before found elsewhere lies in a folder
    /// that was renamed, which leaves no trace on itself.
    boolean wasHidden(String path, Instant moment) {
        return Optional.ofNullable(seen.get(path))
                .filter(stamped -> stamped.changed().toInstant().isBefore(moment.minus(TICK)))
                .filter(stamped -> !keysBefore.contains(stamped.key()))
                .isPresent();
    }

    /// What lies at one path.
    Kept at(String path) throws IOException {
        try (var root = rules.workspace().main().open()) {
            return at(root, path, path);
        }
    }

    private Kept at(Directory directory, String left, String path) throws IOException {
        int slash = left.indexOf('/');
        var name = slash < 0 ? left : left.substring(0, slash);
        var look = directory.look(name);
        if (look.isEmpty()) {
            return Kept.ABSENT;
        }
        if (slash < 0) {
            return kept(directory, name, path, look.get()).orElse(Kept.ABSENT);
        }
        if (!look.get().attributes().isDirectory()) {
            return Kept.ABSENT;
        }
        try (var below = directory.directory(name)) {
            return at(below, left.substring(slash + 1), path);
        }
    }

    /// @return whether to go on
    private boolean directory(Directory directory, String path, IgnoreRules above, int depth)
            throws IOException, InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("stopped while looking through " + path);
        }
        var all = directory.entries();
        var own = IgnoreFiles.own(directory, path, all, above);
        for (var entry : all) {
            if (entry.name().equals(IgnoreFiles.GIT) || TemporaryFile.isOne(entry.name())) {
                continue;
            }
            if (++entries > ENTRIES_MAX || bytes > TREE_BYTES_MAX) {
                return false;
            }
            var at = TreeWalk.join(path, entry.name());
            var look = directory.look(entry.name());
            boolean folder = look.map(it -> it.attributes().isDirectory()).orElse(false);
            if (look.isEmpty() || own.ignores(at, folder)) {
                continue;
            }
            var kept = kept(directory, entry.name(), at, look.get());
            kept.ifPresent(it -> found.put(at, it));
            leftOut += kept.isPresent() ? 0 : 1;
            if (folder && kept.isPresent() && !below(directory, entry.name(), at, own, depth)) {
                return false;
            }
        }
        return true;
    }

    private boolean below(
            Directory directory, String name, String path, IgnoreRules rules, int depth)
            throws IOException, InterruptedException {
        if (depth == DEPTH_MAX) {
            leftOut++;
            return true;
        }
        Directory below;
        try {
            below = directory.directory(name);
        } catch (FileSystemException _) {
            leftOut++; // not readable, or replaced since it was listed
            return true;
        }
        try (below) {
            return directory(below, path, rules, depth + 1);
        }
    }

    /// Empty for what is not kept.
    private Optional<Kept> kept(Directory directory, String name, String path, Directory.Look look)
            throws IOException {
        return switch (look.attributes().kind()) {
            case DIRECTORY -> Optional.of(new Kept.Folder(look.mode()));
            case LINK -> Optional.of(new Kept.Link(directory.link(name)));
            case FILE ->
                    content(directory, name, path, look)
                            .map(content -> new Kept.File(look.mode(), content));
            case SPECIAL, UNKNOWN -> Optional.empty();
        };
    }

    private Optional<Sha256> content(
            Directory directory, String name, String path, Directory.Look look) throws IOException {
        var attributes = look.attributes();
        if (attributes.sizeBytes() > FILE_BYTES_MAX) {
            return Optional.empty();
        }
        bytes += attributes.sizeBytes();
        var before = seen.get(path);
        Sha256 content;
        if (before != null && before.isSame(look)) {
            content = before.content();
        } else {
            var file = new Place.File(rules.workspace().main(), path, directory, name, attributes);
            try {
                content = FileContent.hash(file);
            } catch (AccessDeniedException _) {
                return Optional.empty();
            }
        }
        now.put(
                path,
                new Stamped(
                        attributes.key(),
                        attributes.sizeBytes(),
                        attributes.modified(),
                        look.changed(),
                        content));
        return Optional.of(content);
    }

    /// The content of a file that a scan has found; empty when it is gone or too large now.
    Optional<byte[]> read(String path) throws IOException {
        try (var root = rules.workspace().main().open()) {
            return read(root, path, path);
        }
    }

    private Optional<byte[]> read(Directory directory, String left, String path)
            throws IOException {
        int slash = left.indexOf('/');
        var name = slash < 0 ? left : left.substring(0, slash);
        var attributes = directory.attributes(name);
        if (attributes.isEmpty()) {
            return Optional.empty();
        }
        if (slash < 0) {
            return attributes.get().isFile()
                    ? FileContent.whole(
                            new Place.File(
                                    rules.workspace().main(),
                                    path,
                                    directory,
                                    name,
                                    attributes.get()))
                    : Optional.empty();
        }
        try (var below = directory.directory(name)) {
            return read(below, left.substring(slash + 1), path);
        }
    }
}
