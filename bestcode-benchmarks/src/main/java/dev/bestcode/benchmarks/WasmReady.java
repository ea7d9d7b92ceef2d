package dev.bestcode.benchmarks;

import dev.bestcode.api.json.Json;
import dev.bestcode.wasm.ComponentRuntime;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

/// One JVM's first use of a component, and the same again and again; started by [WasmCalls]. Its
/// code is in the cache when it ends.
@Command(name = "wasm-ready", hidden = true)
final class WasmReady implements Callable<Integer> {
    @Parameters(index = "0", description = "The component.")
    private Path file = Path.of("component.wasm");

    @Parameters(index = "1", description = "Where compiled code is kept.")
    private Path cache = Path.of("cache");

    @Option(names = "--function", required = true)
    private String function = "";

    @Option(names = "--arguments", required = true)
    private String arguments = "";

    private static final int AGAIN = 20;

    /// Prints for the first use, then for the quickest of the others, the nanoseconds from the
    /// bytes to the loaded component and to its first answer, and the CPU time of the process.
    @Override
    public Integer call() throws Exception {
        var bytes = Files.readAllBytes(file);
        var first = use(bytes);
        WasmCalls.awaitCompiled();
        var best = first;
        for (int i = 0; i < AGAIN; i++) {
            var next = use(bytes);
            WasmCalls.awaitCompiled();
            best = next[1] < best[1] ? next : best;
        }
        for (var nanos : List.of(first, best)) {
            System.out.printf("%d %d %d%n", nanos[0], nanos[1], nanos[2]);
        }
        return 0;
    }

    private long[] use(byte[] bytes) throws IOException, InterruptedException {
        long cpu = cpuNanos();
        long start = System.nanoTime();
        var component = WasmCalls.load(ComponentRuntime.compiling(cache), bytes);
        long loaded = System.nanoTime() - start;
        component.call(function, Json.parseObject(arguments));
        long answered = System.nanoTime() - start;
        return new long[] {loaded, answered, cpuNanos() - cpu};
    }

    static long cpuNanos() {
        return ((com.sun.management.OperatingSystemMXBean)
                        ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }
}
