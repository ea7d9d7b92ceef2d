package dev.bestcode.security;

import dev.bestcode.api.kernel.Sha256;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// The files of a project that count for what may be done in it: everything below its `.bestcode`,
/// and other files that are named, such as an organism elsewhere in the workspace with its prompts.
/// @param digests by path relative to the workspace, with `/`
public record ProjectFiles(SortedMap<String, Sha256> digests) {
    /// The folder of a project's own settings.
    public static final String FOLDER = ".bestcode";

    /// Where a project keeps its organism.
    public static final String ORGANISM = FOLDER + "/organism.yaml";

    /// No file of a project has this name.
    private static final String ASSEMBLED = "//assembled";

    /// A folder of settings that has more is not read through at every start.
    private static final int FILES_MAX = 1_000;

    private static final long BYTES_MAX = 64L << 20;

    public ProjectFiles {
        digests = new TreeMap<>(digests);
    }

    /// @param workspace its real path
    /// @param named files of the workspace beside those of `.bestcode`
    /// @param assembled what was made of them, as text: so that nothing they lead to is left out
    /// @throws IOException when one cannot be read, or there are too many
    public static ProjectFiles of(Path workspace, List<Path> named, String assembled)
            throws IOException {
        var found = new Collector(workspace);
        var folder = workspace.resolve(FOLDER);
        if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            Files.walkFileTree(folder, found);
        }
        for (var file : named) {
            found.add(file.toRealPath());
        }
        found.digests.put(ASSEMBLED, Sha256.of(assembled.getBytes(StandardCharsets.UTF_8)));
        return new ProjectFiles(found.digests);
    }

    /// One digest over names and contents.
    public Sha256 digest() {
        var text = new StringBuilder();
        digests.forEach((name, sha) -> text.append(sha).append(' ').append(name).append('\n'));
        return Sha256.of(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    /// Digests what it is led through. Links are refused: what they lead to may change unseen.
    private static final class Collector extends SimpleFileVisitor<Path> {
        private final Path workspace;
        private final TreeMap<String, Sha256> digests = new TreeMap<>();
        private long bytes;

        Collector(Path workspace) {
            this.workspace = workspace;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
            if (!attributes.isRegularFile()) {
                throw new IOException(
                        file + " is neither a file nor a folder; put the file itself there");
            }
            add(file);
            return FileVisitResult.CONTINUE;
        }

        void add(Path file) throws IOException {
            try (var in = Files.newInputStream(file)) {
                var content =
                        in.readNBytes((int) Math.min(BYTES_MAX - bytes + 1, Integer.MAX_VALUE));
                bytes += content.length;
                if (bytes > BYTES_MAX) {
                    throw new IOException(
                            "the project's own files have more than %,d bytes"
                                    .formatted(BYTES_MAX));
                }
                put(file, Sha256.of(content));
            }
        }

        private void put(Path file, Sha256 sha256) throws IOException {
            digests.put(
                    workspace
                            .relativize(file)
                            .toString()
                            .replace(file.getFileSystem().getSeparator(), "/"),
                    sha256);
            if (digests.size() > FILES_MAX) {
                throw new IOException(
                        "the project has more than %,d files of its own".formatted(FILES_MAX));
            }
        }
    }
}
