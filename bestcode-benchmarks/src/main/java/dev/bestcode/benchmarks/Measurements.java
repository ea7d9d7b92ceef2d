package dev.bestcode.benchmarks;

import static dev.bestcode.benchmarks.FigureUnit.BYTES;
import static dev.bestcode.benchmarks.FigureUnit.COUNT;
import static dev.bestcode.benchmarks.FigureUnit.HUNDREDTHS;
import static dev.bestcode.benchmarks.FigureUnit.KILOBYTES;
import static dev.bestcode.benchmarks.FigureUnit.MEGABYTES;
import static dev.bestcode.benchmarks.FigureUnit.MICROS;
import static dev.bestcode.benchmarks.FigureUnit.MILLIS;
import static dev.bestcode.benchmarks.FigureUnit.PER_SECOND;
import static dev.bestcode.benchmarks.FigureUnit.SECONDS;
import static dev.bestcode.benchmarks.FigureUnit.TIMES;

import dev.bestcode.benchmarks.Bound.AtMost;
import dev.bestcode.benchmarks.Bound.TimesOf;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// All that is promised about costs, by the programs that measure it.
/// @param bestcode the command
/// @param rounds how often each thing is done; programs take more where one is short
/// @param peers options that name agents of others; empty without them
/// @param tree to search in; empty without one
/// @param sources of files whose definitions are known; empty without them
record Measurements(
        Path bestcode,
        int rounds,
        List<String> peers,
        Optional<Path> tree,
        Optional<Path> sources,
        Optional<Path> expected) {
    private static final Path COMPONENT = Path.of("examples/wasm-tool-files/target/notebook.wasm");
    private static final Duration SHORT = Duration.ofMinutes(20);
    private static final Duration LONG = Duration.ofMinutes(60);

    /// Of one question, since a JVM is to be warm.
    private static final int SEARCHES = 8;

    private static final int HEAP_BYTES_PER_MESSAGE = 16;

    List<Measurement> all() {
        return List.of(
                starts(), turns(), commits(), bytes(), opens(), search(), symbols(), wasm(), room(),
                heap());
    }

    private Measurement starts() {
        return of(
                "start-up",
                SHORT,
                with(peers, "--bestcode", bestcode.toString(), "--rounds", "" + rounds * 3),
                new Gate("`bestcode --version`, CPU", "version-cpu", SECONDS, new AtMost(0.1)),
                new Gate("one-turn `run`, CPU", "run-cpu", SECONDS, TimesOf.atMost(1, "pi")),
                new Gate("one-turn `run`, CPU, the aim", "run-cpu", SECONDS, new AtMost(0.5)),
                new Gate("one-turn `run`, resident", "run-resident", MEGABYTES, new AtMost(110)));
    }

    private Measurement turns() {
        return of(
                "agent-turns",
                LONG,
                with(peers, "--bestcode", bestcode.toString(), "--rounds", "" + rounds),
                new Gate(
                        "a read turn, CPU, every record synced", "read-cpu", MILLIS, new AtMost(8)),
                new Gate("gap from answer to request, read", "read-gap", MILLIS, new AtMost(10)),
                new Gate("gap from answer to request, shell", "shell-gap", MILLIS, new AtMost(20)),
                new Gate(
                        "200 KB in 10-byte deltas, CPU over one turn",
                        "stream-cpu",
                        SECONDS,
                        new AtMost(0.4)),
                new Gate("200 turns of 4 KB, CPU", "long-cpu", SECONDS, new AtMost(3)),
                new Gate("200 turns of 4 KB, sent", "long-sent", MEGABYTES, new AtMost(40)),
                new Gate(
                        "200 turns of 4 KB, largest request, of a window of 200,000 tokens",
                        "long-largest",
                        KILOBYTES,
                        new AtMost(600)),
                new Gate("eight `sleep 1` in one answer", "parallel-gap", SECONDS, new AtMost(1.2)),
                new Gate("first request", "first-request", KILOBYTES, new AtMost(12)),
                new Gate("forces per turn with one tool", "forces", HUNDREDTHS, new AtMost(2))
                        .quoting("none of the peers forces"));
    }

    private Measurement commits() {
        return of(
                "kernel-commits",
                SHORT,
                List.of("--rounds", "" + rounds * 4),
                new Gate(
                                "durable commit, one writer, p10",
                                "commit-p10",
                                MICROS,
                                TimesOf.atMost(1.3, "raw-sync"))
                        .quoting("RocksDB 4.8 times the raw sync"),
                new Gate(
                                "durable commits, 16 writers, best round",
                                "commits",
                                PER_SECOND,
                                TimesOf.atLeast(0.6, "bare-log"))
                        .quoting("RocksDB 8,646/s"));
    }

    private Measurement bytes() {
        return of(
                "kernel-bytes",
                SHORT,
                List.of("--commits", "40000"),
                new Gate(
                                "device bytes per commit, 16 writers, steady",
                                "device-bytes",
                                BYTES,
                                new AtMost(1_500))
                        .quoting("Chronicle 1,913 B"),
                new Gate(
                        "the same of the kernel alone: its log, and a block for each force",
                        "own-bytes",
                        BYTES,
                        new AtMost(1_500)));
    }

    private Measurement opens() {
        return of(
                "kernel-reopen",
                LONG,
                List.of("--repeats", "" + rounds),
                new Gate(
                        "open with 1,000,000 messages, with a snapshot",
                        "open-with-snapshot",
                        SECONDS,
                        new AtMost(1)),
                new Gate(
                        "open with 1,000,000 messages, without",
                        "open-without-snapshot",
                        SECONDS,
                        new AtMost(2)),
                new Gate("its heap, in a JVM of 64 MB", "open-heap", MEGABYTES, new AtMost(64))
                        .quoting("Xodus 930 MB"));
    }

    private Measurement search() {
        var lacking =
                tree.isPresent()
                        ? Optional.<String>empty()
                        : Optional.of("the JDK has no lib/src.zip");
        var gates =
                List.of(
                        new Gate(
                                "grep over a large tree, CPU over ripgrep's, worst of 7 questions",
                                "grep-times",
                                TIMES,
                                new AtMost(2)),
                        new Gate(
                                "grep, questions answered otherwise",
                                "grep-differs",
                                COUNT,
                                new AtMost(0)),
                        new Gate(
                                "glob over a large tree, CPU over ripgrep's, worst of 2 questions",
                                "glob-times",
                                TIMES,
                                new AtMost(2)),
                        new Gate(
                                "glob, questions answered otherwise",
                                "glob-differs",
                                COUNT,
                                new AtMost(0)));
        return new Measurement(
                "file-search",
                List.of(
                        "--tree",
                        tree.map(Path::toString).orElse("DIR"),
                        "--rounds",
                        "" + rounds * SEARCHES),
                lacking,
                LONG,
                gates);
    }

    private Measurement symbols() {
        var words = new ArrayList<String>();
        words.addAll(List.of("--sources", sources.map(Path::toString).orElse("DIR")));
        expected.ifPresent(file -> words.addAll(List.of("--expected", file.toString())));
        return new Measurement(
                "symbol-quality",
                words,
                sources.isPresent()
                        ? Optional.empty()
                        : Optional.of("no --symbol-sources; codebase-index.md has a run"),
                SHORT,
                List.of(
                        new Gate(
                                "symbol index, languages in which ctags has more recall or precision",
                                "symbol-languages-below",
                                COUNT,
                                new AtMost(0))));
    }

    private Measurement wasm() {
        var lacking =
                Files.isRegularFile(COMPONENT)
                        ? Optional.<String>empty()
                        : Optional.of(
                                "no component, which examples/wasm-tool-files/build.sh makes; see Components below");
        return new Measurement(
                "wasm-calls",
                List.of("--starts", "" + rounds),
                lacking,
                SHORT,
                List.of(
                        new Gate("WASM call, warm", "wasm-call", MILLIS, new AtMost(5)),
                        new Gate(
                                "80 KB component from the cache, later in a JVM",
                                "wasm-ready",
                                MILLIS,
                                new AtMost(150)),
                        new Gate(
                                "80 KB component from the cache, first in a JVM of an embedder",
                                "wasm-ready-first",
                                MILLIS,
                                new AtMost(150))));
    }

    private Measurement room() {
        return of(
                "room-frames",
                SHORT,
                List.of("--bestcode", bestcode.toString(), "--lines", "100000", "--marks", "1"),
                new Gate(
                        "frame of the Control Room, 100,000 lines of history, CPU",
                        "frame-cpu",
                        MILLIS,
                        new AtMost(4)),
                new Gate("idle Control Room, bytes written", "idle-bytes", BYTES, new AtMost(0)),
                new Gate(
                        "idle Control Room, CPU a second, the JVM's own clock in it",
                        "idle-cpu",
                        MILLIS,
                        new AtMost(2)));
    }

    private Measurement heap() {
        return of(
                "kernel-heap",
                SHORT,
                List.of(),
                new Gate(
                                "heap with 1,000,000 messages in one run, `-Xmx256m`, the most after a collection",
                                "heap-most",
                                MEGABYTES,
                                new AtMost(256))
                        .quoting("peers grow to GB"),
                new Gate(
                        "its growth from 100,000 messages on, by message",
                        "heap-growth",
                        BYTES,
                        new AtMost(HEAP_BYTES_PER_MESSAGE)));
    }

    private static Measurement of(
            String program, Duration limit, List<String> words, Gate... gates) {
        return new Measurement(program, words, Optional.empty(), limit, List.of(gates));
    }

    private static List<String> with(List<String> more, String... words) {
        var all = new ArrayList<>(List.of(words));
        all.addAll(more);
        return all;
    }
}
