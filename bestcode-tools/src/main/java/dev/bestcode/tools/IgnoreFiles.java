package dev.bestcode.tools;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.util.List;

/// Reads the files that say what is to be ignored.
final class IgnoreFiles {
    /// An ignore file is a page of text; one larger is cut here.
    private static final int BYTES_MAX = 1024 * 1024;

    static final String GIT = ".git";
    private static final String GITIGNORE = ".gitignore";
    private static final String IGNORE = ".ignore";

    private IgnoreFiles() {}

    /// The rules of a directory over those above: in a repository's root its `info/exclude`, then
    /// `.gitignore`, then `.ignore`.
    static IgnoreRules own(Directory directory, String path, List<Entry> entries, IgnoreRules above)
            throws IOException {
        var rules = above;
        boolean repository = false;
        boolean gitignore = false;
        boolean ignore = false;
        for (var entry : entries) {
            switch (entry.name()) {
                case GIT -> repository = true;
                case GITIGNORE -> gitignore = true;
                case IGNORE -> ignore = true;
                default -> {}
            }
        }
        if (repository) {
            rules = rules.extend(path, exclude(directory));
        }
        if (gitignore) {
            rules = rules.extend(path, lines(directory, GITIGNORE));
        }
        return ignore ? rules.extend(path, lines(directory, IGNORE)) : rules;
    }

    private static List<String> exclude(Directory repository) throws IOException {
        try (var git = repository.directory(GIT);
                var info = git.directory("info")) {
            return lines(info, "exclude");
        } catch (FileSystemException _) {
            return List.of(); // a worktree's .git is a file, and info need not be there
        }
    }

    /// The lines of a regular file; none when it cannot be read as one.
    private static List<String> lines(Directory directory, String name) throws IOException {
        var attributes = directory.attributes(name);
        if (attributes.isEmpty() || !attributes.get().isFile()) {
            return List.of();
        }
        try (var file = directory.read(name);
                var in = file.stream()) {
            return lines(in.readNBytes(BYTES_MAX));
        } catch (FileSystemException _) {
            return List.of();
        }
    }

    static List<String> lines(byte[] content) {
        var text = new String(content, StandardCharsets.UTF_8);
        var body = text.startsWith(TextEncoding.BYTE_ORDER_MARK) ? text.substring(1) : text;
        return List.of(body.split("\r?\n", -1)).stream().filter(line -> !line.isEmpty()).toList();
    }
}
