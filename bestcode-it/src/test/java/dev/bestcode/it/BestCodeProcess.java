package dev.bestcode.it;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// The command line as a real process: the built jar, on the JDK that runs the tests, with a clean
/// environment.
final class BestCodeProcess {
    private static final int SECONDS_MAX = 120;

    /// A build in the background ignores interrupts, and its children inherit that.
    private static final List<String> AS_AT_A_TERMINAL = interruptible();

    private final List<String> arguments;
    private final Map<String, String> environment = new HashMap<>();
    private Path directory = Path.of(".");
    private String input = "";
    private List<String> before = List.of();

    private BestCodeProcess(List<String> arguments) {
        this.arguments = new ArrayList<>(arguments);
        environment.put("PATH", System.getenv("PATH"));
    }

    static BestCodeProcess bestcode(String... arguments) {
        return new BestCodeProcess(List.of(arguments));
    }

    /// Add arguments, each by its text.
    BestCodeProcess with(Object... more) {
        for (var argument : more) {
            arguments.add(argument.toString());
        }
        return this;
    }

    BestCodeProcess in(Path workspace) {
        directory = workspace;
        return this;
    }

    BestCodeProcess env(String name, String value) {
        environment.put(name, value);
        return this;
    }

    BestCodeProcess typing(String text) {
        input = text;
        return this;
    }

    /// Let it write no file beyond so many blocks of 512 bytes.
    BestCodeProcess withFilesUpTo(int blocks) {
        before = List.of("sh", "-c", "ulimit -f " + blocks + "; exec \"$@\"", "sh");
        return this;
    }

    /// Have another program start it.
    BestCodeProcess through(String... words) {
        before = List.of(words);
        return this;
    }

    /// Its words, the JVM's included.
    List<String> command() {
        var command = new ArrayList<>(before);
        command.addAll(AS_AT_A_TERMINAL);
        command.addAll(CommandLineJvm.command());
        command.addAll(arguments);
        return List.copyOf(command);
    }

    Path directory() {
        return directory;
    }

    Map<String, String> environment() {
        return Map.copyOf(environment);
    }

    /// Start it, with standard output for the caller to read and standard error in a file.
    Process start(Path standardError) throws IOException {
        return start(ProcessBuilder.Redirect.to(standardError.toFile()));
    }

    /// Start it, with both outputs for the caller to read.
    Process start() throws IOException {
        return start(ProcessBuilder.Redirect.PIPE);
    }

    private Process start(ProcessBuilder.Redirect standardError) throws IOException {
        var builder = new ProcessBuilder(command()).directory(directory.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        builder.redirectError(standardError);
        var process = builder.start();
        try (var in = process.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
        }
        return process;
    }

    Result run() throws IOException, InterruptedException {
        var errors = Files.createTempFile("bestcode-it-", ".err");
        try {
            var process = start(errors);
            var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(SECONDS_MAX, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("not ended after " + SECONDS_MAX + " s: " + arguments);
            }
            return new Result(process.exitValue(), out, Files.readString(errors));
        } finally {
            Files.delete(errors);
        }
    }

    private static List<String> interruptible() {
        var env = List.of("env", "--default-signal=INT");
        try {
            var tried = new ArrayList<>(env);
            tried.add("true");
            return new ProcessBuilder(tried).start().waitFor() == 0 ? env : List.of();
        } catch (IOException e) {
            return List.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    /// How it ended.
    record Result(int exit, String out, String err) {}
}
