package dev.bestcode.benchmarks;

import dev.bestcode.api.control.RunStatus;
import dev.bestcode.api.control.Task;
import dev.bestcode.kernel.FileStorage;
import dev.bestcode.llm.AnthropicClient;
import dev.bestcode.organism.OrganismYaml;
import dev.bestcode.runtime.BestCode;
import dev.bestcode.tools.NativeTools;
import dev.bestcode.tools.Workspace;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;

/// An application that embeds the system and gives it one task in the current folder.
@Command(name = "agent-child", hidden = true)
final class AgentChild implements Callable<Integer> {
    @Option(names = "--base-url", defaultValue = "${env:ANTHROPIC_BASE_URL}")
    private String url = "";

    @Option(names = "--data-dir", required = true)
    private Path state = Path.of("");

    /// How much longer a force takes, for a slow medium.
    @Option(names = "--sync-millis", defaultValue = "0")
    private int syncMillis;

    @Option(names = "--organism")
    private @Nullable Path organism;

    @Parameters private String task = "";

    @Override
    public Integer call() throws IOException, InterruptedException {
        var builder =
                BestCode.builder()
                        .llm(AnthropicClient.builder().baseUrl(url).apiKey("benchmark").build())
                        .tools(NativeTools.in(Workspace.at(Path.of(""))))
                        .stateIn(state)
                        .approveAll(true);
        if (syncMillis > 0) {
            var below = FileStorage.at(state.resolve("kernel"));
            builder.storage(new SlowStorage(below, Duration.ofMillis(syncMillis)));
        }
        if (organism != null) {
            builder.organism(OrganismYaml.read(organism));
        }
        try (var os = builder.build()) {
            var result = os.submit(Task.of("coding", task)).await();
            System.out.println(result.status() + ": " + result.text().length() + " characters");
            return result.status() == RunStatus.DONE ? 0 : 1;
        }
    }
}
