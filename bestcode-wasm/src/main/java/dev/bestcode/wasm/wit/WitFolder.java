package dev.bestcode.wasm.wit;

import dev.bestcode.wasm.LimitExceededException;
import dev.bestcode.wasm.WasmException;
import dev.bestcode.wasm.WitException;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Reads a package from a file, or from a folder with its dependencies below `deps/`. There each
/// folder, each `.wit` file and each package in binary form, `.wasm`, is a package; other files are
/// none of ours.
final class WitFolder {
    private static final int FILES_MAX = 1_000;

    /// Of all files together.
    private static final long CHARACTERS_MAX = 16L << 20;

    private final List<WitResolver.Part> dependencies = new ArrayList<>();
    private int files;
    private long characters;

    record Packages(WitResolver.Part main, List<WitResolver.Part> dependencies) {}

    static Packages read(Path path) throws IOException {
        var folder = new WitFolder();
        var main = folder.part(path);
        var deps = path.resolve("deps");
        if (Files.isDirectory(deps)) {
            for (var entry : entries(deps)) {
                if (Files.isDirectory(entry) || isWit(entry) || isBinary(entry)) {
                    folder.dependencies.add(folder.part(entry));
                }
            }
        }
        return new Packages(main, List.copyOf(folder.dependencies));
    }

    private WitResolver.Part part(Path path) throws IOException {
        var found = new ArrayList<WitFile>();
        var wanted =
                Files.isDirectory(path)
                        ? entries(path).stream().filter(WitFolder::isWit).toList()
                        : List.of(path);
        for (var file : wanted) {
            found.add(isBinary(file) ? binary(file) : WitParser.parse(file.toString(), text(file)));
        }
        return new WitResolver.Part(path.toString(), List.copyOf(found));
    }

    private WitFile binary(Path file) throws IOException {
        count(file);
        try {
            return BinaryPackage.read(Files.readAllBytes(file));
        } catch (WasmException e) {
            throw new WitException(
                    file.toString(),
                    1,
                    1,
                    "it is no WIT package in binary form (" + e.getMessage() + ")",
                    "Put the package there as text, or encode it anew.");
        }
    }

    private String text(Path file) throws IOException {
        count(file);
        try {
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            throw new IOException(file + " is no text in UTF-8; save it as one", e);
        }
    }

    private void count(Path file) throws IOException {
        files++;
        characters += Files.size(file);
        if (files > FILES_MAX || characters > CHARACTERS_MAX) {
            throw new LimitExceededException(
                    "%s: the packages have more than %,d files or %,d bytes"
                            .formatted(file, FILES_MAX, CHARACTERS_MAX));
        }
    }

    private static boolean isBinary(Path path) {
        return path.toString().endsWith(".wasm") && Files.isRegularFile(path);
    }

    private static boolean isWit(Path path) {
        return path.toString().endsWith(".wit") && Files.isRegularFile(path);
    }

    private static List<Path> entries(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted().limit(FILES_MAX + 1).toList();
        }
    }
}
