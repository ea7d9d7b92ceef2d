package dev.bestcode.tools;

import dev.bestcode.api.tool.Effect;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Builds and tests of the usual tools. They run code of the workspace.
final class BuildCommands {
    private static final Duration BUILD = Duration.ofSeconds(CommandExec.TIMEOUT_SECONDS_MAX);
    private static final Duration TESTS = Duration.ofMinutes(5);

    static final List<SafeCommand> ALL =
            List.of(
                    SafeCommand.of(
                            "maven-run",
                            "Run a phase of Maven's lifecycle, for one module or one test class.",
                            "\"phase\"",
                            oneOf(
                                            "phase",
                                            "clean",
                                            "compile",
                                            "test-compile",
                                            "test",
                                            "package",
                                            "verify")
                                    + text("module")
                                    + text("test"),
                            Effect.OPAQUE,
                            BUILD,
                            BuildCommands::maven),
                    SafeCommand.of(
                            "gradle-run",
                            "Run a task of Gradle, for one test class where it tests.",
                            "\"task\"",
                            oneOf("task", "clean", "assemble", "classes", "test", "check", "build")
                                    + text("test"),
                            Effect.OPAQUE,
                            BUILD,
                            BuildCommands::gradle),
                    SafeCommand.of(
                            "npm-run",
                            "Run a script of package.json, such as test or build.",
                            "\"script\"",
                            "\"script\":{\"type\":\"string\"}",
                            Effect.OPAQUE,
                            BUILD,
                            arguments ->
                                    List.of(
                                            "npm",
                                            "run",
                                            plain("script", arguments.text("script")))),
                    SafeCommand.of(
                            "cargo-run",
                            "Build, check, lint or test a Rust workspace.",
                            "\"command\"",
                            oneOf("command", "build", "check", "clippy", "test")
                                    + text("package")
                                    + text("filter"),
                            Effect.OPAQUE,
                            BUILD,
                            BuildCommands::cargo),
                    SafeCommand.of(
                            "go-run",
                            "Build, vet or test Go packages.",
                            "\"command\"",
                            oneOf("command", "build", "vet", "test")
                                    + text("packages")
                                    + text("filter"),
                            Effect.OPAQUE,
                            BUILD,
                            BuildCommands::go),
                    SafeCommand.of(
                            "pytest-run",
                            "Run Python tests.",
                            "",
                            "\"path\":{\"type\":\"string\"},\"filter\":{\"type\":\"string\"}",
                            Effect.OPAQUE,
                            TESTS,
                            BuildCommands::pytest),
                    SafeCommand.of(
                            "make-run",
                            "Make a target.",
                            "",
                            "\"target\":{\"type\":\"string\"}",
                            Effect.OPAQUE,
                            BUILD,
                            BuildCommands::make));

    private BuildCommands() {}

    private static String oneOf(String name, String... words) {
        var quoted = Stream.of(words).map(word -> '"' + word + '"');
        return "\"%s\":{\"enum\":[%s]}".formatted(name, quoted.collect(Collectors.joining(",")));
    }

    private static String text(String name) {
        return ",\"%s\":{\"type\":\"string\"}".formatted(name);
    }

    /// A value that no program takes for an option.
    static String plain(String name, String value) throws ToolFailedException {
        if (value.isEmpty() || value.startsWith("-")) {
            throw new ToolFailedException("%s must not be empty or begin with '-'".formatted(name));
        }
        return value;
    }

    private static List<String> maven(Arguments arguments) throws ToolFailedException {
        var words = new ArrayList<>(List.of("mvn", "-B", "-ntp", arguments.text("phase")));
        var module = arguments.optionalText("module");
        if (module.isPresent()) {
            words.addAll(List.of("-pl", plain("module", module.get()), "-am"));
        }
        var test = arguments.optionalText("test");
        if (test.isPresent()) {
            words.add("-Dtest=" + test.get());
            words.add("-Dsurefire.failIfNoSpecifiedTests=false");
        }
        return words;
    }

    private static List<String> gradle(Arguments arguments) throws ToolFailedException {
        var words =
                new ArrayList<>(
                        List.of(
                                "gradle",
                                "--no-daemon",
                                "--console=plain",
                                arguments.text("task")));
        var test = arguments.optionalText("test");
        if (test.isPresent()) {
            words.addAll(List.of("--tests", plain("test", test.get())));
        }
        return words;
    }

    private static List<String> cargo(Arguments arguments) throws ToolFailedException {
        var words = new ArrayList<>(List.of("cargo", arguments.text("command")));
        var crate = arguments.optionalText("package");
        if (crate.isPresent()) {
            words.addAll(List.of("-p", plain("package", crate.get())));
        }
        var filter = arguments.optionalText("filter");
        if (filter.isPresent()) {
            words.add(plain("filter", filter.get()));
        }
        return words;
    }

    private static List<String> go(Arguments arguments) throws ToolFailedException {
        var words = new ArrayList<>(List.of("go", arguments.text("command")));
        var filter = arguments.optionalText("filter");
        if (filter.isPresent()) {
            words.addAll(List.of("-run", plain("filter", filter.get())));
        }
        words.add(plain("packages", arguments.optionalText("packages").orElse("./...")));
        return words;
    }

    private static List<String> pytest(Arguments arguments) throws ToolFailedException {
        var words = new ArrayList<>(List.of("pytest", "-q"));
        var filter = arguments.optionalText("filter");
        if (filter.isPresent()) {
            words.addAll(List.of("-k", plain("filter", filter.get())));
        }
        var path = arguments.optionalText("path");
        if (path.isPresent()) {
            words.add(plain("path", path.get()));
        }
        return words;
    }

    private static List<String> make(Arguments arguments) throws ToolFailedException {
        var words = new ArrayList<>(List.of("make"));
        var target = arguments.optionalText("target");
        if (target.isPresent()) {
            words.add(plain("target", target.get()));
        }
        return words;
    }
}
