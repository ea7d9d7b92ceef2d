package dev.bestcode.benchmarks;

import dev.bestcode.api.control.Task;
import dev.bestcode.api.control.TaskBudget;
import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonValue;
import dev.bestcode.api.organism.AgentSpec;
import dev.bestcode.api.organism.HandlerNames;
import dev.bestcode.api.organism.ListenerSpec;
import dev.bestcode.api.organism.Organism;
import dev.bestcode.api.organism.ProfileSpec;
import dev.bestcode.api.security.Permission;
import dev.bestcode.api.tool.ToolCall;
import dev.bestcode.api.tool.ToolDescriptor;
import dev.bestcode.api.tool.ToolOutcome;
import dev.bestcode.api.tool.ToolPeer;
import dev.bestcode.kernel.FileStorage;
import dev.bestcode.llm.AnthropicClient;
import dev.bestcode.runtime.BestCode;
import dev.bestcode.testkit.ScriptedModel;
import dev.bestcode.testkit.Step;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// What a long run sends, with a librarian and without.
@Command(
        name = "librarian-cost",
        description = "Bytes sent in a long run, what of them a cache has, and the time of a turn.",
        mixinStandardHelpOptions = true)
final class LibrarianCost implements Runnable {
    /// What a provider asks for a cached token, beside one that it reads anew.
    private static final double CACHED_PART = 0.1;

    /// More than the run without a librarian sends.
    private static final long TOKENS_MAX = 1_000_000_000;

    @Option(names = "--dir", defaultValue = "target", description = "Folder for the data.")
    private Path dir = Path.of("target");

    @Option(
            names = "--turns",
            defaultValue = "200",
            description = "Turns. Default: ${DEFAULT-VALUE}")
    private int turns = 200;

    @Option(
            names = "--bytes",
            defaultValue = "4096",
            description = "Of a result. Default: ${DEFAULT-VALUE}")
    private int bytes = 4_096;

    /// @param anew bytes that the request before did not begin with
    private record Sent(long bytes, long largest, long anew, int epochs, long nanos) {}

    @Override
    public void run() {
        var table =
                new Table(
                        "%d turns with results of %,d bytes".formatted(turns, bytes),
                        "",
                        "MB sent",
                        "largest request, KB",
                        "billed, MB at full price",
                        "epochs",
                        "ms a turn");
        sent(false); // warms up
        row(table, "without a librarian", sent(false));
        row(table, "with a librarian", sent(true));
        table.print(System.out);
    }

    private void row(Table table, String name, Sent sent) {
        double billed = sent.anew() + CACHED_PART * (sent.bytes() - sent.anew());
        table.row(
                name,
                Figures.decimal(sent.bytes() / 1e6),
                Figures.decimal(sent.largest() / 1e3),
                Figures.decimal(billed / 1e6),
                Figures.whole(sent.epochs()),
                Figures.millis(sent.nanos() / turns));
    }

    private Sent sent(boolean librarian) {
        var steps =
                IntStream.rangeClosed(1, turns)
                        .mapToObj(
                                turn ->
                                        turn < turns
                                                ? Step.calls(
                                                        Step.tool(
                                                                "look",
                                                                "{\"number\":" + turn + "}"))
                                                : Step.answer("done"))
                        .toArray(Step[]::new);
        try (var folder = DataFolder.below(dir);
                var model = ScriptedModel.builder().script(steps).start();
                var os =
                        BestCode.builder()
                                .organism(organism(librarian))
                                .storage(FileStorage.at(folder.folder("kernel")))
                                .llm(
                                        AnthropicClient.builder()
                                                .apiKey("key")
                                                .baseUrl(model.baseUrl())
                                                .build())
                                .tool(new Look(bytes))
                                .build()) {
            long begun = System.nanoTime();
            var result =
                    os.submit(
                                    Task.of("p", "Look at everything.")
                                            .withListener("looker")
                                            .withBudget(TaskBudget.UNSTATED.withTokens(TOKENS_MAX))
                                            .withMaxIterations(turns))
                            .await();
            long nanos = System.nanoTime() - begun;
            if (!result.text().equals("done") || !model.violations().isEmpty()) {
                throw new IllegalStateException(result + " " + model.violations());
            }
            return count(model, nanos);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static Sent count(ScriptedModel model, long nanos) {
        long bytes = 0;
        long largest = 0;
        long anew = 0;
        int epochs = 0;
        List<String> previous = List.of();
        for (var request : model.requests()) {
            var messages =
                    request.body().requireArray("messages").values().stream()
                            .map(LibrarianCost::withoutMarks)
                            .toList();
            int same = 0;
            while (same < Math.min(previous.size(), messages.size())
                    && previous.get(same).equals(messages.get(same))) {
                same++;
            }
            epochs += same < previous.size() ? 1 : 0;
            anew +=
                    messages.subList(same, messages.size()).stream()
                            .mapToLong(String::length)
                            .sum();
            bytes += request.bodyBytes();
            largest = Math.max(largest, request.bodyBytes());
            previous = messages;
        }
        return new Sent(bytes, largest, anew, epochs, nanos);
    }

    private static String withoutMarks(JsonValue message) {
        return Json.text(message).replaceAll(",\"cache_control\":\\{[^}]*\\}", "");
    }

    private static Organism organism(boolean librarian) {
        var looker =
                new ListenerSpec(
                        "looker",
                        "agent.AgentTask",
                        HandlerNames.AGENT,
                        "Looks",
                        Optional.of(AgentSpec.prompted("coder")),
                        List.of("look"));
        return Organism.named("cost")
                .listener(librarian ? looker.withLibrarian() : looker)
                .profile(
                        new ProfileSpec(
                                "p",
                                List.of("looker", "look"),
                                Map.of("look", Permission.AUTO),
                                List.of()))
                .build();
    }

    /// A tool whose results never repeat.
    private record Look(int bytes) implements ToolPeer {
        @Override
        public ToolDescriptor descriptor() {
            return ToolDescriptor.of(
                    "look",
                    "Looks at something",
                    "{\"type\":\"object\",\"properties\":{\"number\":{\"type\":\"integer\"}}}");
        }

        @Override
        public ToolOutcome call(ToolCall call) {
            long number = call.arguments().requireLong("number");
            var text = new StringBuilder();
            for (int line = 0; text.length() < bytes; line++) {
                text.append(
                        "int thing%dPart%d = value%d.of(%d);\n"
                                .formatted(number, line, line * 7 % 50, number * line));
            }
            return ToolOutcome.succeeded(text.substring(0, bytes));
        }
    }
}
