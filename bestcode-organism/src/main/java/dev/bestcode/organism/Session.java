package dev.bestcode.organism;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// One reading: the report, the files, and which of them are being read now.
final class Session {
    /// Organism files beside the first.
    static final int FILES_MAX = 64;

    private record Open(Path real, String shown) {}

    final Report report = new Report();
    final ProjectFiles files;
    private final Path firstDirectory;
    private final Path shownDirectory;
    private final Deque<Open> open = new ArrayDeque<>();
    private int filesRead;

    /// @param project the project's directory
    /// @param firstDirectory of the first file, absolute and without links
    /// @param shownDirectory the same as whoever asked for the reading named it
    Session(Path project, Path firstDirectory, Path shownDirectory) {
        this.files = new ProjectFiles(project);
        this.firstDirectory = firstDirectory;
        this.shownDirectory = shownDirectory;
    }

    /// The first file is being read from here on.
    void begin(Path real, String name) {
        open.addLast(new Open(real, name));
    }

    /// A file's content by the table; empty when it cannot be read at all, which is reported.
    Optional<Fields> fields(Source source, Shape.Block table) {
        var problems = source.problems();
        try {
            var root = YamlText.compose(source.text(), problems);
            if (root.isEmpty() || Scalars.isNothing(root.get())) {
                throw problems.fatal(
                        root.map(Position::of).orElse(Position.START),
                        "is empty; a complete file has at least the key '%s'"
                                .formatted(
                                        table.names().contains("profiles")
                                                ? "profiles"
                                                : "listeners"));
            }
            return new ShapeReader(problems).block(table.title(), table, root.get());
        } catch (StopReading _) {
            return Optional.empty();
        }
    }

    /// A file that another one names.
    /// @param read what is done with it while it counts as open
    <T> Optional<T> read(Path directory, String name, Function<Source, Optional<T>> read)
            throws RefusedFile {
        if (filesRead == FILES_MAX) {
            throw new RefusedFile("is one too many; %d are allowed".formatted(FILES_MAX));
        }
        var real = files.locate(directory, name);
        var itsName = shown(real);
        if (isOpen(real)) {
            throw new RefusedFile("closes a circle: " + circle(real, itsName));
        }
        var bytes = files.read(real);
        filesRead++;
        open.addLast(new Open(real, itsName));
        try {
            var problems = report.of(itsName);
            var text = YamlText.decode(bytes, problems);
            var source = new Source(problems, parent(real), text, Source.nameOf(real));
            return read.apply(source);
        } catch (StopReading _) {
            return Optional.empty();
        } finally {
            open.removeLast();
        }
    }

    boolean isOpen(Path real) {
        return open.stream().anyMatch(other -> other.real().equals(real));
    }

    private String shown(Path real) {
        var relative = firstDirectory.relativize(real);
        return shownDirectory.resolve(relative).normalize().toString();
    }

    private Path parent(Path real) {
        var parent = real.getParent();
        return parent == null ? firstDirectory : parent;
    }

    private String circle(Path real, String itsName) {
        var chain = open.stream().dropWhile(other -> !other.real().equals(real)).map(Open::shown);
        return Stream.concat(chain, Stream.of(itsName)).collect(Collectors.joining(" → "));
    }
}
