package dev.bestcode.benchmarks;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/// Where the JVM enters: one program for each thing that is measured.
@Command(
        name = "bestcode-benchmarks",
        description = "Measures what the system costs. Tables go to standard output.",
        mixinStandardHelpOptions = true,
        subcommands = {
            Everything.class,
            RaspberryPi.class,
            SlowCommits.class,
            KernelCommits.class,
            KernelBytes.class,
            KernelReopen.class,
            KernelGrowth.class,
            KernelHeap.class,
            AgentTurns.class,
            AgentChild.class,
            Specialists.class,
            PipelineHops.class,
            PipelineThreads.class,
            RoutingQuality.class,
            RoutingGrowth.class,
            SandboxStarts.class,
            RoomFrames.class,
            StartUp.class,
            WasmCalls.class,
            WasmReady.class,
            FileSearch.class,
            WorkspaceLooks.class,
            LibrarianNeeds.class,
            LibrarianTime.class,
            LibrarianCost.class,
            SymbolQuality.class,
            SymbolThroughput.class,
            McpTools.class,
            ReplaySpeed.class,
            ReopenLoad.class,
            ReopenOpen.class
        })
public final class Benchmarks {
    private Benchmarks() {}

    public static void main(String[] args) {
        System.exit(execute(args));
    }

    /// @return the exit status: 0 when the program ran to its end
    static int execute(String... args) {
        return new CommandLine(new Benchmarks()).execute(args);
    }
}
