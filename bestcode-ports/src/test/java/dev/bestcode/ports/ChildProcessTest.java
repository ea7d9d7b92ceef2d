package dev.bestcode.ports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A real program that knows nothing of this system but its environment.
class ChildProcessTest {
    private static final Path CURL = Path.of("/usr/bin/curl");

    @Test
    void aChildReachesItsListAndNothingElse() throws Exception {
        assumeTrue(Files.isExecutable(CURL), "curl is not installed");
        try (var other = Origin.saying("", "secret");
                var origin =
                        Origin.saying("Location: http://%s/\r\n".formatted(other.at()), "hello");
                var egress =
                        Egress.to(
                                        "test",
                                        HostList.toward(URI.create("http://" + origin.at()), true))
                                .build()) {
            assertThat(curl(egress, "http://" + origin.at() + "/")).isEqualTo("hello");
            assertThat(curl(egress, "--proxytunnel", "http://" + origin.at() + "/"))
                    .isEqualTo("hello");
            assertThat(curl(egress, "http://" + other.at() + "/"))
                    .contains("is not on the list of test");
            assertThat(curl(egress, "http://127.1:%d/".formatted(origin.port())))
                    .as("curl makes it 127.0.0.1 itself, so it is the very address")
                    .isEqualTo("hello");
            assertThat(other.connections()).isZero();
        }
    }

    private static String curl(Egress egress, String... arguments)
            throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(CURL.toString(), "-s", "-q"));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(egress.environment());
        var process = builder.start();
        process.getOutputStream().close();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said;
    }
}
