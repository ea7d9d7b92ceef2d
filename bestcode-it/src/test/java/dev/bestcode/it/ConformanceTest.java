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
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// The conformance suite of the protocol, from npm: all scenarios that it lists, and the table of
/// them in docs/mcp.md.
@Timeout(value = 60, unit = TimeUnit.MINUTES)
class ConformanceTest {
    private static final String PACKAGE = "@modelcontextprotocol/conformance";

    /// The newest that runs on Node.js 20.
    private static final String VERSION = "0.1.13";

    private static final int SCENARIOS = 55;

    private static final Path PAGE = SourceTree.ROOT.resolve("docs/mcp.md");

    /// What is about the server that is shipped, not about tools that the suite wants to find.
    private static final Set<String> SHIPPED =
            Set.of("server-initialize", "ping", "logging-set-level", "tools-list");

    /// Its clock is real and allows 200 ms, which a busy machine may need for itself.
    private static final String CLOCKED = "sse-retry";

    private static final int CLOCKED_TRIES = 5;

    /// Why what fails fails, by the beginning of its name.
    private static final Map<String, String> REASONS = reasons();

    /// What a pass means that is no merit.
    private static final Map<String, String> NOTES =
            Map.of(
                    "client auth/resource-mismatch", "since no token is asked for",
                    "server server-sse-polling", "by the HTTP of the test's bridge",
                    "server server-sse-multiple-streams", "by the HTTP of the test's bridge");

    @TempDir private Path folder;

    private static Map<String, String> reasons() {
        var reasons = new LinkedHashMap<String, String>();
        reasons.put("client auth/", "OAuth is not spoken; a token is a header");
        reasons.put("server completion-", "arguments are not completed");
        reasons.put("server tools-call-audio", "a tool's outcome is text and images");
        reasons.put("server tools-call-embedded", "a tool's outcome is text and images");
        reasons.put("server tools-call-mixed", "it wants an embedded resource");
        reasons.put("server tools-call-with-logging", "a call says its progress, and logs nothing");
        reasons.put("server tools-call-sampling", "a client's model is not asked");
        reasons.put("server resources-", "no resources are offered");
        reasons.put("server prompts-", "no prompts are offered");
        reasons.put("server server-sse-", "it is about HTTP, which is not served");
        reasons.put("server dns-", "it is about HTTP, which is not served");
        return reasons;
    }

    private Path suite() throws IOException, InterruptedException {
        NpmPackage.install(folder, PACKAGE + "@" + VERSION);
        return folder.resolve("node_modules").resolve(PACKAGE).resolve("dist/index.js");
    }

    private static int exit(Path log, Map<String, String> environment, List<String> words)
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
    void tableOfAllScenariosIsThatOfThePage() throws Exception {
        var suite = suite().toString();
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var classes = System.getProperty("java.class.path");
        var table = new LinkedHashMap<String, String>();
        for (var scenario : listed(suite, "--client")) {
            var words = new ArrayList<>(List.of("node", suite, "client", "--timeout", "240000"));
            words.addAll(List.of("--scenario", scenario));
            words.addAll(List.of("--command", java + " " + ConformanceClient.class.getName()));
            table.put("client " + scenario, tried(scenario, Map.of("CLASSPATH", classes), words));
        }
        var shipped =
                bestcode("mcp", "serve", "--tools-only")
                        .with("--data-dir", folder.resolve("state"))
                        .with("--workspace", Files.createDirectory(folder.resolve("workspace")))
                        .command();
        var own =
                List.of(
                        java,
                        "-cp",
                        classes,
                        ConformanceServer.class.getName(),
                        folder.resolve("own").toString());
        try (var serve = StdioBridge.before(shipped);
                var tools = StdioBridge.before(own)) {
            for (var scenario : listed(suite, "--server")) {
                var url = SHIPPED.contains(scenario) ? serve.url() : tools.url();
                var words = new ArrayList<>(List.of("node", suite, "server", "--url", url));
                words.addAll(List.of("--scenario", scenario));
                table.put("server " + scenario, tried(scenario, Map.of(), words));
            }
        }
        assertThat(table).hasSize(SCENARIOS);
        publish(table);
    }

    private List<String> listed(String suite, String which)
            throws IOException, InterruptedException {
        var log = folder.resolve("list.log");
        assertThat(exit(log, Map.of(), List.of("node", suite, "list", which))).isZero();
        try (var lines = Files.lines(log)) {
            return lines.map(String::strip)
                    .filter(line -> line.startsWith("- "))
                    .map(line -> line.substring(2))
                    .toList();
        }
    }

    private String tried(String scenario, Map<String, String> environment, List<String> words)
            throws IOException, InterruptedException {
        var log = folder.resolve(scenario.replace('/', '-') + ".log");
        int tries = scenario.equals(CLOCKED) ? CLOCKED_TRIES : 1;
        for (int i = 0; i < tries; i++) {
            if (exit(log, environment, words) == 0) {
                return "passes";
            }
        }
        System.out.println(Files.readString(log));
        return "fails";
    }

    private static void publish(Map<String, String> table) throws IOException {
        var text = new StringBuilder("| scenario | |\n|---|---|\n");
        table.forEach((name, said) -> text.append(row(name, said)));
        Published.part(PAGE, "conformance", text.toString());
    }

    private static String row(String name, String said) {
        var scenario = name.replaceFirst(" (.*)", " `$1`");
        var reason =
                REASONS.entrySet().stream()
                        .filter(it -> name.startsWith(it.getKey()))
                        .map(Map.Entry::getValue)
                        .findFirst()
                        .orElse("nobody has said why");
        return "| %s | %s |\n"
                .formatted(
                        scenario,
                        said.equals("fails")
                                ? "fails: " + reason
                                : NOTES.containsKey(name) ? said + ", " + NOTES.get(name) : said);
    }
}
