package dev.bestcode.cli;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;

/// A small project with a failing test, and a place for the system's state, in a temporary folder
/// that is gone when this is closed.
final class DemoProject implements AutoCloseable {
    /// The one command that the demo may run.
    static final List<String> TEST_COMMAND = List.of("java", "SlugTest.java");

    private final Path folder;

    private DemoProject(Path folder) {
        this.folder = folder;
    }

    static DemoProject create() throws IOException {
        var project = new DemoProject(Files.createTempDirectory("bestcode-demo-"));
        Files.createDirectory(project.workspace());
        for (var name : List.of("Slug.java", "SlugTest.java")) {
            Files.write(project.workspace().resolve(name), resource("demo/" + name + ".txt"));
        }
        return project;
    }

    Path workspace() {
        return folder.resolve("slug");
    }

    Path state() {
        return folder.resolve("state");
    }

    static byte[] resource(String name) {
        try (var in = DemoProject.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the resource " + name + " is not in the jar");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the resource " + name, e);
        }
    }

    @Override
    public void close() throws IOException {
        Files.walkFileTree(
                folder,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        Files.delete(file);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(
                            Path directory, @Nullable IOException failure) throws IOException {
                        if (failure != null) {
                            throw failure;
                        }
                        Files.delete(directory);
                        return FileVisitResult.CONTINUE;
                    }
                });
    }
}
