package dev.bestcode.kernel;

import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.KernelOp;
import dev.bestcode.api.kernel.KernelOp.ContentKept;
import dev.bestcode.api.kernel.KernelOp.HandlerStateSet;
import dev.bestcode.api.kernel.KernelOp.MessageDelivered;
import dev.bestcode.api.kernel.KernelOp.MessageDispatched;
import dev.bestcode.api.kernel.KernelOp.MessageFailed;
import dev.bestcode.api.kernel.KernelOp.MessageRefused;
import dev.bestcode.api.kernel.KernelOp.MessageRetried;
import dev.bestcode.api.kernel.KernelOp.RunForked;
import dev.bestcode.api.kernel.KernelOp.RunPruned;
import dev.bestcode.api.kernel.KernelOp.RunRetained;
import dev.bestcode.api.kernel.KernelOp.SegmentAdded;
import dev.bestcode.api.kernel.KernelOp.SegmentEvicted;
import dev.bestcode.api.kernel.KernelOp.SegmentExpanded;
import dev.bestcode.api.kernel.KernelOp.SegmentFolded;
import dev.bestcode.api.kernel.KernelOp.SegmentRated;
import dev.bestcode.api.kernel.KernelOp.ThreadPruned;
import dev.bestcode.api.kernel.KernelOp.ThreadPushed;
import dev.bestcode.api.kernel.KernelOp.ThreadStatusSet;
import dev.bestcode.api.kernel.KernelOp.UsageCharged;
import dev.bestcode.api.kernel.PruneReason;
import dev.bestcode.api.kernel.Relevance;
import dev.bestcode.api.kernel.Retention;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.kernel.RunRow;
import dev.bestcode.api.kernel.SegmentId;
import dev.bestcode.api.kernel.SegmentRow;
import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.kernel.ThreadRow;
import dev.bestcode.api.kernel.ThreadStatus;
import dev.bestcode.api.kernel.Usage;
import dev.bestcode.api.message.Message;
import dev.bestcode.api.message.MessageId;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.Predicate;

/// Draws one op for the state that a model is in. Operands are nearly always of the right kind:
/// what is on hand is chosen first, what never was seldom.
/// @param lsn of the transaction that the op is for
record OpGenerator(Chance chance, Model model, long lsn) {
    /// As often as it is written here.
    private static final String KINDS =
            "dispatch dispatch dispatch dispatch dispatch push push push deliver deliver deliver"
                    + " add add add add fold fold fold evict expand rate fail retry refuse handler"
                    + " handler charge keep status status status retain retain prune erase fork fork";

    private static final List<String> KIND_LIST = List.of(KINDS.split(" ", -1));

    static final List<String> LISTENERS = List.of("coder", "", "é", "日本 😀", "a\0b");

    KernelOp draw() {
        if (model.threads.isEmpty() && !chance.oneIn(5)) {
            return push(Optional.empty());
        }
        return switch (chance.from(KIND_LIST)) {
            case "dispatch" -> new MessageDispatched(message(thread()));
            case "push" -> push(chance.oneIn(30) ? Optional.empty() : Optional.of(thread()));
            case "deliver" -> new MessageDelivered(openMessage());
            case "add" -> add();
            case "fold" -> fold(page());
            case "evict" -> evict(page());
            case "expand" -> expand(page());
            case "rate" -> rate(page());
            case "fail" -> new MessageFailed(openMessage(), text());
            case "retry" -> new MessageRetried(openMessage(), chance.below(4), text());
            case "refuse" -> refuse();
            case "handler" -> new HandlerStateSet(thread(), chance.from(LISTENERS), content());
            case "charge" -> new UsageCharged(thread(), usage());
            case "keep" -> new ContentKept(thread(), content());
            case "status" -> status();
            case "retain" -> new RunRetained(run(row -> row.pruned().isEmpty()), retention());
            case "prune" -> new ThreadPruned(leaf());
            case "erase" -> new RunPruned(run(OpGenerator::canBePruned), reason());
            default -> fork();
        };
    }

    private static boolean canBePruned(RunRow run) {
        return run.endedAt().isPresent() && run.pruned().isEmpty();
    }

    /// A number that is free, but for a few.
    private long fresh() {
        if (chance.oneIn(100)) {
            return chance.oneIn(20) ? Long.MAX_VALUE : anyNumber();
        }
        return model.nextId() + (chance.oneIn(20) ? chance.below(40) : 0);
    }

    private long anyNumber() {
        return 1L + chance.below((int) Math.min(model.nextId() + 3, 1_000_000));
    }

    private ThreadId thread() {
        return threadWhere(_ -> true);
    }

    private ThreadId threadWhere(Predicate<ThreadRow> wanted) {
        return new ThreadId(
                newest(model.threads.values().stream().map(Model.Node::row).filter(wanted).toList())
                        .map(row -> row.id().value())
                        .orElseGet(this::anyNumber));
    }

    /// Mostly one of the last few, at times any, seldom none.
    private <T> Optional<T> newest(List<T> values) {
        if (values.isEmpty() || chance.oneIn(40)) {
            return Optional.empty();
        }
        int near = chance.oneIn(4) ? values.size() : Math.min(values.size(), 6);
        return Optional.of(values.get(values.size() - 1 - chance.below(near)));
    }

    private ThreadId leaf() {
        return threadWhere(row -> model.threads().children(row.id()).isEmpty());
    }

    private MessageId openMessage() {
        return new MessageId(
                newest(model.letters.values().stream().filter(Model.Letter::open).toList())
                        .map(letter -> letter.message().id().value())
                        .orElseGet(this::anyNumber));
    }

    private Optional<SegmentRow> page() {
        return newest(model.pages.values().stream().map(Model.Page::row).toList());
    }

    private RunId run(Predicate<RunRow> wanted) {
        return newest(model.runs.values().stream().filter(wanted).toList())
                .or(() -> newest(List.copyOf(model.runs.values())))
                .map(RunRow::id)
                .orElse(newRun());
    }

    private RunId newRun() {
        return new RunId("r" + model.runs.size());
    }

    private ThreadPushed push(Optional<ThreadId> parent) {
        Optional<RunId> run =
                parent.isEmpty() == chance.oneIn(60)
                        ? Optional.of(
                                chance.oneIn(4) ? newRun() : run(row -> row.pruned().isEmpty()))
                        : Optional.empty();
        return new ThreadPushed(
                new ThreadId(fresh()), parent, run, text(), text(), Sha256.of(new byte[0]));
    }

    private ThreadStatusSet status() {
        var first = model.runs.values().stream().map(RunRow::thread).toList();
        var thread = chance.oneIn(3) ? thread() : threadWhere(row -> first.contains(row.id()));
        return new ThreadStatusSet(
                thread,
                chance.from(
                        List.of(ThreadStatus.COMPLETED, ThreadStatus.FAILED, ThreadStatus.ACTIVE)));
    }

    private Message message(ThreadId thread) {
        return new Message(
                new MessageId(fresh()),
                thread,
                chance.from(List.of(Message.Kind.values())),
                text(),
                text(),
                text(),
                chance.oneIn(3) ? Optional.of(new MessageId(anyNumber())) : Optional.empty(),
                text(),
                content());
    }

    /// At times so late that its thread has gone.
    private MessageRefused refuse() {
        var gone = new ArrayList<>(model.runOfThread.keySet());
        gone.removeIf(id -> model.threads.containsKey(new ThreadId(id)));
        Collections.sort(gone);
        var thread = chance.oneIn(2) ? newest(gone).map(ThreadId::new) : Optional.<ThreadId>empty();
        var message = message(thread.orElseGet(this::thread));
        return new MessageRefused(message, content().sha256(), text());
    }

    private SegmentAdded add() {
        return new SegmentAdded(
                thread(),
                new SegmentId(fresh()),
                text(),
                content(),
                tokens(),
                new Relevance(chance.below(101) / 100.0),
                chance.oneIn(2));
    }

    private int tokens() {
        return chance.oneIn(100) ? -1 : chance.below(5000);
    }

    private ThreadId ownerOf(Optional<SegmentRow> page) {
        return chance.oneIn(40) ? thread() : page.map(SegmentRow::thread).orElseGet(this::thread);
    }

    private SegmentId idOf(Optional<SegmentRow> page) {
        return page.map(SegmentRow::id).orElseGet(() -> new SegmentId(anyNumber()));
    }

    private OptionalLong seen(Optional<SegmentRow> page) {
        if (page.isEmpty() || chance.below(2) == 0) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(
                chance.oneIn(8) ? chance.below((int) lsn + 2) : page.get().version());
    }

    private SegmentFolded fold(Optional<SegmentRow> page) {
        return new SegmentFolded(ownerOf(page), idOf(page), content(), tokens(), seen(page));
    }

    private SegmentEvicted evict(Optional<SegmentRow> page) {
        return new SegmentEvicted(ownerOf(page), idOf(page), seen(page));
    }

    private SegmentExpanded expand(Optional<SegmentRow> page) {
        return new SegmentExpanded(ownerOf(page), idOf(page), seen(page));
    }

    private SegmentRated rate(Optional<SegmentRow> page) {
        return new SegmentRated(
                ownerOf(page),
                idOf(page),
                new Relevance(chance.below(5) / 4.0),
                chance.oneIn(2),
                seen(page));
    }

    /// Never so few days that a kernel's own clock could end them within a test.
    private Retention retention() {
        return switch (chance.below(5)) {
            case 0 -> new Retention.Forever();
            case 1, 2 -> new Retention.Days(1 + chance.below(Retention.Days.DAYS_MAX));
            default -> new Retention.PruneOnDelivery();
        };
    }

    private PruneReason reason() {
        return chance.from(List.of(PruneReason.ERASED, PruneReason.EXPIRED, PruneReason.DELIVERED));
    }

    private RunForked fork() {
        long through = chance.oneIn(8) ? lsn - 1 + chance.below(3) : 1 + chance.below((int) lsn);
        return new RunForked(
                run(row -> row.pruned().isEmpty()), run(row -> row.pruned().isEmpty()), through);
    }

    private Usage usage() {
        long many = chance.oneIn(60) ? Long.MAX_VALUE : chance.below(1000);
        return chance.oneIn(2) ? new Usage(1, many, 0, 2) : new Usage(many, 1, 3, 0);
    }

    private String text() {
        int kind = chance.below(60);
        return switch (kind) {
            case 57 -> "x".repeat(4000) + "é";
            case 58 -> chance.oneIn(8) ? "half \uD83D" : "whole 😀";
            case 59 -> " \n\t.";
            default -> kind < 40 ? "n" + kind : LISTENERS.get(kind % LISTENERS.size());
        };
    }

    /// The same content comes again, large one above all.
    private Bytes content() {
        int kind = chance.below(300);
        int size =
                switch (kind) {
                    case 298 -> 256 * 1024 - 1 + chance.below(3);
                    case 299 -> 256 * 1024 + chance.below(4) * 20_000;
                    case 295, 296, 297 -> 4000 + chance.below(60_000);
                    default -> kind % 3 == 0 ? 0 : chance.below(300);
                };
        var bytes = new byte[size];
        long seed = size > 100_000 ? chance.below(3) : chance.below(1 << 16);
        new Random(seed).nextBytes(bytes);
        return Bytes.of(bytes);
    }
}
