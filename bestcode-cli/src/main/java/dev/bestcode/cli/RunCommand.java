package dev.bestcode.cli;

import dev.bestcode.api.control.Task;
import dev.bestcode.api.control.TaskBudget;
import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonException;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.runtime.BestCode;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.Console;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/// `bestcode run`: one task, headless.
@Command(
        name = "run",
        description = "Do one task, and stop.",
        footer = {
            "Example:",
            "  git diff | bestcode run --output json --profile researcher \"review this:\" -"
        })
final class RunCommand implements Callable<Integer> {
    /// More than any model takes in one task.
    private static final int STDIN_BYTES_MAX = 1 << 20;

    /// It is part of the conversation, and of the agent's state while the task lasts.
    private static final int SCHEMA_BYTES_MAX = 64 * 1024;

    @Mixin HelpOption help = new HelpOption();
    @Mixin private SystemOptions system = new SystemOptions();

    @Parameters(
            arity = "0..*",
            paramLabel = "TASK",
            description = "What is to be done; - or nothing: standard input.")
    private List<String> words = new ArrayList<>();

    @Mixin private HeadlessOptions headless = new HeadlessOptions();

    @Option(
            names = "--budget-usd",
            paramLabel = "USD",
            description = "What it may cost (default: 10, if prices are known).")
    private @Nullable BigDecimal budgetUsd;

    @Option(
            names = "--budget-tokens",
            paramLabel = "N",
            description = "Tokens that it may use (default: 5 M, unpriced).")
    private @Nullable Long budgetTokens;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            description = "How long it may work (default: 3600).")
    private @Nullable Long timeout;

    @Option(
            names = "--schema",
            paramLabel = "FILE",
            description = "JSON Schema that the answer, JSON alone, must fit.")
    private @Nullable Path schema;

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
            throw help.wrong("Say what is to be done.");
        }
        requireFromZero("--budget-usd", budgetUsd);
        requireFromZero("--budget-tokens", budgetTokens);
        requireFromZero("--timeout", timeout);
        var task = Task.of(system.profile, text).withBudget(budget());
        return schema == null ? task : task.withSchema(schema(schema));
    }

    private void requireFromZero(String option, @Nullable Number value) {
        if (value != null && value.doubleValue() < 0) {
            throw help.wrong(option + " is " + value + "; allowed from 0.");
        }
    }

    private JsonObject schema(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw help.wrong(file + " is no JSON Schema: it is a folder.");
        }
        if (Files.size(file) > SCHEMA_BYTES_MAX) {
            throw help.wrong(
                    file + " is larger than 64 KiB; a schema that long is no help to a model.");
        }
        var schema = parsed(file);
        var problems = BestCode.schemaProblems(schema);
        if (!problems.isEmpty()) {
            throw help.wrong(
                    "%s is no usable JSON Schema 2020-12: %s"
                            .formatted(file, String.join("; ", problems)));
        }
        return schema;
    }

    private JsonObject parsed(Path file) throws IOException {
        try {
            return Json.parseObject(Files.readString(file));
        } catch (CharacterCodingException e) {
            throw help.wrong(file + " is no JSON Schema: it is not UTF-8.");
        } catch (JsonException | IllegalArgumentException e) {
            throw help.wrong(file + " is no JSON Schema: " + e.getMessage());
        }
    }

    private TaskBudget budget() {
        var budget = TaskBudget.UNSTATED;
        try {
            if (budgetUsd != null) {
                budget = budget.withMicroUsd(budgetUsd.movePointRight(6).longValueExact());
            }
            if (budgetTokens != null) {
                budget = budget.withTokens(budgetTokens);
            }
            return timeout == null ? budget : budget.withTime(Duration.ofSeconds(timeout));
        } catch (ArithmeticException e) {
            throw help.wrong("--budget-usd is " + budgetUsd + "; allowed from 0, to a millionth.");
        } catch (IllegalArgumentException e) {
            throw help.wrong(String.valueOf(e.getMessage()));
        }
    }

    private String standardInput() throws IOException {
        if (Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent()) {
            throw help.wrong("Say what is to be done, or pipe it in.");
        }
        var bytes = System.in.readNBytes(STDIN_BYTES_MAX + 1);
        if (bytes.length > STDIN_BYTES_MAX) {
            throw help.wrong(
                    "Standard input is larger than 1 MiB; name a file in the task instead.");
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
