package dev.bestcode.cli;

import dev.bestcode.api.control.Task;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.Console;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/// `bestcode run`: one task, headless.
@Command(
        name = "run",
        description = "Do one task, and stop.",
        footer = {
            "",
            "Examples:",
            "  bestcode run \"fix the failing test\"",
            "  git diff | bestcode run --profile researcher \"review this change:\" -",
            "  bestcode run --approve all --output json \"make the build green\""
        })
final class RunCommand implements Callable<Integer> {
    /// More than any model takes in one task.
    private static final int STDIN_BYTES_MAX = 1 << 20;

    @Mixin HelpOption help = new HelpOption();
    @Mixin private SystemOptions system = new SystemOptions();

    @Parameters(
            arity = "0..*",
            paramLabel = "TASK",
            description = "What is to be done; - stands for standard input, and so does nothing.")
    private List<String> words = new ArrayList<>();

    @Mixin private HeadlessOptions headless = new HeadlessOptions();

    @Option(
            names = "--max-iterations",
            paramLabel = "N",
            description = "Model calls allowed; 0 allows none (default: the agent's own limit).")
    private @Nullable Integer maxIterations;

    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        var task = task();
        return headless.carryOut(system.builder(System.getenv()), os -> os.submit(task));
    }

    private Task task() throws IOException {
        var parts = new ArrayList<String>();
        for (var word : words.isEmpty() ? List.of("-") : words) {
            parts.add(word.equals("-") ? standardInput() : word);
        }
        var text = String.join(" ", parts);
        if (text.isBlank()) {
            throw wrong("Say what is to be done.");
        }
        if (maxIterations != null && maxIterations < 0) {
            throw wrong("--max-iterations is " + maxIterations + "; allowed from 0.");
        }
        var task = Task.of(system.profile, text);
        return maxIterations == null ? task : task.withMaxIterations(maxIterations);
    }

    private String standardInput() throws IOException {
        if (Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent()) {
            throw wrong("Say what is to be done, or pipe it in.");
        }
        var bytes = System.in.readNBytes(STDIN_BYTES_MAX + 1);
        if (bytes.length > STDIN_BYTES_MAX) {
            throw wrong("Standard input is larger than 1 MiB; name a file in the task instead.");
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private ParameterException wrong(String message) {
        if (spec == null) {
            throw new IllegalStateException("picocli has not filled in the command's spec");
        }
        return new ParameterException(spec.commandLine(), message);
    }
}
