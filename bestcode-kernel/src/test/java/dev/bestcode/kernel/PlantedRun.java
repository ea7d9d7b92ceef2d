package dev.bestcode.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Tests in a process of their own, against classes that stand before the real ones.
/// @param passed tests, as `Class#method`
/// @param failed tests
record PlantedRun(List<String> passed, List<String> failed) {
    static final String CLASS_PATH =
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));

    /// @param classes compiled main classes
    /// @param tests `Class#method`, or `Class` for all in it
    static PlantedRun of(Path classes, List<String> tests, long minutesMax)
            throws IOException, InterruptedException {
        var report = classes.resolveSibling("report");
        var process = start(classes, tests, report);
        try {
            assertThat(process.waitFor(minutesMax, TimeUnit.MINUTES))
                    .as("%s end within %d minutes; see %s", tests, minutesMax, report)
                    .isTrue();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        var lines = Files.readAllLines(report);
        assertThat(process.exitValue()).as(String.join("\n", lines)).isZero();
        return new PlantedRun(
                behind(PlantedRunner.PASSED, lines), behind(PlantedRunner.FAILED, lines));
    }

    private static Process start(Path classes, List<String> tests, Path report) throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java");
        var command =
                new ArrayList<>(
                        List.of(
                                java.toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "-XX:TieredStopAtLevel=1", // short runs
                                "-Dbestcode.root=" + System.getProperty("bestcode.root", "."),
                                "-cp",
                                classes + System.getProperty("path.separator") + CLASS_PATH,
                                PlantedRunner.class.getName()));
        command.addAll(tests);
        return new ProcessBuilder(command)
                .directory(classes.toFile())
                .redirectErrorStream(true)
                .redirectOutput(report.toFile())
                .start();
    }

    private static List<String> behind(String start, List<String> lines) {
        return lines.stream()
                .filter(line -> line.startsWith(start))
                .map(line -> line.substring(start.length()))
                .distinct()
                .toList();
    }

    /// Names of all test classes of the module but those about planted bugs.
    static List<String> suite() throws Exception {
        var here =
                Path.of(
                        PlantedRun.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .toURI());
        try (Stream<Path> files = Files.walk(here)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches("[A-Za-z]+(Test|Properties)\\.class"))
                    .map(name -> name.replaceFirst("\\.class$", ""))
                    .filter(name -> !name.startsWith("Planted"))
                    .sorted()
                    .toList();
        }
    }
}
