package dev.bestcode.it;

import static dev.bestcode.it.BestCodeProcess.bestcode;
import static dev.bestcode.testkit.Fault.status;
import static dev.bestcode.testkit.Step.answer;
import static dev.bestcode.testkit.Step.calls;
import static dev.bestcode.testkit.Step.fault;
import static dev.bestcode.testkit.Step.tool;

import dev.bestcode.testkit.ClosedPort;
import dev.bestcode.testkit.ScriptedModel;
import dev.bestcode.testkit.Step;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/// The failures of the table, by exit status.
final class FailureCases {
    private static final int USAGE = 2;
    private static final int CONFIGURATION = 3;
    private static final int LIMIT = 4;
    private static final int REFUSED = 5;
    private static final int PROVIDER = 6;
    private static final int KERNEL = 7;

    private static final String WIDER =
            """
            version: 1
            profiles:
              coding:
                listeners: [coder, file-read, command-exec]
                permissions: {command-exec: auto}
                commands: [curl]
            """;

    private FailureCases() {}

    static List<FailureCase> all() {
        return List.of(
                plain("a typo in a command", USAGE, "Did you mean", "runns"),
                plain("a typo in an option", USAGE, "--model", "run", "--modle", "opus", "x"),
                plain("an option without its value", USAGE, "--model", "run", "--model"),
                plain(
                        "a value that is none of the choices",
                        USAGE,
                        "text",
                        "runs",
                        "--output",
                        "xml"),
                plain("no task", USAGE, "Say what is to be done", "run", " "),
                plain("a run that is not there", USAGE, "bestcode runs", "resume", "r-4f0q1x8z2k"),
                plain("the Control Room without a terminal", USAGE, "bestcode run", "tui"),
                plain(
                        "a setting that does not exist",
                        USAGE,
                        "model",
                        "config",
                        "set",
                        "modle",
                        "opus"),
                plain("a shell without completions", USAGE, "bash", "completion", "tcsh"),
                plain(
                        "a budget that is none",
                        USAGE,
                        "allowed from 0",
                        "run",
                        "--budget-tokens",
                        "-1",
                        "x"),
                new FailureCase(
                        "no key",
                        "run \"x\"",
                        CONFIGURATION,
                        "ANTHROPIC_API_KEY",
                        (folder, workspace) ->
                                bestcode("run", "x")
                                        .env("HOME", folder.toString())
                                        .in(workspace)
                                        .run()),
                keyed(
                        "a workspace that is not there",
                        CONFIGURATION,
                        "--workspace",
                        "run",
                        "--workspace",
                        "elsewhere",
                        "x"),
                keyed(
                        "an editor's agent for a folder that is not there",
                        CONFIGURATION,
                        "--workspace",
                        "acp",
                        "--workspace",
                        "elsewhere"),
                keyed(
                        "a profile that is not there",
                        CONFIGURATION,
                        "there are",
                        "run",
                        "--profile",
                        "codign",
                        "x"),
                keyed(
                        "an organism file that is not there",
                        CONFIGURATION,
                        "organism init",
                        "run",
                        "--organism",
                        "agents.yaml",
                        "x"),
                keyed(
                        "a schema that is not there",
                        CONFIGURATION,
                        "answer.json",
                        "run",
                        "--schema",
                        "answer.json",
                        "x"),
                keyed(
                        "a recording that is not there",
                        CONFIGURATION,
                        "check its spelling",
                        "run",
                        "--replay",
                        "tape.json",
                        "x"),
                new FailureCase(
                        "a typo in an organism file",
                        "run \"x\"",
                        CONFIGURATION,
                        "listeners",
                        (folder, workspace) -> {
                            organism(
                                    workspace,
                                    "profiles:\n  coding:\n    listners: [coder, file-read]\n");
                            return with(folder, "run", "x").in(workspace).run();
                        }),
                new FailureCase(
                        "a typo in the settings",
                        "run \"x\"",
                        CONFIGURATION,
                        "there are",
                        (folder, workspace) -> {
                            write(workspace.resolve(".bestcode/config.yaml"), "modle: opus\n");
                            return with(folder, "run", "x").in(workspace).run();
                        }),
                new FailureCase(
                        "keys that others may read",
                        "run \"x\"",
                        CONFIGURATION,
                        "chmod",
                        (folder, workspace) -> {
                            var keys = folder.resolve(".config/bestcode/keys");
                            write(keys, "ANTHROPIC_API_KEY=k\n");
                            Files.setPosixFilePermissions(
                                    keys, PosixFilePermissions.fromString("rw-r--r--"));
                            return bestcode("run", "x")
                                    .env("HOME", folder.toString())
                                    .in(workspace)
                                    .run();
                        }),
                new FailureCase(
                        "the limit of model calls",
                        "run --max-iterations 2 \"x\"",
                        LIMIT,
                        "--max-iterations",
                        (folder, workspace) -> {
                            var endless = calls(tool("glob", "{\"pattern\":\"*\"}"));
                            try (var model = ScriptedModel.builder().otherwise(endless).start()) {
                                return with(folder, "run", "--base-url", model.baseUrl())
                                        .with("--max-iterations", "2", "x")
                                        .in(workspace)
                                        .run();
                            }
                        }),
                new FailureCase(
                        "a workspace that is not trusted",
                        "run \"x\"",
                        REFUSED,
                        "bestcode trust",
                        (folder, workspace) -> {
                            organism(workspace, WIDER);
                            return with(folder, "run", "x").in(workspace).run();
                        }),
                new FailureCase(
                        "a wrong key",
                        "run \"x\"",
                        PROVIDER,
                        "ANTHROPIC_API_KEY",
                        (folder, workspace) -> {
                            try (var model = ScriptedModel.builder().requireKey("right").start()) {
                                return with(folder, "run", "--base-url", model.baseUrl(), "x")
                                        .in(workspace)
                                        .run();
                            }
                        }),
                provider("a model that the provider does not have", "bestcode models", status(404)),
                new FailureCase(
                        "no network",
                        "run \"x\"",
                        PROVIDER,
                        "network",
                        (folder, workspace) -> {
                            try (var nobody = ClosedPort.hold()) {
                                return with(folder, "run", "--base-url", nobody.url(), "x")
                                        .in(workspace)
                                        .run();
                            }
                        }),
                new FailureCase(
                        "a process that holds the run's directory and does not answer",
                        "resume r-4f0q1x8z2k",
                        KERNEL,
                        "end it",
                        FailureCases::locked),
                new FailureCase(
                        "a damaged log", "runs", KERNEL, "kernel repair", FailureCases::damaged),
                new FailureCase(
                        "no space for the log", "run \"x\"", KERNEL, "space", FailureCases::full));
    }

    private static FailureCase plain(String situation, int exit, String advice, String... words) {
        return new FailureCase(
                situation,
                typed(words),
                exit,
                advice,
                (folder, workspace) -> with(folder, words).in(workspace).run());
    }

    private static FailureCase keyed(String situation, int exit, String advice, String... words) {
        return plain(situation, exit, advice, words);
    }

    private static String typed(String... words) {
        var typed = new StringBuilder();
        for (var word : words) {
            typed.append(word.isBlank() || word.equals("x") ? '"' + word + '"' : word).append(' ');
        }
        return typed.toString().strip();
    }

    private static FailureCase provider(
            String situation, String advice, dev.bestcode.testkit.Fault fault) {
        return new FailureCase(
                situation,
                "run --model nonesuch \"x\"",
                PROVIDER,
                advice,
                (folder, workspace) -> {
                    Step step = fault(fault);
                    try (var model = ScriptedModel.builder().otherwise(step).start()) {
                        return with(folder, "run", "--model", "nonesuch")
                                .with("--base-url", model.baseUrl(), "x")
                                .in(workspace)
                                .run();
                    }
                });
    }

    /// With a key and a home of its own.
    private static BestCodeProcess with(Path folder, String... words) {
        return bestcode(words)
                .env("HOME", folder.toString())
                .env("XDG_STATE_HOME", folder.resolve("state").toString())
                .env("ANTHROPIC_API_KEY", "sk-0123456789");
    }

    private static void organism(Path workspace, String text) throws IOException {
        write(workspace.resolve(".bestcode/organism.yaml"), text);
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    /// @return the data directory of a run that has ended
    private static Path ran(Path folder, Path workspace) throws Exception {
        var state = folder.resolve("kept");
        try (var model = ScriptedModel.start(answer("done"))) {
            with(folder, "run", "--base-url", model.baseUrl())
                    .with("--data-dir", state, "x")
                    .in(workspace)
                    .run();
        }
        return state;
    }

    private static BestCodeProcess.Result locked(Path folder, Path workspace) throws Exception {
        var state = ran(folder, workspace);
        var kernel = state.resolve("k0");
        try (var file = FileChannel.open(kernel.resolve("LOCK"), StandardOpenOption.WRITE);
                var _ = file.lock()) {
            return with(folder, "resume", "r-4f0q1x8z2k", "--data-dir", state.toString())
                    .in(workspace)
                    .run();
        }
    }

    private static BestCodeProcess.Result damaged(Path folder, Path workspace) throws Exception {
        var state = ran(folder, workspace);
        var kernel = state.resolve("k0");
        var log = kernel.resolve("log/1.log");
        var bytes = Files.readAllBytes(log);
        bytes[200] ^= 1;
        Files.write(log, bytes);
        return with(folder, "runs", "--data-dir", state.toString()).in(workspace).run();
    }

    /// The limit of a file's size stands for a disk that is full: both fail the log's next write.
    private static BestCodeProcess.Result full(Path folder, Path workspace) throws Exception {
        try (var model = ScriptedModel.start(answer("done"))) {
            return with(folder, "run", "--base-url", model.baseUrl())
                    .with("--data-dir", folder.resolve("small"), "x")
                    .withFilesUpTo(64)
                    .in(workspace)
                    .run();
        }
    }
}
