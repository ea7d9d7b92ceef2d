package dev.bestcode.security;

import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Whether this user could have namespaces without being root. They are not used, see decision 16;
/// a person who wonders why walls are missing is told.
final class UserNamespaces {
    private static final List<String> TRY =
            List.of(
                    "unshare",
                    "--user",
                    "--map-current-user",
                    "--mount",
                    "--pid",
                    "--net",
                    "--fork",
                    "true");

    private static final long TRY_SECONDS = 10;

    private UserNamespaces() {}

    /// A sentence.
    static String here() throws InterruptedException {
        try {
            var tried =
                    new ProcessBuilder(TRY)
                            .redirectInput(new File("/dev/null"))
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            if (!tried.waitFor(TRY_SECONDS, TimeUnit.SECONDS)) {
                tried.destroyForcibly();
            }
            return tried.waitFor() == 0
                    ? "user namespaces can be had here, and are not used: a JVM cannot enter one (docs/decisions/0016)"
                    : "user namespaces cannot be had here, so only root can have what takes them";
        } catch (IOException e) {
            return "whether user namespaces can be had is not known: there is no program 'unshare'";
        }
    }
}
