package dev.bestcode.it;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Packages from npm, for tests of what others have made. Nothing of them is in the project; where
/// they cannot be had, the test is skipped and says so.
final class NpmPackage {
    private static final int INSTALL_MINUTES = 5;

    private NpmPackage() {}

    /// Install packages below a folder; fetched with `bestcode.long` alone.
    static void install(Path folder, String... packages) throws IOException, InterruptedException {
        assumeTrue(Boolean.getBoolean("bestcode.long"), "fetches packages from npm");
        var log = folder.resolve("npm.log");
        var words =
                new ArrayList<>(
                        List.of(
                                "npm",
                                "install",
                                "--no-audit",
                                "--no-fund",
                                "--ignore-scripts",
                                "--prefix",
                                folder.toString()));
        words.addAll(List.of(packages));
        Process npm;
        try {
            npm =
                    new ProcessBuilder(words)
                            .redirectErrorStream(true)
                            .redirectOutput(log.toFile())
                            .start();
        } catch (IOException e) {
            assumeTrue(false, "there is no npm: " + e.getMessage());
            throw e;
        }
        boolean ended = npm.waitFor(INSTALL_MINUTES, TimeUnit.MINUTES);
        if (!ended) {
            npm.destroyForcibly().waitFor();
        }
        assumeTrue(
                ended && npm.exitValue() == 0,
                () -> "npm cannot fetch " + List.of(packages) + ": " + SourceTree.read(log));
    }
}
