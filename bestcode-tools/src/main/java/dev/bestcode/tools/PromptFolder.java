package dev.bestcode.tools;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A folder with texts for agents: of a project, where links are not followed, or of the user.
/// @param shown how people name it
public record PromptFolder(Path path, String shown, boolean ofProject) {
    /// Of one text, which is longer than people write them.
    static final int FILE_BYTES_MAX = 64 * 1024;

    /// What is looked at of one folder.
    private static final int ENTRIES_MAX = 256;

    /// A folder of a project.
    /// @param root the workspace's real path
    /// @param name relative to it
    public static PromptFolder ofProject(Path root, String name) {
        return new PromptFolder(root.resolve(name), name, true);
    }

    /// A folder of the user, who may have put links there.
    public static PromptFolder ofUser(Path path) {
        return new PromptFolder(path, path.toString(), false);
    }

    /// Looks at one entry of a folder.
    @FunctionalInterface
    interface Visitor {
        /// @throws IOException when it cannot be used, with a sentence that says why
        void visit(PromptFolder folder, Path entry) throws IOException;
    }

    /// Look at each entry of each folder.
    /// @return a sentence for each that cannot be used
    static List<String> visit(List<PromptFolder> folders, Visitor visitor) {
        var problems = new ArrayList<String>();
        for (var folder : folders) {
            try {
                for (var entry : folder.entries()) {
                    folder.visit(entry, visitor, problems);
                }
            } catch (IOException e) {
                problems.add(String.valueOf(e.getMessage()));
            }
        }
        return problems;
    }

    private void visit(Path entry, Visitor visitor, List<String> problems) {
        try {
            visitor.visit(this, entry);
        } catch (IOException e) {
            problems.add(String.valueOf(e.getMessage()));
        }
    }

    /// What lies in it, by name; nothing where it is not there, or is reached by a link that does
    /// not count.
    List<Path> entries() throws IOException {
        if (!Files.isDirectory(path) || (ofProject && !path.toRealPath().equals(path))) {
            return List.of();
        }
        var entries = new ArrayList<Path>();
        try (var found = Files.newDirectoryStream(path)) {
            for (var entry : found) {
                entries.add(entry);
                if (entries.size() > ENTRIES_MAX) {
                    throw new IOException(
                            "%s has more than %d entries; none of it is used"
                                    .formatted(shown, ENTRIES_MAX));
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        entries.sort(null);
        return entries;
    }

    boolean isFolder(Path entry) {
        return Files.isDirectory(entry, links());
    }

    /// A text of the folder; empty where there is no such file.
    /// @throws IOException when it is no text of a fit size
    Optional<String> read(Path file) throws IOException {
        if (!Files.isRegularFile(file, links())) {
            return Optional.empty();
        }
        try (var in = Files.newInputStream(file, links())) {
            var bytes = in.readNBytes(FILE_BYTES_MAX + 1);
            if (bytes.length > FILE_BYTES_MAX) {
                throw new IOException(
                        "%s has more than %,d bytes; put the rest into files beside it"
                                .formatted(name(file), FILE_BYTES_MAX));
            }
            return Optional.of(new String(bytes, StandardCharsets.UTF_8));
        }
    }

    /// How people name what lies in it.
    String name(Path file) {
        return shown + "/" + path.relativize(file).toString().replace('\\', '/');
    }

    private LinkOption[] links() {
        return ofProject ? new LinkOption[] {LinkOption.NOFOLLOW_LINKS} : new LinkOption[0];
    }
}
