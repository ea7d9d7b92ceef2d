package dev.bestcode.it;

import dev.bestcode.api.kernel.Sha256;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/// The files of a workspace by relative path, git's own left out.
final class FileTree {
    private final Map<String, String> files = new TreeMap<>();

    static FileTree read(Path root) throws IOException {
        var tree = new FileTree();
        try (var paths = Files.walk(root)) {
            paths.filter(Files::isRegularFile)
                    .filter(path -> !root.relativize(path).startsWith(".git"))
                    .forEach(path -> tree.put(root.relativize(path).toString(), content(path)));
        }
        return tree;
    }

    FileTree put(String path, String content) {
        files.put(path, content);
        return this;
    }

    FileTree replace(String path, String old, String replacement) {
        return put(path, files.getOrDefault(path, "").replace(old, replacement));
    }

    void write(Path root) throws IOException {
        for (var file : files.entrySet()) {
            var path = root.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
    }

    Sha256 hash() {
        var text = new StringBuilder();
        files.forEach(
                (path, content) ->
                        text.append(path)
                                .append('\0')
                                .append(content.length())
                                .append('\0')
                                .append(content));
        return Sha256.of(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return files.toString();
    }

    private static String content(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
