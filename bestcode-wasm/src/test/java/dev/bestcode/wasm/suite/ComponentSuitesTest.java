package dev.bestcode.wasm.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bestcode.wasm.suite.WastScript.Outcome;
import dev.bestcode.wasm.suite.WastScript.Verdict;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Suites that others wrote, from the folder that `bestcode.suites` names; see
/// `scripts/component-suites`. Each folder in it is one suite.
class ComponentSuitesTest {
    /// What the component model has beyond what is built here, by the names of scripts.
    private static final List<String> LEFT_OUT =
            List.of(
                    "async",
                    "memory64",
                    "_gc_",
                    "custom-page-sizes",
                    "shared-everything-threads",
                    "nested-names",
                    "alias-region",
                    "-disabled",
                    "map.",
                    "fixed_length",
                    "error-context",
                    "thread",
                    "stream",
                    "future",
                    "task-builtins",
                    // Memories of 4 GiB.
                    "big-strings");

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void everySynchronousScriptIsDecidedAsItsAuthorsWantIt(boolean compiled)
            throws IOException, InterruptedException {
        var folder = System.getProperty("bestcode.suites", "");
        assumeTrue(
                !folder.isEmpty() && Files.isDirectory(Path.of(folder)),
                "no converted suites: -Dbestcode.suites=FOLDER, see scripts/component-suites");
        var failures = new ArrayList<Outcome>();
        try (var entries = Files.list(Path.of(folder))) {
            var suites = entries.filter(Files::isDirectory).sorted().toList();
            assertThat(suites).as("a folder for each suite in " + folder).isNotEmpty();
            for (var suite : suites) {
                failures.addAll(run(suite, compiled));
            }
        }
        failures.forEach(System.out::println);
        assertThat(failures).isEmpty();
    }

    private static List<Outcome> run(Path suite, boolean compiled)
            throws IOException, InterruptedException {
        var counts = new TreeMap<String, Integer>();
        var failures = new ArrayList<Outcome>();
        try (var files = Files.list(suite)) {
            for (var file : files.filter(ComponentSuitesTest::isWanted).sorted().toList()) {
                for (var outcome : new WastScript(file, compiled).run()) {
                    counts.merge(outcome.kind() + " " + outcome.verdict(), 1, Integer::sum);
                    if (outcome.verdict() == Verdict.FAILED) {
                        failures.add(outcome);
                    }
                }
            }
        }
        assertThat(counts).as("scripts in " + suite).isNotEmpty();
        System.out.println(
                suite.getFileName() + (compiled ? " compiled: " : ": ") + Map.copyOf(counts));
        return failures;
    }

    private static boolean isWanted(Path file) {
        var name = file.getFileName().toString();
        return name.endsWith(".json") && LEFT_OUT.stream().noneMatch(name::contains);
    }
}
