package dev.bestcode.runtime;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a project says to every agent: `AGENTS.md` and `CLAUDE.md` of the workspace and of the
/// folders above it, the nearest last. Only plain files of the workspace's own owner count: a link
/// may lead to a secret, and a folder above may be one that anybody can write to.
final class ProjectMemory {
    /// Of one file, which is longer than people write them; what is cut is said.
    static final int FILE_BYTES_MAX = 32 * 1024;

    /// With the nearest counted, which is deeper than projects lie.
    private static final int FOLDERS_MAX = 32;

    private static final List<String> NAMES = List.of("AGENTS.md", "CLAUDE.md");

    private ProjectMemory() {}

    /// @return empty text when nothing is said
    static String of(Path workspace) {
        return folders(workspace).reversed().stream()
                .flatMap(folder -> said(folder, workspace))
                .collect(Collectors.joining("\n\n"));
    }

    private static List<Path> folders(Path workspace) {
        var folders = new ArrayList<Path>();
        for (var folder = Optional.of(workspace);
                folder.isPresent() && folders.size() < FOLDERS_MAX;
                folder = Optional.ofNullable(folder.get().getParent())) {
            folders.add(folder.get());
        }
        return folders;
    }

    /// A file that repeats the one before it is left out.
    private static Stream<String> said(Path folder, Path workspace) {
        var texts = new ArrayList<String>();
        var shown = new ArrayList<String>();
        for (var name : NAMES) {
            var file = folder.resolve(name);
            var text = read(file, workspace);
            if (!text.isBlank() && !texts.contains(text)) {
                texts.add(text);
                shown.add("The project says in %s:\n\n%s".formatted(file, text.strip()));
            }
        }
        return shown.stream();
    }

    private static String read(Path file, Path workspace) {
        try {
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                    || !Files.getOwner(file).equals(Files.getOwner(workspace))) {
                return "";
            }
            try (var in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
                var bytes = in.readNBytes(FILE_BYTES_MAX + 1);
                return bytes.length <= FILE_BYTES_MAX
                        ? new String(bytes, StandardCharsets.UTF_8)
                        : cut(bytes);
            }
        } catch (IOException unreadable) {
            return "";
        }
    }

    /// The last bytes of a cut text may be half a character.
    private static String cut(byte[] bytes) {
        int end = FILE_BYTES_MAX;
        while (end > 0 && (bytes[end] & 0xC0) == 0x80) {
            end--;
        }
        return new String(bytes, 0, end, StandardCharsets.UTF_8)
                + "\n[cut at %,d bytes; read the file for the rest]".formatted(FILE_BYTES_MAX);
    }
}
