package dev.bestcode.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/// A fresh folder for the data of one program, removed with all that it holds when closed.
record DataFolder(Path path) implements AutoCloseable {
    static DataFolder below(Path parent) {
        try {
            Files.createDirectories(parent);
            return new DataFolder(
                    Files.createTempDirectory(parent.toRealPath(), "bestcode-benchmark-"));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make a folder below " + parent, e);
        }
    }

    /// A folder in it, made.
    Path folder(String name) {
        try {
            return Files.createDirectories(path.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make " + name + " in " + path, e);
        }
    }

    @Override
    public void close() {
        delete(path);
    }

    /// Delete a folder with all that it holds.
    static void delete(Path folder) {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + folder, e);
        }
    }

    /// Delete the files of a folder whose names end so; none when there is no such folder.
    static void deleteFiles(Path folder, String suffix) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (var files = Files.list(folder)) {
            for (var file : files.filter(f -> f.toString().endsWith(suffix)).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete *" + suffix + " of " + folder, e);
        }
    }

    /// Bytes of all files below it.
    static long size(Path folder) {
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + folder, e);
        }
    }
}
