package dev.bestcode.it;

import static dev.bestcode.testkit.Step.answer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.testkit.ScriptedModel;
import dev.bestcode.testkit.Step;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a page tells people to type is typed: every command that stands in a block of its own, as
/// it stands there, in the page's order, in a shell. Those that cannot be run here are listed with
/// the reason.
class PageCommandsTest {
    private static final int ANSWERS = 12;

    private static final String BUILD = "it builds, inside of a build";
    private static final String FIGURES =
            "it measures for minutes; ProgramsTest runs the programs with small counts";
    private static final String COMPONENT =
            "it needs a component; WasmCommandsTest runs it with one";
    private static final String ROOT_NEEDED = "it changes users and groups of the machine";

    /// By how a command begins.
    private static final Map<String, String> NOT_RUN = notRun();

    @TempDir private Path folder;

    private static Map<String, String> notRun() {
        var reasons = new LinkedHashMap<String, String>();
        Stream.of(
                        "mvn",
                        "./format",
                        "scripts/",
                        "cd examples/embedding",
                        "java -cp \"target/classes")
                .forEach(it -> reasons.put(it, BUILD));
        reasons.put("java -jar bestcode-benchmarks/", FIGURES);
        reasons.put("bestcode wasm", COMPONENT);
        Stream.of("groupadd", "chgrp").forEach(it -> reasons.put(it, ROOT_NEEDED));
        return Collections.unmodifiableMap(reasons);
    }

    private static boolean isRun(String command) {
        return NOT_RUN.keySet().stream().noneMatch(command::startsWith);
    }

    /// Those with a command that can be run.
    static Stream<String> pages() {
        return PageBlocks.all().stream()
                .filter(block -> block.commands().stream().anyMatch(PageCommandsTest::isRun))
                .map(PageBlocks.Block::page)
                .distinct();
    }

    private static List<String> commands(String page) {
        return PageBlocks.all().stream()
                .filter(block -> block.page().equals(page))
                .flatMap(block -> block.commands().stream())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void itsCommandsDoWhatTheySay(String page) throws Exception {
        var answers = Collections.nCopies(ANSWERS, answer("Done.")).toArray(Step[]::new);
        try (var model = ScriptedModel.start(answers)) {
            var workspace = workspace();
            for (var command : before(page, workspace)) {
                assertThat(typed(command, workspace, model.baseUrl())).isEmpty();
            }
            for (var command : commands(page)) {
                if (isRun(command)) {
                    assertThat(typed(command, workspace, model.baseUrl())).isEmpty();
                }
            }
        }
    }

    /// Makes what a page is about, as far as files do.
    /// @return what is typed before its own commands
    private static List<String> before(String page, Path workspace) throws IOException {
        return switch (page) {
            case "docs/operations.md" -> List.of("bestcode run 'look around'");
            case "docs/mcp.md" -> {
                ShellServer.in(workspace, "notes").listing(ShellServer.tool("add", "Adds a note"));
                Files.writeString(
                        Files.createDirectories(workspace.resolve(".bestcode"))
                                .resolve("organism.yaml"),
                        """
                        listeners:
                          - {name: notes, handler: mcp, description: Notes, mcp: {command: [sh, server.sh, notes]}}
                        profiles:
                          coding: {listeners: [coder, file-read, notes]}
                        """);
                yield List.of("bestcode trust --yes");
            }
            default -> List.of();
        };
    }

    @Test
    void everyReasonIsOfACommandThatIsThere() {
        var unused = new HashSet<>(NOT_RUN.keySet());
        var all = PageBlocks.all().stream().flatMap(block -> block.commands().stream()).toList();
        all.forEach(command -> unused.removeIf(command::startsWith));
        long run = all.stream().filter(PageCommandsTest::isRun).count();
        System.out.printf("%d of %d commands of pages are run%n", run, all.size());

        assertThat(unused).isEmpty();
        assertThat(run).isGreaterThan(15);
    }

    /// With what pages name: the examples, and `./bestcode`.
    private Path workspace() throws IOException {
        var workspace = Files.createDirectories(folder.resolve("home/shop"));
        var program = Files.createDirectories(folder.resolve("bin")).resolve("bestcode");
        var words =
                CommandLineJvm.command().stream()
                        .map(word -> "'" + word + "'")
                        .collect(Collectors.joining(" "));
        Files.writeString(program, "#!/bin/sh\nexec %s \"$@\"\n".formatted(words));
        assertThat(program.toFile().setExecutable(true)).isTrue();
        Files.createSymbolicLink(workspace.resolve("bestcode"), program);
        var team = Files.createDirectories(workspace.resolve("examples/team"));
        Files.copy(
                SourceTree.ROOT.resolve("examples/team/organism.yaml"),
                team.resolve("organism.yaml"));
        return workspace;
    }

    /// What is to be said of a command that did not end well; empty when it did.
    private String typed(String command, Path workspace, String model) throws Exception {
        // The page's own server of models is the test's.
        var line = command.replace("http://box:8000", model);
        var builder =
                new ProcessBuilder("sh", "-c", line)
                        .directory(workspace.toFile())
                        .redirectErrorStream(true);
        var environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("XDG_") || name.endsWith("_KEY"));
        environment.put("PATH", folder.resolve("bin") + ":" + System.getenv("PATH"));
        environment.put("HOME", folder.resolve("home").toString());
        environment.put("ANTHROPIC_API_KEY", "key");
        environment.put("ANTHROPIC_BASE_URL", model);
        environment.put("OLLAMA_HOST", model);
        var process = builder.start();
        try (var typing = process.getOutputStream()) {
            if (command.startsWith("bestcode config key")) {
                typing.write("a-key\n".getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException _) {
            // It reads nothing.
        }
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int status = process.waitFor();
        return status == 0 ? "" : "%s ended with %d:%n%s".formatted(command, status, said);
    }
}
