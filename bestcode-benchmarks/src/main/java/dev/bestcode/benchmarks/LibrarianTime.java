package dev.bestcode.benchmarks;

import dev.bestcode.api.control.Prices;
import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.Force;
import dev.bestcode.api.kernel.KernelOp;
import dev.bestcode.api.kernel.KernelOp.SegmentFolded;
import dev.bestcode.api.kernel.KernelOp.StateOp;
import dev.bestcode.api.kernel.Relevance;
import dev.bestcode.api.kernel.SegmentId;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.llm.ContentBlock;
import dev.bestcode.api.llm.ContextTags;
import dev.bestcode.api.llm.RequestRecipe;
import dev.bestcode.api.message.Delivery;
import dev.bestcode.api.message.Handler;
import dev.bestcode.api.message.HandlerResponse;
import dev.bestcode.api.message.Outgoing;
import dev.bestcode.api.message.PayloadType;
import dev.bestcode.api.message.UntrustedBytes;
import dev.bestcode.kernel.FileStorage;
import dev.bestcode.librarian.Librarian;
import dev.bestcode.librarian.LibrarianOptions;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/// What the librarian itself takes of a turn, all of it: nothing of a model, a tool or a force.
@Command(
        name = "librarian-time",
        description = "The time that a turn spends in the librarian.",
        mixinStandardHelpOptions = true)
final class LibrarianTime implements Runnable {
    @Mixin private DataOption data = new DataOption();

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

    /// @param cpu of the thread that waits; on a busy machine it tells more than the time
    /// @param epochs turns that folded something
    private record Measured(Latencies time, Latencies cpu, int epochs) {}

    @Override
    public void run() {
        var table =
                new Table(
                        "%d turns with results of %,d bytes".formatted(turns, bytes),
                        "",
                        "p50, ms",
                        "p99, ms",
                        "CPU p50, ms",
                        "CPU p99, ms",
                        "CPU longest, ms",
                        "epochs");
        row(table, "the first in its process", measure());
        row(table, "the second", measure());
        row(table, "the third", measure());
        table.print(System.out);
    }

    private static void row(Table table, String name, Measured measured) {
        table.row(
                name,
                Figures.millis(measured.time().percentile(50)),
                Figures.millis(measured.time().percentile(99)),
                Figures.millis(measured.cpu().percentile(50)),
                Figures.millis(measured.cpu().percentile(99)),
                Figures.millis(measured.cpu().percentile(100)),
                Figures.whole(measured.epochs()));
    }

    private Measured measure() {
        try (var folder = data.folder();
                var store = KernelStore.create(FileStorage.at(folder.folder("kernel")))) {
            var thread = store.threads().getFirst();
            var librarian = Librarian.over(store.kernel()::state);
            var threads = ManagementFactory.getThreadMXBean();
            var time = new Latencies();
            var cpu = new Latencies();
            int epochs = 0;
            for (int turn = 1; turn <= turns; turn++) {
                var agent = new OneTurn(thread, added(store, thread, turn));
                var curated =
                        librarian.curating(
                                agent, LibrarianOptions.of(200_000, 8_192), Prices.UNKNOWN);
                long begun = System.nanoTime();
                long spent = threads.getCurrentThreadCpuTime();
                var response = curated.handle(new TurnDelivery(thread, store));
                cpu.add(threads.getCurrentThreadCpuTime() - spent);
                time.add(System.nanoTime() - begun);
                epochs += response.ops().stream().anyMatch(SegmentFolded.class::isInstance) ? 1 : 0;
                store.kernel().commit(response.ops(), Force.WITH_NEXT);
            }
            return new Measured(time, cpu, epochs);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private List<StateOp> added(KernelStore store, ThreadId thread, int turn) {
        var id = "call" + turn;
        var input = JsonObject.builder().put("path", "src/Thing" + turn % 40 + ".java").build();
        var use = new ContentBlock.ToolUse(id, "read", input);
        var text = new StringBuilder();
        for (int line = 0; text.length() < bytes; line++) {
            text.append(
                    "    int thing%dPart%d = value%d.computedOf(%d);\n"
                            .formatted(turn, line, line * 7 % 50, turn * line));
        }
        var result =
                new ContentBlock.ToolResult(
                        id, List.of(new ContentBlock.Text(text.substring(0, bytes))), false);
        var ops = new ArrayList<StateOp>();
        if (turn == 1) {
            var words = ContentBlock.toJson(List.of(new ContentBlock.Text("Read everything.")));
            ops.add(segment(store, thread, ContextTags.USER, Bytes.of(Json.print(words))));
        }
        var answer = Bytes.of(Json.print(ContentBlock.toJson(List.of(use))));
        ops.add(segment(store, thread, ContextTags.ASSISTANT, answer));
        var outcome = Bytes.of(Json.print(result.toJson()));
        ops.add(segment(store, thread, ContextTags.TOOL_RESULT, outcome));
        return ops;
    }

    private static StateOp segment(KernelStore store, ThreadId thread, String tag, Bytes content) {
        return new KernelOp.SegmentAdded(
                thread,
                new SegmentId(store.draw()),
                tag,
                content,
                content.size() / 3 + 1,
                Relevance.FULL,
                false);
    }

    /// An agent that keeps what came and asks on.
    private record OneTurn(ThreadId thread, List<StateOp> ops) implements Handler {
        @Override
        public PayloadType accepts() {
            return RequestRecipe.TYPE;
        }

        @Override
        public PayloadType answers() {
            return RequestRecipe.TYPE;
        }

        @Override
        public HandlerResponse handle(Delivery delivery) {
            var last = ((KernelOp.SegmentAdded) ops.getLast()).segment();
            var recipe = new RequestRecipe(thread, last, "model", 8_192);
            return HandlerResponse.done(
                    List.of(
                            new Outgoing.Send(
                                    "llm-pool",
                                    RequestRecipe.TYPE.tag(),
                                    UntrustedBytes.of(recipe.toJson()),
                                    "1")),
                    ops);
        }
    }
}
