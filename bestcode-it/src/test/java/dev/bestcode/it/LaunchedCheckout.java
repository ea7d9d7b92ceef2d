package dev.bestcode.it;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// A small checkout with the real launcher, in a folder with a space in its name. Its Maven counts
/// its calls, waits at a gate if there is one, and puts the really built jars in place.
final class LaunchedCheckout {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final List<String> PROGRAMS =
            List.of("sh cat cp dirname find mkdir mv readlink rm rmdir sleep touch".split(" ", -1));

    private final Path around;
    private final Map<String, String> environment = new TreeMap<>();

    record Ended(int exit, String out, String err) {}

    LaunchedCheckout(Path around) throws IOException {
        this.around = around;
        for (var file : List.of("bestcode", "scripts/jdk.sh", "pom.xml", ".mvn/maven.config")) {
            var copy = home().resolve(file);
            Files.createDirectories(copy.getParent());
            Files.copy(SourceTree.ROOT.resolve(file), copy, StandardCopyOption.COPY_ATTRIBUTES);
        }
        write(home().resolve("bestcode-cli/pom.xml"), "<project/>");
        write(source("Kept"), "class Kept {}");
        write(source("Doomed"), "class Doomed {}");
        for (var program : PROGRAMS) {
            script(programs().resolve(program), "exec %s \"$@\"".formatted(onPath(program)));
        }
        script(trainer(), "exit 1"); // training is left out, for speed
        installMaven();
        environment.put("PATH", programs().toString());
        environment.put("HOME", around.toString());
        environment.put("JAVA_HOME", System.getProperty("java.home"));
    }

    Path home() {
        return around.resolve("a checkout");
    }

    Path target() {
        return home().resolve("bestcode-cli/target");
    }

    Path lock() {
        return home().resolve(".bestcode-build.lock");
    }

    Path source(String type) {
        return home().resolve("bestcode-cli/src/main/java/" + type + ".java");
    }

    LaunchedCheckout with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    LaunchedCheckout without(String variable) {
        environment.remove(variable);
        return this;
    }

    /// From now on there is no JDK in the usual folders.
    void hideUsualFolders() throws IOException {
        var script = home().resolve("scripts/jdk.sh");
        write(script, Files.readString(script).replaceAll(" (/usr/lib|/opt|/Library)/", " /no$1/"));
    }

    /// From now on the AOT cache is trained as it is for a user, but by a short command, and at
    /// once.
    void train() throws IOException {
        script(trainer(), "exec \"$@\"");
        var launcher = home().resolve("bestcode");
        write(
                launcher,
                Files.readString(launcher).replace("training=--rehearse ", "training=--help "));
    }

    void uninstallMaven() throws IOException {
        Files.delete(programs().resolve("mvn"));
    }

    /// Builds wait until [#openGate] from now on.
    void closeGate() throws IOException {
        write(around.resolve("gate"), "");
    }

    void openGate() throws IOException {
        Files.delete(around.resolve("gate"));
    }

    void buildsFail() throws IOException {
        write(around.resolve("broken"), "");
    }

    void buildsWorkAgain() throws IOException {
        Files.delete(around.resolve("broken"));
    }

    int builds() {
        var calls = around.resolve("calls");
        return Files.exists(calls) ? (int) SourceTree.read(calls).lines().count() : 0;
    }

    Ended start(String... words) throws Exception {
        return end(launch(home(), home().resolve("bestcode").toString(), words));
    }

    Process launch() throws IOException {
        return launch(home(), home().resolve("bestcode").toString(), "--version");
    }

    Process launch(Path folder, String launcher, String... words) throws IOException {
        var command = new ArrayList<>(List.of(launcher));
        command.addAll(Arrays.asList(words));
        var builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder.start();
    }

    Ended end(Process process) throws Exception {
        process.getOutputStream().close();
        var out = new String(process.getInputStream().readAllBytes(), UTF_8);
        var err = new String(process.getErrorStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return new Ended(process.exitValue(), out, err);
    }

    /// The file beside the AOT cache of this test's JDK that has this ending.
    Path cache(String ending) {
        return target().resolve(
                        "bestcode-" + System.getProperty("java.runtime.version") + ".aot" + ending);
    }

    List<Path> caches() {
        return inTarget("*.aot");
    }

    void awaitTraining() throws Exception {
        await("the AOT cache", () -> !caches().isEmpty() && !isTraining());
    }

    /// Nothing of a checkout may be busy when its folder is deleted.
    void awaitQuiet() throws Exception {
        if (!Files.exists(target().resolve("built"))) return;
        await("the end of training", () -> !isTraining() && hasTrained());
    }

    /// Looks again and again: the folders that could be watched are made meanwhile.
    static void await(String what, BooleanSupplier condition) throws InterruptedException {
        var deadline = Instant.now().plus(PATIENCE);
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now()).as("waited for %s", what).isBefore(deadline);
            TimeUnit.MILLISECONDS.sleep(10);
        }
    }

    /// Another JDK with a version of its own; its programs are those of the JDK of this test.
    Path anotherJdk(String version) throws IOException {
        var jdk = around.resolve("jdk " + version);
        for (var program : List.of("java", "javac")) {
            var real = Path.of(System.getProperty("java.home"), "bin", program);
            script(jdk.resolve("bin").resolve(program), "exec '%s' \"$@\"".formatted(real));
        }
        write(jdk.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
        return jdk;
    }

    static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private boolean hasTrained() {
        return Files.exists(cache(".failed")) || !caches().isEmpty();
    }

    private boolean isTraining() {
        return !inTarget("*.aot.lock").isEmpty();
    }

    private List<Path> inTarget(String glob) {
        if (!Files.exists(target())) return List.of();
        try (var files = Files.newDirectoryStream(target(), glob)) {
            var found = new ArrayList<Path>();
            files.forEach(found::add);
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path programs() throws IOException {
        return Files.createDirectories(around.resolve("programs"));
    }

    private void installMaven() throws IOException {
        script(
                programs().resolve("mvn"),
                """
                set -eu
                cd "%1$s"
                mkdir building || exit 9 # two at a time
                echo called >>calls
                while [ -e gate ]; do sleep 0.02; done
                rmdir building
                [ ! -e broken ] || { echo "this build is broken"; exit 1; }
                cp "%2$s/bestcode-cli.jar" "%3$s"
                cp -R "%2$s/lib" "%3$s"
                """
                        .formatted(around, SourceTree.module("cli").resolve("target"), target()));
    }

    private Path trainer() throws IOException {
        return programs().resolve("nice");
    }

    private static void script(Path file, String text) throws IOException {
        write(file, "#!/bin/sh\n" + text + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static Path onPath(String program) {
        for (var folder : System.getenv().getOrDefault("PATH", "/usr/bin:/bin").split(":", -1)) {
            var file = Path.of(folder, program);
            if (Files.isExecutable(file)) return file;
        }
        throw new AssertionError("there is no " + program + " on the PATH");
    }
}
