package dev.bestcode.benchmarks;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.organism.WasmSpec.Capabilities;
import dev.bestcode.wasm.ComponentRuntime;
import dev.bestcode.wasm.WasmComponent;
import dev.bestcode.wasm.WasmLimits;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/// What a component costs as a tool, with V8 in the same run.
@Command(
        name = "wasm-calls",
        description = {
            "A call in a fresh instance, from bytes to answer, compute kernels beside V8, heap.",
            "The components are built beforehand: examples/wasm-tool-files/build.sh and",
            "bestcode-benchmarks/src/wasm/build.sh. Without Node the column of V8 is empty."
        })
final class WasmCalls implements Callable<Integer> {
    @Option(
            names = "--component",
            defaultValue = "examples/wasm-tool-files/target/notebook.wasm",
            description = "Called, started and weighed.")
    private Path component = Path.of("");

    @Option(names = "--function", defaultValue = "show", description = "Of the component.")
    private String function = "";

    @Option(
            names = "--arguments",
            defaultValue = "{\"name\":\"none\"}",
            description = "Of the function, as JSON.")
    private String arguments = "";

    @Option(
            names = "--kernels",
            defaultValue = "bestcode-benchmarks/target/wasm",
            description = "Folder with kernels.wasm and core.wasm.")
    private Path kernels = Path.of("");

    @Option(names = "--calls", defaultValue = "300", description = "Measured, after as many.")
    private int calls = 300;

    @Option(names = "--starts", defaultValue = "5", description = "Of a JVM with a full cache.")
    private int starts = 5;

    /// With arguments of the size that V8 takes tens of milliseconds for.
    private static final Map<String, Integer> WORK = work();

    private static final int REPEATS = 5;
    private static final int WEIGHED = 8;

    private static Map<String, Integer> work() {
        var work = new LinkedHashMap<String, Integer>();
        work.put("sha256", 16);
        work.put("scan", 20);
        work.put("fib", 32);
        work.put("multiply", 40);
        return work;
    }

    @Mixin private Report report = new Report();

    @Override
    public Integer call() throws Exception {
        var bytes = Files.readAllBytes(component);
        warmCalls(bytes);
        firstUse();
        compute();
        heap(bytes);
        return 0;
    }

    static WasmComponent load(ComponentRuntime runtime, byte[] bytes) {
        var limits = WasmLimits.defaults().withCallTime(Duration.ofMinutes(10));
        return runtime.load(bytes, Capabilities.NONE, List.of(), limits);
    }

    /// Until no component of this process is being compiled any more.
    static void awaitCompiled() throws InterruptedException {
        for (var thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().equals("wasm-compile")) {
                thread.join();
            }
        }
    }

    private void warmCalls(byte[] bytes) throws InterruptedException {
        var loaded = load(ComponentRuntime.compiling(), bytes);
        awaitCompiled();
        var nanos = new long[calls];
        long cpu = 0;
        for (int i = -calls; i < calls; i++) {
            if (i == 0) {
                cpu = WasmReady.cpuNanos();
            }
            long start = System.nanoTime();
            loaded.call(function, Json.parseObject(arguments));
            if (i >= 0) {
                nanos[i] = System.nanoTime() - start;
            }
        }
        long spent = (WasmReady.cpuNanos() - cpu) / calls;
        Arrays.sort(nanos);
        report.add("wasm-call", nanos[calls / 2]);
        new Table("Warm call of " + component.getFileName(), "p10 ms", "p50 ms", "p90 ms", "CPU ms")
                .row(
                        Figures.millis(nanos[calls / 10]),
                        Figures.millis(nanos[calls / 2]),
                        Figures.millis(nanos[calls * 9 / 10]),
                        Figures.millis(spent))
                .print(System.out);
    }

    private void firstUse() throws IOException, InterruptedException {
        var table = new Table("From bytes to answer", "when", "loaded ms", "answered ms", "CPU ms");
        try (var data = DataFolder.below(Path.of(""))) {
            var cache = data.folder("cache");
            Files.setPosixFilePermissions(
                    cache, java.nio.file.attribute.PosixFilePermissions.fromString("rwx------"));
            table.row(cells("first in a JVM, nothing cached", child(cache).getFirst()));
            var best = child(cache);
            for (int i = 1; i < starts; i++) {
                var next = child(cache);
                best = next.getFirst()[1] < best.getFirst()[1] ? next : best;
            }
            table.row(cells("first in a JVM, code from the cache", best.getFirst()));
            table.row(cells("later, code from the cache", best.getLast()));
            report.add("wasm-ready", best.getLast()[0]);
            report.add("wasm-ready-first", best.getFirst()[0]);
        }
        table.print(System.out);
    }

    private static String[] cells(String name, long[] nanos) {
        return new String[] {
            name, Figures.millis(nanos[0]), Figures.millis(nanos[1]), Figures.millis(nanos[2])
        };
    }

    private List<long[]> child(Path cache) throws IOException, InterruptedException {
        var command =
                List.of(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Benchmarks.class.getName(),
                        "wasm-ready",
                        component.toString(),
                        cache.toString(),
                        "--function=" + function,
                        "--arguments=" + arguments);
        return output(command)
                .lines()
                .map(line -> line.split(" ", -1))
                .map(words -> Arrays.stream(words).mapToLong(Long::parseLong).toArray())
                .toList();
    }

    private static String output(List<String> command) throws IOException, InterruptedException {
        var process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("'%s' failed".formatted(String.join(" ", command)));
        }
        return text;
    }

    private void compute() throws IOException, InterruptedException {
        if (!Files.isRegularFile(kernels.resolve("kernels.wasm"))) {
            System.err.println("no kernels: " + kernels + " has no kernels.wasm");
            return;
        }
        var v8 = v8();
        var ours =
                load(
                        ComponentRuntime.compiling(),
                        Files.readAllBytes(kernels.resolve("kernels.wasm")));
        awaitCompiled();
        var table = new Table("Compute, CPU", "kernel", "ms", "V8 ms", "ratio", "same answer");
        for (var work : WORK.entrySet()) {
            var name = onlyParameter(ours, work.getKey());
            var given = Json.parseObject("{\"%s\":%d}".formatted(name, work.getValue()));
            long best = Long.MAX_VALUE;
            String answer = "";
            for (int i = 0; i < REPEATS; i++) {
                long before = WasmReady.cpuNanos();
                answer = ours.call(work.getKey(), given).value().map(Json::text).orElse("");
                best = Math.min(best, WasmReady.cpuNanos() - before);
            }
            var theirs = v8.getOrDefault(work.getKey(), new Peer("", 0));
            table.row(
                    work.getKey(),
                    Figures.millis(best),
                    theirs.nanos == 0 ? "" : Figures.millis(theirs.nanos),
                    theirs.nanos == 0 ? "" : Figures.decimal((double) best / theirs.nanos),
                    theirs.nanos == 0 ? "" : answer.equals(theirs.answer) ? "yes" : "no");
        }
        table.print(System.out);
    }

    private static String onlyParameter(WasmComponent component, String function) {
        var parameters = component.schema(function).requireObject("properties").members();
        return parameters.keySet().iterator().next();
    }

    private record Peer(String answer, long nanos) {}

    private Map<String, Peer> v8() throws InterruptedException {
        var command = new ArrayList<String>();
        command.add("node");
        command.add(kernels.resolveSibling("../src/wasm/v8.mjs").normalize().toString());
        command.add(kernels.resolve("core.wasm").toString());
        WORK.forEach((name, argument) -> command.add(name + "=" + argument));
        var found = new LinkedHashMap<String, Peer>();
        try {
            for (var line : output(command).lines().toList()) {
                var parts = line.split(" ", 3);
                found.put(parts[0], new Peer(parts[1], Long.parseLong(parts[2]) * 1_000));
            }
        } catch (IOException absent) {
            System.err.println("no figures of V8: " + absent.getMessage());
        }
        return found;
    }

    /// What is in use after a collection, with so many loaded and compiled.
    private void heap(byte[] bytes) throws InterruptedException {
        var kept = new ArrayList<WasmComponent>();
        kept.add(load(ComponentRuntime.compiling(), bytes));
        awaitCompiled();
        long before = used();
        for (int i = 0; i < WEIGHED; i++) {
            kept.add(load(ComponentRuntime.compiling(), bytes));
        }
        awaitCompiled();
        long each = (used() - before) / WEIGHED;
        new Table("Heap", "component", "file KiB", "KiB each", "heap / file")
                .row(
                        String.valueOf(component.getFileName()),
                        Long.toString(bytes.length >> 10),
                        Long.toString(each >> 10),
                        Figures.decimal((double) each / bytes.length))
                .print(System.out);
        if (kept.stream().anyMatch(one -> one.report().bytes() != bytes.length)) {
            throw new IllegalStateException("a component was mixed up");
        }
    }

    private static long used() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
