package dev.bestcode.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import static java.util.stream.Collectors.toMap;

import dev.bestcode.it.LaunchedCheckout.Ended;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;

/// `./bestcode` in every state that a checkout can be in.
class LauncherTest {
    private static final String BUILDING =
            "bestcode: building; this happens once, and again after an edit\n";

    private static final String VERSION =
            "bestcode "
                    + Pom.texts(SourceTree.ROOT.resolve("pom.xml"), "/project/version").getFirst()
                    + "\n";

    @TempDir private Path around;
    private LaunchedCheckout checkout;

    @BeforeAll
    static void productIsBuilt() {
        var jar = SourceTree.module("cli").resolve("target/bestcode-cli.jar");
        assumeTrue(Files.exists(jar), "no " + jar + "; 'mvn verify' builds it");
    }

    @BeforeEach
    void checkOut() throws Exception {
        checkout = new LaunchedCheckout(around.toRealPath());
    }

    @AfterEach
    void quiet() throws Exception {
        checkout.awaitQuiet();
    }

    @Test
    void withoutAJdkItSaysWhatToInstall() throws Exception {
        checkout.hideUsualFolders();

        var ended = checkout.without("JAVA_HOME").start("--version");

        assertThat(ended)
                .isEqualTo(
                        new Ended(
                                3,
                                "",
                                "bestcode needs a JDK 25 or newer: install one"
                                        + " (https://adoptium.net) or point JAVA_HOME at it.\n"));
    }

    @Test
    void jdkThatIsTooOldIsPassedOver() throws Exception {
        checkout.hideUsualFolders();

        var ended =
                checkout.with("JAVA_HOME", checkout.anotherJdk("24.0.2").toString())
                        .start("--version");

        assertThat(ended.exit()).isEqualTo(3);
    }

    @Test
    void withoutMavenThereIsNothingToStart() throws Exception {
        checkout.uninstallMaven();

        var ended = checkout.start("--version");

        assertThat(ended.exit()).isEqualTo(3);
        assertThat(ended.err())
                .isEqualTo("bestcode needs Maven 3.8 or newer to build itself: install it.\n");
    }

    @Test
    void firstStartBuildsAndTheSecondNeedsNoMaven() throws Exception {
        var first = checkout.start("--version");
        checkout.uninstallMaven();
        var second = checkout.start("--version");

        assertThat(first).isEqualTo(new Ended(0, VERSION, BUILDING));
        assertThat(second).isEqualTo(new Ended(0, VERSION, ""));
        assertThat(checkout.builds()).isEqualTo(1);
    }

    @Test
    void wordsReachTheProgramAsTheyAreAndItsExitStatusComesBack() throws Exception {
        var ended = checkout.start("no such", "*");

        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.err()).contains("'no such', '*'");
    }

    @Test
    void startsThroughLinksFromAnotherFolder() throws Exception {
        var bin = Files.createDirectories(around.resolve("bin"));
        Files.createSymbolicLink(bin.resolve("near"), Path.of("../a checkout/bestcode"));
        Files.createSymbolicLink(bin.resolve("far"), Path.of("near"));

        var byPath =
                checkout.end(checkout.launch(around, bin.resolve("far").toString(), "--version"));
        var beside = checkout.end(checkout.launch(bin, "./near", "--version"));

        assertThat(byPath.out()).isEqualTo(VERSION);
        assertThat(beside).isEqualTo(new Ended(0, VERSION, ""));
    }

    @Test
    void twoFirstStartsAtOnceBuildOnce() throws Exception {
        checkout.closeGate();
        var one = checkout.launch();
        var other = checkout.launch();
        LaunchedCheckout.await("a build", () -> checkout.builds() == 1);
        checkout.openGate();

        assertThat(checkout.end(one).out()).isEqualTo(VERSION);
        assertThat(checkout.end(other).out()).isEqualTo(VERSION);
        assertThat(checkout.builds()).isEqualTo(1);
    }

    @Test
    void lockOfADeadBuilderIsTakenOver() throws Exception {
        LaunchedCheckout.write(checkout.lock(), deadProcess() + "\n");

        assertThat(checkout.start("--version").out()).isEqualTo(VERSION);
        assertThat(checkout.lock()).doesNotExist();
    }

    @Test
    void mavenOfAKilledStartIsWaitedFor() throws Exception {
        checkout.closeGate();
        var killed = checkout.launch();
        LaunchedCheckout.await("a build", () -> checkout.builds() == 1);
        killed.toHandle().destroyForcibly();
        killed.waitFor();
        var next = checkout.launch();
        checkout.openGate();

        assertThat(checkout.end(next).out()).isEqualTo(VERSION); // exit 9 if both had built
        assertThat(checkout.builds()).isEqualTo(2);
    }

    @Test
    void failedBuildNamesItsLogAndIsTriedAgain() throws Exception {
        checkout.buildsFail();
        var failed = checkout.start("--version");
        var log = checkout.target().resolve("build.log");
        var logged = Files.readString(log);
        checkout.buildsWorkAgain();
        var next = checkout.start("--version");

        assertThat(failed)
                .isEqualTo(
                        new Ended(
                                1, "", BUILDING + "bestcode: the build failed; see " + log + "\n"));
        assertThat(logged).isEqualTo("this build is broken\n");
        assertThat(next.out()).isEqualTo(VERSION);
    }

    @ParameterizedTest
    @ValueSource(strings = {"edited", "added", "deleted", "module POM", "root POM"})
    void changeOfASourceBuildsAgain(String change) throws Exception {
        checkout.start("--version");
        switch (change) {
            case "edited" -> LaunchedCheckout.write(checkout.source("Kept"), "class Kept { }");
            case "added" -> LaunchedCheckout.write(checkout.source("Added"), "class Added {}");
            case "deleted" -> Files.delete(checkout.source("Doomed"));
            case "module POM" ->
                    LaunchedCheckout.write(
                            checkout.home().resolve("bestcode-cli/pom.xml"), "<project />");
            case "root POM" ->
                    LaunchedCheckout.write(checkout.home().resolve("pom.xml"), "<project />");
            default -> throw new AssertionError(change);
        }

        assertThat(checkout.start("--version").err()).isEqualTo(BUILDING);
        assertThat(checkout.start("--version").err()).isEmpty();
        assertThat(checkout.builds()).isEqualTo(2);
    }

    @Test
    void editMadeDuringABuildBuildsAgain() throws Exception {
        checkout.closeGate();
        var first = checkout.launch();
        LaunchedCheckout.await("a build", () -> checkout.builds() == 1);
        LaunchedCheckout.write(checkout.source("Kept"), "class Kept { }");
        checkout.openGate();
        checkout.end(first);

        assertThat(checkout.start("--version").err()).isEqualTo(BUILDING);
    }

    @Test
    void laterStartsLoadClassesFromTheTrainedCache() throws Exception {
        checkout.train();
        checkout.start("--version");
        checkout.awaitTraining();

        var loaded = around.resolve("loaded.log");
        checkout.with("JAVA_TOOL_OPTIONS", "-Xlog:class+load:file=" + loaded).start("--help");

        assertThat(loaded)
                .content()
                .containsPattern("dev\\.bestcode\\.cli\\.Launch source: shared objects file");
    }

    @Test
    void everyJdkTrainsItsOwnCache() throws Exception {
        checkout.train();
        checkout.start("--version");
        checkout.awaitTraining();
        checkout.with("JAVA_HOME", checkout.anotherJdk("99.0.1").toString()).start("--version");
        LaunchedCheckout.await("another cache", () -> checkout.caches().size() == 2);

        assertThat(checkout.caches()).contains(checkout.target().resolve("bestcode-99.0.1.aot"));
    }

    @Test
    void jarThatWasReplacedTrainsAgain() throws Exception {
        checkout.train();
        checkout.start("--version");
        checkout.awaitTraining();
        var cache = checkout.caches().getFirst();
        var trained = date(cache);
        var jar = checkout.target().resolve("bestcode-cli.jar");
        Files.write(jar, Files.readAllBytes(jar));

        checkout.start("--version");
        LaunchedCheckout.await("a newer cache", () -> date(cache).compareTo(trained) > 0);
    }

    @Test
    void trainingThatFailsIsNotTriedAgainOnThisJar() throws Exception {
        checkout.start("--version");
        checkout.awaitQuiet();
        var before = dates();

        checkout.start("--version");

        assertThat(before).containsKey(checkout.cache(".failed"));
        assertThat(dates()).isEqualTo(before);
    }

    @Test
    void trainingThatWasKilledIsDoneByALaterStart() throws Exception {
        checkout.start("--version");
        checkout.awaitQuiet();
        Files.delete(checkout.cache(".failed"));
        LaunchedCheckout.write(checkout.cache(".lock"), deadProcess() + "\n");

        checkout.train();
        checkout.start("--version");

        checkout.awaitTraining();
    }

    @Test
    void startWithEverythingInPlaceWritesNothing() throws Exception {
        checkout.train();
        checkout.start("--version");
        checkout.awaitTraining();
        var before = dates();

        checkout.start("--help");

        assertThat(dates()).isEqualTo(before);
    }

    private static long deadProcess() throws Exception {
        var process = new ProcessBuilder("true").start();
        process.waitFor();
        return process.pid();
    }

    private static FileTime date(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<Path, FileTime> dates() throws IOException {
        try (var files = Files.walk(checkout.home())) {
            return files.collect(toMap(file -> file, LauncherTest::date));
        }
    }
}
