package dev.bestcode.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The workspace that a measured agent works in, and the organism file that it may be given.
/// @param workspace its files
/// @param organism lists `sleep`, and has a librarian
record Workload(Path workspace, Path organism) {
    private static final String LINE = "value %06d of this made-up file is %08x%n";

    private static final String ORGANISM =
            """
            listeners:
              - name: coder
                payload_class: agent.AgentTask
                handler: agent.handle
                description: Reads and waits
                agent: {prompt: coder, max_iterations: 1000, budget: {tokens: 100000000}}
                peers: [file-read, file-write, file-edit, glob, grep, command-exec]
                librarian: true
            profiles:
              coding:
                listeners: [coder, file-read, file-write, file-edit, glob, grep, command-exec]
                permissions: {command-exec: auto}
                commands: [ls, sleep]
            """;

    /// @param files small ones in it
    /// @param largeFiles of 4 KB
    static Workload in(DataFolder folder, int files, int largeFiles) {
        var workspace = folder.folder("workspace");
        for (int file = 0; file < files; file++) {
            write(workspace.resolve(small(file)), content(file, AgentScenario.SMALL_BYTES));
        }
        for (int file = 0; file < largeFiles; file++) {
            write(workspace.resolve(large(file)), content(file, AgentScenario.LARGE_BYTES));
        }
        var organism = folder.path().resolve("organism.yaml");
        write(organism, ORGANISM);
        return new Workload(workspace, organism);
    }

    /// With all the money that a run can need whose prices are known.
    Workload withoutBounds() {
        var task = ORGANISM.replace("{tokens: 100000000}", "{tokens: 100000000, usd: 100000}");
        write(organism, task + "    budget: {usd: 100000, tokens: 1000000000}\n");
        return this;
    }

    static String small(int file) {
        return "small/part%d/file%d.txt".formatted(file / 100, file);
    }

    static String large(int file) {
        return "large/file%d.txt".formatted(file);
    }

    private static String content(int file, int bytes) {
        var text = new StringBuilder(bytes + LINE.length());
        for (int line = 0; text.length() < bytes; line++) {
            text.append(LINE.formatted(line, (file + 1) * 31 * (line + 7)));
        }
        return text.substring(0, bytes);
    }

    private static void write(Path file, String content) {
        try {
            Files.createDirectories(file.resolveSibling(""));
            Files.writeString(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }
}
