package dev.bestcode.it;

import dev.bestcode.api.security.CommandGrants;
import dev.bestcode.api.security.Sandbox;
import dev.bestcode.api.security.Sandbox.Limits;
import dev.bestcode.api.security.Sandbox.Request;
import dev.bestcode.api.security.SandboxException;
import dev.bestcode.security.SystemSandbox;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// A real shell inside the walls, which does whatever it is told.
final class AttackShell implements AutoCloseable {
    private static final Duration TIME = Duration.ofSeconds(3);
    private static final int PRINTED_BYTES_MAX = 256 * 1024;

    private final Path workspace;
    private final Sandbox sandbox;

    AttackShell(Path workspace, Path folder) {
        this.workspace = workspace;
        this.sandbox = SystemSandbox.around(workspace, folder, System.getenv()).build();
    }

    boolean contained() {
        return sandbox.contains(CommandGrants.NONE);
    }

    /// @return what it printed
    String run(String script) throws SandboxException, InterruptedException, IOException {
        var request =
                new Request(
                        Path.of("/bin/bash"),
                        List.of("bash", "-c", script),
                        workspace,
                        Map.of("PATH", "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin"),
                        "coding",
                        CommandGrants.NONE,
                        Limits.DEFAULT,
                        true);
        try (var child = sandbox.start(request, _ -> {})) {
            var printed = new StringBuilder();
            var reader =
                    Thread.ofVirtual()
                            .name("attack-output")
                            .start(() -> printed.append(read(child)));
            var _ = child.await(TIME);
            reader.join();
            return printed.toString();
        }
    }

    private static String read(Sandbox.Child child) {
        try (var in = child.output()) {
            var text = new String(in.readNBytes(PRINTED_BYTES_MAX), StandardCharsets.UTF_8);
            in.transferTo(OutputStream.nullOutputStream());
            return text;
        } catch (IOException e) {
            return ""; // ended meanwhile
        }
    }

    @Override
    public void close() {
        sandbox.close();
    }
}
