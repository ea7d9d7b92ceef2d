package dev.bestcode.it;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A shell without walls, as people have it, but for what would make two runs differ or would leave
/// something behind: there is no network but the loopback, what is written to the home is in a
/// layer that is gone afterwards, and all that was started ends with it.
final class BareShell {
    private static final String WITH_LAYER =
            """
            ip link set lo up && mount -t tmpfs none "$1" && mkdir "$1/upper" "$1/work" &&
            mount -t overlay -o "lowerdir=$HOME,upperdir=$1/upper,workdir=$1/work" none "$HOME" &&
            exec bash -c "$2"
            """;
    private static final List<String> NAMES = List.of("PATH", "HOME", "LANG", "JAVA_HOME");
    private static final int PRINTED_MAX = 2_000;

    private final Path layer;
    private final Path printed;
    private final Map<String, String> more;

    /// @param folder empty
    /// @param more variables
    BareShell(Path folder, Map<String, String> more) throws IOException {
        this.layer = Files.createDirectories(folder.resolve("layer"));
        this.printed = folder.resolve("printed");
        this.more = Map.copyOf(more);
    }

    /// Whether this machine lets us have it so.
    boolean works(Path directory) throws InterruptedException {
        try {
            return run("test -w \"$HOME\"", directory, 10).equals("0");
        } catch (IOException e) {
            return false; // there is no unshare
        }
    }

    /// @return its exit code, or that its time was up
    String run(String line, Path directory, int seconds) throws IOException, InterruptedException {
        var builder =
                new ProcessBuilder(
                                "unshare",
                                "--mount",
                                "--net",
                                "--pid",
                                "--fork",
                                "--kill-child",
                                "--mount-proc",
                                "sh",
                                "-c",
                                WITH_LAYER,
                                "sh",
                                layer.toString(),
                                line)
                        .directory(directory.toFile())
                        .redirectInput(new File("/dev/null"))
                        .redirectErrorStream(true)
                        .redirectOutput(printed.toFile());
        builder.environment().keySet().removeIf(name -> !NAMES.contains(name));
        builder.environment().putAll(more);
        var process = builder.start();
        if (process.waitFor(seconds, TimeUnit.SECONDS)) {
            return Integer.toString(process.exitValue());
        }
        process.destroyForcibly().waitFor();
        return "time";
    }

    /// The end of what the last one printed.
    String printed() throws IOException {
        var text = new String(Files.readAllBytes(printed), java.nio.charset.StandardCharsets.UTF_8);
        return text.substring(Math.max(0, text.length() - PRINTED_MAX));
    }
}
