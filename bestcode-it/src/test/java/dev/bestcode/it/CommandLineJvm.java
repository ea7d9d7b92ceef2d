package dev.bestcode.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// How the built command line is started: some two hundred times in a build, so the first start
/// leaves its parsed classes in an archive for the others, which saves them a third of their time.
final class CommandLineJvm {
    private static final List<String> FLAGS =
            List.of(
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-Xlog:cds=off",
                    "-Xlog:aot=off");

    private static final List<String> COMMAND = prepared();

    private CommandLineJvm() {}

    /// The beginning of a command; what follows are the program's arguments.
    static List<String> command() {
        return COMMAND;
    }

    /// The same without an archive, with more flags for the JVM; the caller may add words.
    static List<String> fresh(String... flags) {
        return command(flags);
    }

    private static List<String> prepared() {
        var archive = root().resolve("bestcode-it/target/command-line.jsa");
        try {
            Files.deleteIfExists(archive);
            var example = command("-XX:ArchiveClassesAtExit=" + archive);
            example.add("demo");
            var process =
                    new ProcessBuilder(example)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            process.getOutputStream().close();
            process.waitFor();
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return List.copyOf(
                Files.exists(archive) ? command("-XX:SharedArchiveFile=" + archive) : command());
    }

    private static List<String> command(String... more) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(FLAGS);
        command.addAll(List.of(more));
        command.addAll(List.of("-jar", jar().toString()));
        return command;
    }

    private static Path root() {
        return Path.of(System.getProperty("bestcode.root"));
    }

    private static Path jar() {
        var jar = root().resolve("bestcode-cli/target/bestcode-cli.jar");
        if (!Files.exists(jar)) {
            throw new AssertionError(jar + " is not built; run the test through 'mvn verify'");
        }
        return jar;
    }
}
