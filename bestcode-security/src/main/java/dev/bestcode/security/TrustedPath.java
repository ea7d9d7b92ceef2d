package dev.bestcode.security;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// The directories of a search path that programs may be taken from.
final class TrustedPath {
    private final Path workspace;
    private final List<Path> directories = new ArrayList<>();

    TrustedPath(String path, Path workspace) {
        this.workspace = real(workspace).orElse(workspace.toAbsolutePath().normalize());
        for (var entry : path.split(Pattern.quote(File.pathSeparator), -1)) {
            absolute(entry)
                    .flatMap(TrustedPath::real)
                    .filter(this::trusted)
                    .ifPresent(directories::add);
        }
    }

    /// The first executable of that name. A link is followed to see where it leads, and kept as it
    /// is, because some programs go by the name they were called by.
    Optional<Path> find(String name) {
        if (name.isEmpty() || name.contains("/") || name.contains(File.separator)) {
            return Optional.empty();
        }
        return directories.stream()
                .map(directory -> directory.resolve(name))
                .filter(program -> Files.isRegularFile(program) && Files.isExecutable(program))
                .filter(
                        program ->
                                real(program)
                                        .map(Path::getParent)
                                        .filter(this::trusted)
                                        .isPresent())
                .findFirst();
    }

    /// Whether a link of the workspace leads to a program that lies outside, where not anybody may
    /// write: that of a virtual environment does.
    boolean isLed(Path link) {
        return Files.isSymbolicLink(link)
                && real(link)
                        .filter(Files::isRegularFile)
                        .map(Path::getParent)
                        .filter(this::trusted)
                        .isPresent();
    }

    private boolean trusted(Path directory) {
        return !directory.startsWith(workspace) && !isWritableByAnybody(directory);
    }

    private static boolean isWritableByAnybody(Path directory) {
        try {
            return Files.getPosixFilePermissions(directory)
                    .contains(PosixFilePermission.OTHERS_WRITE);
        } catch (IOException | UnsupportedOperationException e) {
            return true; // what cannot be told is not trusted
        }
    }

    private static Optional<Path> absolute(String entry) {
        try {
            return Optional.of(Path.of(entry)).filter(Path::isAbsolute);
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private static Optional<Path> real(Path path) {
        try {
            return Optional.of(path.toRealPath());
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
