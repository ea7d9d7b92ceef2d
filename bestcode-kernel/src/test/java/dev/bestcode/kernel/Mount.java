package dev.bestcode.kernel;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A file system mounted for one test, where this process may do that.
final class Mount implements AutoCloseable {
    private final Path at;

    private Mount(Path at) {
        this.at = at;
    }

    /// An empty file system of that size.
    static Mount tmpfs(Path at, int bytes) throws IOException {
        Files.createDirectories(at);
        mount("-t", "tmpfs", "-o", "size=" + bytes, "tmpfs", at.toString());
        return new Mount(at);
    }

    /// A view of a directory that nobody can write through, whatever his rights.
    static Mount readOnly(Path of, Path at) throws IOException {
        Files.createDirectories(at);
        mount("--bind", of.toString(), at.toString());
        var mount = new Mount(at);
        try {
            mount("-o", "remount,bind,ro", at.toString());
            return mount;
        } catch (IOException | RuntimeException | Error e) {
            mount.close();
            throw e;
        }
    }

    Path path() {
        return at;
    }

    private static void mount(String... arguments) throws IOException {
        var failure = run("mount", arguments);
        if (!failure.isEmpty()) {
            abort("no mount here: " + failure);
        }
    }

    /// @return what it said, when it failed
    private static String run(String program, String... arguments) {
        var command = new ArrayList<>(List.of(program));
        command.addAll(List.of(arguments));
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            var said =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                            .strip();
            Uninterruptibly.run(process::waitFor);
            return process.exitValue() == 0 ? "" : command + ": " + said;
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }

    @Override
    public void close() throws IOException {
        var failure = run("umount", at.toString());
        if (!failure.isEmpty()) {
            throw new IOException(failure);
        }
    }
}
