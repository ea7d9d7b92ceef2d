package dev.bestcode.benchmarks;

import static dev.bestcode.testkit.Step.answer;
import static dev.bestcode.testkit.Step.calls;
import static dev.bestcode.testkit.Step.computed;

import com.sun.management.OperatingSystemMXBean;

import dev.bestcode.api.control.RunStatus;
import dev.bestcode.api.control.Task;
import dev.bestcode.api.organism.ListenerSpec;
import dev.bestcode.api.organism.McpSpec;
import dev.bestcode.api.organism.Organism;
import dev.bestcode.api.organism.ProfileSpec;
import dev.bestcode.api.security.Permission;
import dev.bestcode.api.tool.ToolPins;
import dev.bestcode.kernel.FileStorage;
import dev.bestcode.llm.AnthropicClient;
import dev.bestcode.mcp.McpServers;
import dev.bestcode.runtime.BestCode;
import dev.bestcode.testkit.ScriptedModel;
import dev.bestcode.testkit.Step;
import dev.bestcode.tools.NativeTools;
import dev.bestcode.tools.Workspace;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// What a turn costs that calls one tool of a server, by how many tools the server has: each is
/// found with `find-tool` and called through it, against a scripted model. The turns before the
/// measured ones start the server and warm the program up.
@Command(
        name = "mcp-tools",
        description = "Processor time and bytes of a turn, by how many tools a server has.",
        mixinStandardHelpOptions = true)
final class McpTools implements Callable<Integer> {
    private static final int SECONDS_MAX = 600;

    private static final String SERVER =
            """
            while IFS= read -r line; do
              id=${line#*'"id":"'}; id="\\"${id%%\\"*}\\""
              case "$line" in
                *'"method":"initialize"'*)
                  printf '{"jsonrpc":"2.0","id":%s,"result":{"protocolVersion":"2025-06-18","capabilities":{"tools":{}},"serverInfo":{"name":"made","version":"1"}}}\\n' "$id";;
                *'"method":"tools/list"'*)
                  printf '{"jsonrpc":"2.0","id":%s,"result":{"tools":[%s]}}\\n' "$id" "$(cat tools)";;
                *'"method":"tools/call"'*)
                  printf '{"jsonrpc":"2.0","id":%s,"result":{"content":[{"type":"text","text":"done"}]}}\\n' "$id";;
              esac
            done
            """;

    private static final OperatingSystemMXBean MACHINE =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    @Mixin private DataOption data;

    @Option(names = "--tools", split = ",", defaultValue = "10,300", description = "How many.")
    private List<Integer> tools = List.of();

    @Option(names = "--rounds", defaultValue = "7", description = "Runs with each number.")
    private int rounds;

    @Option(names = "--warm-up", defaultValue = "50", description = "Turns before.")
    private int warmUp;

    @Option(names = "--turns", defaultValue = "100", description = "Turns that are measured.")
    private int turns;

    /// Of one run, per turn.
    private record Turn(double cpuNanos, double logBytes, long requestBytes) {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (var folder = data.folder()) {
            Machine.print(System.out, folder.path());
            var measured = new LinkedHashMap<Integer, List<Turn>>();
            tools.forEach(count -> measured.put(count, new ArrayList<>()));
            for (int round = 0; round < rounds; round++) { // so that a noisy moment hits all
                for (var entry : measured.entrySet()) {
                    var place = folder.folder("run-%d-%d".formatted(entry.getKey(), round));
                    entry.getValue().add(measure(entry.getKey(), place));
                }
            }
            var table =
                    new Table(
                            "A turn that calls one tool of a server",
                            "tools",
                            "CPU ms, least",
                            "CPU ms, median",
                            "log B, median",
                            "first request B");
            measured.forEach((count, all) -> table.row(cells(count, all)));
            table.print(System.out);
        }
        return 0;
    }

    private static String[] cells(int count, List<Turn> all) {
        var cpu = all.stream().mapToDouble(Turn::cpuNanos).sorted().toArray();
        var log = all.stream().mapToDouble(Turn::logBytes).sorted().toArray();
        return new String[] {
            Figures.whole(count),
            Figures.decimal(cpu[0] / 1e6),
            Figures.decimal(cpu[cpu.length / 2] / 1e6),
            Figures.whole(log[log.length / 2]),
            Figures.whole(all.getFirst().requestBytes())
        };
    }

    private Turn measure(int count, Path place) throws IOException, InterruptedException {
        var workspace = Files.createDirectory(place.resolve("workspace"));
        Files.writeString(workspace.resolve("server.sh"), SERVER);
        Files.writeString(
                workspace.resolve("tools"),
                IntStream.range(0, count)
                        .mapToObj(McpTools::tool)
                        .collect(Collectors.joining(",")));
        var storage = new CountingStorage(FileStorage.at(place.resolve("kernel")));
        var marks = new ArrayList<long[]>();
        try (var model = model(storage, marks);
                var servers = McpServers.pinning(ToolPins.inMemory(), McpTools::tell);
                var os =
                        BestCode.builder()
                                .organism(organism())
                                .llm(
                                        AnthropicClient.builder()
                                                .baseUrl(model.baseUrl())
                                                .apiKey("benchmark")
                                                .build())
                                .tools(NativeTools.in(Workspace.at(workspace)))
                                .servers(servers)
                                .storage(storage)
                                .build()) {
            var task = Task.of("coding", "do it").withMaxIterations(warmUp + turns + 2);
            var result = os.submit(task).await();
            if (result.status() != RunStatus.DONE) {
                throw new IllegalStateException(result.status() + ": " + result.text());
            }
            var first = marks.getFirst();
            var last = marks.getLast();
            return new Turn(
                    (double) (last[0] - first[0]) / turns,
                    (double) (last[1] - first[1]) / turns,
                    model.requests().getFirst().bodyBytes());
        }
    }

    private static String tool(int number) {
        return "{\"name\":\"part-%d\",\"description\":\"Handles part %d\",\"inputSchema\":{\"type\":\"object\",\"required\":[\"text\"],\"properties\":{\"text\":{\"type\":\"string\"}}}}"
                .formatted(number, number);
    }

    private static void tell(String sentence) {
        throw new IllegalStateException(sentence);
    }

    private static Organism organism() {
        var server =
                ListenerSpec.server(
                        "made",
                        "A server",
                        new McpSpec(
                                new McpSpec.Command(List.of("sh", "server.sh"), Map.of()),
                                Optional.empty(),
                                List.of(),
                                new McpSpec.Limits(SECONDS_MAX, SECONDS_MAX, 50, 1_000)));
        return Organism.named("made")
                .listener(server)
                .profile(
                        new ProfileSpec(
                                "coding",
                                List.of("coder", "find-tool", "made"),
                                Map.of("made", Permission.AUTO),
                                List.of()))
                .build();
    }

    /// @param marks processor time and bytes of the log, where the measured turns begin and end
    private ScriptedModel model(CountingStorage storage, List<long[]> marks) {
        var model = ScriptedModel.builder();
        for (int turn = 0; turn < warmUp + turns; turn++) {
            model.script(turn == warmUp ? marked(use(turn), storage, marks) : use(turn));
        }
        return model.script(marked(answer("done"), storage, marks)).start();
    }

    /// Each with another text: an agent that repeats itself is stopped.
    private static Step use(int turn) {
        return calls(
                Step.tool(
                        "find-tool",
                        "{\"need\":\"handle part 7\",\"tool\":\"made__part-7\",\"arguments\":{\"text\":\"%06d\"}}"
                                .formatted(turn)));
    }

    private static Step marked(Step step, CountingStorage storage, List<long[]> marks) {
        return computed(
                _ -> {
                    marks.add(new long[] {MACHINE.getProcessCpuTime(), storage.writtenBytes()});
                    return step;
                });
    }
}
