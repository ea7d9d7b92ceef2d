package dev.bestcode.benchmarks;

import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.security.CommandPolicy;
import dev.bestcode.api.tool.ToolCall;
import dev.bestcode.api.tool.ToolPeer;
import dev.bestcode.testkit.NoRights;
import dev.bestcode.tools.NativeTools;
import dev.bestcode.tools.Workspace;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// `grep` and `glob` of a warm JVM beside ripgrep, find and fd: processor time, and whether the
/// answers are the same.
@Command(
        name = "file-search",
        description = "grep and glob beside ripgrep, find and fd, over a large tree.",
        mixinStandardHelpOptions = true)
final class FileSearch implements Runnable {
    @Option(
            names = "--tree",
            required = true,
            description = "The tree, such as a JDK's src.zip unpacked.")
    private Path tree = Path.of(".");

    @Option(names = "--rounds", defaultValue = "40", description = "Calls; the cheapest counts.")
    private int rounds = 40;

    @Mixin private Report report = new Report();

    /// @param peers command lines that answer the same
    private record Question(String tool, JsonObject arguments, List<List<String>> peers) {
        static Question grep(String pattern, boolean ignoreCase) {
            var arguments =
                    JsonObject.builder()
                            .put("pattern", pattern)
                            .put("mode", "count")
                            .put("case", ignoreCase ? "insensitive" : "sensitive")
                            .build();
            return new Question(
                    "grep",
                    arguments,
                    List.of(
                            ignoreCase
                                    ? List.of("rg", "-c", "-i", "-e", pattern, ".")
                                    : List.of("rg", "-c", "-e", pattern, ".")));
        }

        static Question glob(String pattern) {
            return new Question(
                    "glob",
                    JsonObject.builder().put("pattern", pattern).build(),
                    List.of(
                            List.of("rg", "--files", "-g", pattern, "."),
                            List.of("find", ".", "-name", pattern, "-type", "f"),
                            List.of("fdfind", "-t", "f", "-g", pattern, ".")));
        }
    }

    private static final List<Question> QUESTIONS =
            List.of(
                    Question.grep("ConcurrentHashMap", false),
                    Question.grep("concurrenthashmap", true),
                    Question.grep("fooo|barb|quxx", false),
                    Question.grep("[a-z]+Exceptions[A-Z]", false),
                    Question.grep("\\bsynchronizedSet\\b", false),
                    Question.grep("[a-z]{3}[0-9]{5}x", false),
                    Question.grep("^import .*\\.Striped64;$", false),
                    Question.glob("*Test*.java"),
                    Question.glob("package-info.java"));

    private record Run(long cpuNanos, SortedSet<String> lines) {}

    @Override
    public void run() {
        var table =
                new Table(
                        "Search over "
                                + tree.getFileName()
                                + ", warm JVM, processor time, the cheapest of "
                                + rounds,
                        "tool",
                        "question",
                        "ours, ms",
                        "peer",
                        "peer, ms",
                        "times",
                        "answers");
        var peers =
                NativeTools.in(Workspace.at(tree))
                        .peers((_, _, _, _) -> new CommandPolicy.Decision.Refuse("none"));
        var worst = new TreeMap<String, Long>();
        for (var question : QUESTIONS) {
            var ours = ours(peers, question);
            for (var command : question.peers()) {
                var theirs = TimedPeer.cheapest(rounds, tree, command);
                if (command.getFirst().equals("rg")) {
                    theirs.ifPresent(peer -> note(worst, question.tool(), ours, peer));
                }
                table.row(
                        question.tool(),
                        question.arguments().requireString("pattern"),
                        Figures.millis(ours.cpuNanos()),
                        command.getFirst(),
                        theirs.map(peer -> Figures.millis(peer.cpuNanos())).orElse("not here"),
                        theirs.map(peer -> ratio(ours, peer)).orElse(Figures.NONE),
                        theirs.map(peer -> compared(ours.lines(), lines(peer.lines())))
                                .orElse(Figures.NONE));
            }
        }
        table.print(System.out);
        worst.forEach(report::add);
    }

    /// The worst of a tool's questions counts.
    private static void note(Map<String, Long> worst, String tool, Run ours, TimedPeer peer) {
        long times = Math.round(100.0 * ours.cpuNanos() / Math.max(1, peer.cpuNanos()));
        worst.merge(tool + "-times", times, Math::max);
        long differs = ours.lines().equals(lines(peer.lines())) ? 0 : 1;
        worst.merge(tool + "-differs", differs, Long::sum);
    }

    private static String ratio(Run ours, TimedPeer peer) {
        return Figures.decimal((double) ours.cpuNanos() / Math.max(1, peer.cpuNanos()));
    }

    private static String compared(SortedSet<String> ours, SortedSet<String> theirs) {
        return ours.equals(theirs)
                ? "the same %d".formatted(ours.size())
                : "differ: %d, %d".formatted(ours.size(), theirs.size());
    }

    private Run ours(List<ToolPeer> peers, Question question) {
        var tool =
                peers.stream()
                        .filter(peer -> peer.descriptor().name().equals(question.tool()))
                        .findFirst()
                        .orElseThrow();
        var call =
                new ToolCall(
                        question.arguments(),
                        new RunId("benchmark"),
                        "coding",
                        new NoRights(),
                        _ -> {});
        long best = Long.MAX_VALUE;
        var text = "";
        for (int i = 0; i < rounds; i++) {
            long before = Vitals.cpuNanos();
            try {
                text = tool.call(call).text();
            } catch (InterruptedException e) {
                throw new IllegalStateException("nobody interrupts this", e);
            }
            best = Math.min(best, Vitals.cpuNanos() - before);
        }
        return new Run(best, lines(text.lines().toList()));
    }

    private static SortedSet<String> lines(List<String> answer) {
        return answer.stream()
                .filter(line -> !line.startsWith("["))
                .map(line -> line.startsWith("./") ? line.substring(2) : line)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
