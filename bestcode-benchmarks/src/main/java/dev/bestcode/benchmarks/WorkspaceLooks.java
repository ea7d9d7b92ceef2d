package dev.bestcode.benchmarks;

import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.security.CommandPolicy;
import dev.bestcode.api.tool.ToolCall;
import dev.bestcode.api.tool.ToolPeer;
import dev.bestcode.testkit.NoRights;
import dev.bestcode.tools.MomentId;
import dev.bestcode.tools.NativeTools;
import dev.bestcode.tools.PastStore;
import dev.bestcode.tools.Workspace;
import dev.bestcode.tools.WorkspacePast;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

/// What it costs to look through a workspace before and after a command, and what is kept of it.
@Command(
        name = "workspace-looks",
        description = "Looks before and after a command over a made-up tree, beside none.",
        mixinStandardHelpOptions = true)
final class WorkspaceLooks implements Runnable {
    private static final RunId RUN = new RunId("benchmark");
    private static final int FILES_PER_FOLDER = 50;
    private static final int LINES_MAX = 200;

    @Mixin private DataOption data = new DataOption();

    @Option(names = "--files", defaultValue = "50000", description = "Files in the tree.")
    private int files = 50_000;

    @Option(names = "--changed", defaultValue = "100", description = "Files changed in between.")
    private int changed = 100;

    @Option(names = "--rounds", defaultValue = "10", description = "Calls; the cheapest counts.")
    private int rounds = 10;

    /// Contents in memory: what the disk adds is a force for each.
    private static final class Held implements PastStore {
        private final Map<Sha256, Bytes> contents = new HashMap<>();
        private final List<Bytes> moments = new ArrayList<>();

        @Override
        public boolean keeps(RunId run) {
            return true;
        }

        @Override
        public long draw() {
            return 1;
        }

        @Override
        public void keep(RunId run, List<Bytes> more) {
            more.forEach(content -> contents.put(content.sha256(), content));
        }

        @Override
        public MomentId keep(RunId run, List<Bytes> more, Bytes moment) {
            keep(run, more);
            moments.add(moment);
            return id(moments.size() - 1);
        }

        private static MomentId id(int moment) {
            return new MomentId.Logged(new ThreadId(1), moment);
        }

        @Override
        public void force(MomentId moment) {}

        @Override
        public Optional<MomentId> newest(RunId run) {
            return moments.isEmpty() ? Optional.empty() : Optional.of(id(moments.size() - 1));
        }

        @Override
        public Optional<Bytes> moment(MomentId id) {
            return id instanceof MomentId.Logged(_, long number)
                    ? Optional.of(moments.get((int) number))
                    : Optional.empty();
        }

        @Override
        public Optional<Bytes> content(Sha256 hash) {
            return Optional.ofNullable(contents.get(hash));
        }

        long bytes() {
            return Stream.concat(contents.values().stream(), moments.stream())
                    .mapToLong(Bytes::size)
                    .sum();
        }
    }

    private record Cost(long cpuNanos, long wallNanos) {}

    @Override
    public void run() {
        try (var folder = data.folder()) {
            var tree = folder.folder("tree");
            make(tree);
            measure(tree);
        }
    }

    private void measure(Path tree) {
        var held = new Held();
        var workspace = Workspace.at(tree);
        var plain = NativeTools.in(workspace);
        var none = command(plain);
        var past = WorkspacePast.of(workspace, Map.of(), held);
        var looking = command(plain.remembering(past));
        var bare = best(none, () -> {});
        var table =
                new Table(
                        "A command over %,d files, %,d bytes"
                                .formatted(files, DataFolder.size(tree)),
                        "looks",
                        "processor, ms",
                        "wall, ms",
                        "times bare, wall",
                        "kept, bytes");
        row(table, "none", bare, bare, 0);
        var first = once(looking);
        row(table, "the first, which keeps every file", first, bare, held.bytes());
        row(table, "nothing changed", best(looking, () -> {}), bare, held.bytes());
        var seed = new Random(7);
        long before = held.bytes();
        var some = best(looking, () -> change(tree, seed));
        row(
                table,
                "%,d files changed before each".formatted(changed),
                some,
                bare,
                (held.bytes() - before) / rounds);
        table.print(System.out);
    }

    private static void row(Table table, String name, Cost cost, Cost bare, long kept) {
        table.row(
                name,
                Figures.millis(cost.cpuNanos()),
                Figures.millis(cost.wallNanos()),
                Figures.decimal((double) cost.wallNanos() / bare.wallNanos()),
                "%,d".formatted(kept));
    }

    private static ToolPeer command(NativeTools tools) {
        CommandPolicy any =
                (_, _, words, _) ->
                        CommandPolicy.Decision.Run.as(Path.of("/bin", words.getFirst()), words);
        return tools.peers(any).stream()
                .filter(peer -> peer.descriptor().name().equals("command-exec"))
                .findFirst()
                .orElseThrow();
    }

    private Cost best(ToolPeer tool, Runnable between) {
        var best = new Cost(Long.MAX_VALUE, Long.MAX_VALUE);
        for (int i = 0; i < rounds; i++) {
            between.run();
            var cost = once(tool);
            best = cost.wallNanos() < best.wallNanos() ? cost : best;
        }
        return best;
    }

    private static Cost once(ToolPeer tool) {
        var arguments = JsonObject.builder().put("command", "true").build();
        var call = new ToolCall(arguments, RUN, "coding", new NoRights(), _ -> {});
        long cpu = Vitals.cpuNanos();
        long start = System.nanoTime();
        try {
            tool.call(call);
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts this", e);
        }
        return new Cost(Vitals.cpuNanos() - cpu, System.nanoTime() - start);
    }

    /// Text that deflates about as well as code does.
    private void make(Path tree) {
        var random = new Random(1);
        for (int i = 0; i < files; i++) {
            write(file(tree, i), random);
        }
    }

    private void change(Path tree, Random random) {
        for (int i = 0; i < changed; i++) {
            write(file(tree, random.nextInt(files)), random);
        }
    }

    private static Path file(Path tree, int number) {
        int folder = number / FILES_PER_FOLDER;
        return tree.resolve("m" + folder / FILES_PER_FOLDER)
                .resolve("p" + folder)
                .resolve("F" + number + ".java");
    }

    private static void write(Path file, Random random) {
        var text = new StringBuilder();
        for (int line = random.nextInt(LINES_MAX); line >= 0; line--) {
            text.append(
                    "        var value%d = compute(input, %d);%n"
                            .formatted(line, random.nextInt()));
        }
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
