package dev.bestcode.it;

import static dev.bestcode.it.BestCodeProcess.bestcode;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// The conformance suite of the protocol, from npm, as far as its scenarios are about what is here:
/// the client without authorization, and of the server what needs no tools of the suite's own. It
/// prints the table that stands in docs/mcp.md.
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class ConformanceTest {
    private static final String PACKAGE = "@modelcontextprotocol/conformance";

    /// The newest that runs on Node.js 20.
    private static final String VERSION = "0.1.13";

    private static final List<String> OF_CLIENT =
            List.of("initialize", "tools_call", "elicitation-sep1034-client-defaults");

    /// The SDK's transport comes back to no answer whose stream was closed.
    private static final String MISSING = "sse-retry";

    private static final List<String> OF_SERVER =
            List.of("server-initialize", "ping", "logging-set-level", "tools-list");

    @TempDir private Path folder;

    private Path suite() throws IOException, InterruptedException {
        NpmPackage.install(folder, PACKAGE + "@" + VERSION);
        return folder.resolve("node_modules").resolve(PACKAGE).resolve("dist/index.js");
    }

    private static int exit(Path log, Map<String, String> environment, String... words)
            throws IOException, InterruptedException {
        var builder =
                new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        var process = builder.start();
        process.getOutputStream().close();
        if (!process.waitFor(10, TimeUnit.MINUTES)) {
            process.destroyForcibly().waitFor();
            return -1;
        }
        return process.exitValue();
    }

    @Test
    void scenariosThatAreAboutWhatIsHerePass() throws Exception {
        var suite = suite().toString();
        var java = Path.of(System.getProperty("java.home"), "bin", "java");
        var table = new LinkedHashMap<String, String>();
        for (var scenario : Stream.concat(OF_CLIENT.stream(), Stream.of(MISSING)).toList()) {
            var words = new ArrayList<>(List.of("node", suite, "client", "--timeout", "240000"));
            words.addAll(List.of("--scenario", scenario));
            words.addAll(List.of("--command", java + " " + ConformanceClient.class.getName()));
            var log = folder.resolve(scenario + ".log");
            var classes = Map.of("CLASSPATH", System.getProperty("java.class.path"));
            table.put(
                    "client " + scenario,
                    said(exit(log, classes, words.toArray(String[]::new)), log));
        }
        var serving =
                bestcode("mcp", "serve", "--tools-only")
                        .with("--data-dir", folder.resolve("state"), "--workspace", folder);
        try (var bridge = StdioBridge.before(serving.command())) {
            for (var scenario : OF_SERVER) {
                var log = folder.resolve(scenario + ".log");
                var ended =
                        exit(
                                log,
                                Map.of(),
                                "node",
                                suite,
                                "server",
                                "--url",
                                bridge.url(),
                                "--scenario",
                                scenario);
                table.put("server " + scenario, said(ended, log));
            }
        }
        table.forEach(
                (scenario, said) -> System.out.println("| " + scenario + " | " + said + " |"));
        assertThat(table.remove("client " + MISSING)).startsWith("fails");
        assertThat(table.values()).as(table.toString()).allMatch(said -> said.equals("passes"));
    }

    private static String said(int exit, Path log) throws IOException {
        return exit == 0 ? "passes" : "fails: " + Files.readString(log);
    }
}
