package dev.bestcode.benchmarks;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Runs a program of this module in a fresh JVM of the same Java.
final class ChildJvm {
    /// None of the programs takes as long.
    private static final Duration LIMIT = Duration.ofHours(2);

    private ChildJvm() {}

    /// @param answer the lines `name=value` that it printed
    record Ended(int exit, Map<String, Long> answer) {
        /// @throws IllegalStateException when it failed or did not say
        long require(String name) {
            var value = answer.get(name);
            if (value == null) {
                throw new IllegalStateException(
                        "the child JVM ended with %d and without '%s'; its standard error says why"
                                .formatted(exit, name));
            }
            return value;
        }
    }

    /// The words that start it.
    static List<String> command(List<String> jvm, List<String> arguments) {
        return command(jvm, Benchmarks.class, arguments);
    }

    /// @param main another class of this module's than the front door
    static List<String> command(List<String> jvm, Class<?> main, List<String> arguments) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("--enable-native-access=ALL-UNNAMED");
        command.addAll(jvm);
        command.addAll(List.of("-cp", classPath()));
        command.add(main.getName());
        command.addAll(arguments);
        return command;
    }

    /// Absolute, for a child may run in another folder.
    private static String classPath() {
        return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                .splitAsStream(System.getProperty("java.class.path"))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    static Ended run(List<String> jvm, List<String> arguments) {
        return run(command(jvm, arguments), Map.of(), LIMIT);
    }

    /// @param command as [#command] gives it, after whatever is to start it
    /// @param environment variables beside those of this process
    /// @param limit what has not ended then is killed, with all that it has started
    static Ended run(List<String> command, Map<String, String> environment, Duration limit) {
        var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(environment);
        try {
            var process = builder.start();
            var killer = CompletableFuture.delayedExecutor(limit.toMillis(), TimeUnit.MILLISECONDS);
            killer.execute(() -> kill(process));
            try (var lines = process.inputReader(StandardCharsets.UTF_8)) {
                var answer =
                        lines.lines()
                                .peek(ChildJvm::passOn)
                                .filter(ChildJvm::isAnswer)
                                .collect(
                                        Collectors.toMap(
                                                line -> line.substring(0, line.indexOf('=')),
                                                ChildJvm::value,
                                                (_, later) -> later));
                return new Ended(process.waitFor(), answer);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run " + command.getFirst(), e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted while a child JVM ran", e);
        }
    }

    private static void kill(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private static long value(String line) {
        return Long.parseLong(line.substring(line.indexOf('=') + 1));
    }

    /// For a child: say a figure to the parent.
    static void answer(String name, long value) {
        System.out.println(name + "=" + value);
    }

    private static boolean isAnswer(String line) {
        return line.matches("[a-z0-9-]+=-?\\d+");
    }

    private static void passOn(String line) {
        if (!isAnswer(line)) {
            System.out.println(line);
        }
    }
}
