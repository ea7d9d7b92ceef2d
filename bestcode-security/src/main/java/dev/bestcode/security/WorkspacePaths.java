package dev.bestcode.security;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Says where the words of a command lead, links followed. This is for words that a model wrote; a
/// link that is exchanged between the look and the start is the sandbox's to stop.
/// @param root of the workspace, real
record WorkspacePaths(Path root) {
    /// Nothing is learnt or changed by it.
    private static final String NULL_DEVICE = "/dev/null";

    /// What git and this system act upon.
    private static final Set<String> PROTECTED = Set.of(".git", ".bestcode");

    /// As many links as Linux follows in one path.
    private static final int LINKS_MAX = 40;

    static WorkspacePaths of(Path workspace) {
        try {
            return new WorkspacePaths(workspace.toRealPath());
        } catch (IOException e) {
            return new WorkspacePaths(workspace.toAbsolutePath().normalize());
        }
    }

    /// @return why the word may not be read as a file from that directory
    Optional<String> unreadable(Path directory, String word) {
        if (word.equals(NULL_DEVICE)) {
            return Optional.empty();
        }
        return resolve(directory, word).isPresent()
                ? Optional.empty()
                : Optional.of("'%s' leads out of the workspace".formatted(word));
    }

    /// @return why the word may not be written as a file from that directory
    Optional<String> unwritable(Path directory, String word) {
        if (word.equals(NULL_DEVICE)) {
            return Optional.empty();
        }
        var path = resolve(directory, word);
        if (path.isEmpty()) {
            return Optional.of("'%s' leads out of the workspace".formatted(word));
        }
        for (var name : root.relativize(path.get())) {
            if (PROTECTED.contains(name.toString().toLowerCase(Locale.ROOT))) {
                return Optional.of("'%s' is in a protected folder".formatted(word));
            }
        }
        return Optional.empty();
    }

    /// The real place, where it is inside; of what is not there yet, the place where it would be.
    private Optional<Path> resolve(Path directory, String word) {
        try {
            return walk(directory.resolve(word)).filter(path -> path.startsWith(root));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /// Component by component as the system does: `a/..` is not nothing where `a` is a link.
    private static Optional<Path> walk(Path path) {
        Path at = path.getRoot();
        for (var name : path) {
            switch (name.toString()) {
                case "", "." -> {}
                case ".." -> at = at.getParent() == null ? at : at.getParent();
                default -> {
                    var next = followed(at.resolve(name));
                    if (next.isEmpty()) {
                        return Optional.empty();
                    }
                    at = next.get();
                }
            }
        }
        return Optional.of(at);
    }

    private static Optional<Path> followed(Path path) {
        var at = path;
        for (int links = 0; links <= LINKS_MAX; links++) {
            if (!Files.isSymbolicLink(at)) {
                return Files.exists(at, LinkOption.NOFOLLOW_LINKS) ? real(at) : Optional.of(at);
            }
            try {
                var parent = at.getParent();
                var target = (parent == null ? at : parent).resolve(Files.readSymbolicLink(at));
                var real = real(target);
                if (real.isPresent()) {
                    return real;
                }
                at = target.normalize(); // dangling: it would be made at its target
            } catch (IOException e) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    private static Optional<Path> real(Path path) {
        try {
            return Optional.of(path.toRealPath());
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
