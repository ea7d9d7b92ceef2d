package dev.bestcode.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A real git repository for a test, untouched by the user's own configuration.
final class GitRepository {
    private GitRepository() {}

    static Path create(Path folder) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        git(folder, "init", "--quiet");
        return folder;
    }

    static void commitAll(Path folder) throws IOException, InterruptedException {
        git(folder, "add", "--all");
        git(
                folder,
                "-c",
                "user.name=Test",
                "-c",
                "user.email=test@example.invalid",
                "commit",
                "--quiet",
                "--message=start");
    }

    private static void git(Path folder, String... words) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(words));
        var builder = new ProcessBuilder(command).directory(folder.toFile()).inheritIO();
        builder.environment().put("GIT_CONFIG_GLOBAL", "/dev/null");
        builder.environment().put("GIT_CONFIG_SYSTEM", "/dev/null");
        assertThat(builder.start().waitFor()).as("exit of %s", command).isZero();
    }
}
