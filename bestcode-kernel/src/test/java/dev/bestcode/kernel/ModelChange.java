package dev.bestcode.kernel;

import static dev.bestcode.kernel.ModelRules.known;
import static dev.bestcode.kernel.ModelRules.require;

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
import dev.bestcode.api.kernel.MessageStatus;
import dev.bestcode.api.kernel.Retention;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.kernel.RunRow;
import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.kernel.ThreadRow;
import dev.bestcode.api.kernel.ThreadStatus;
import dev.bestcode.api.kernel.Tier;
import dev.bestcode.api.kernel.Usage;
import dev.bestcode.api.message.Message;
import dev.bestcode.api.message.MessageId;

import java.time.Instant;
import java.util.Optional;

/// One transaction of the model on its way.
record ModelChange(Model model) {
    private static final int DEPTH_MAX = 100_000;

    void apply(KernelOp op) {
        var pages = new ModelPages(model);
        switch (op) {
            case ThreadPushed pushed -> push(pushed);
            case ThreadStatusSet(var thread, var status) -> set(thread, status);
            case ThreadPruned(var thread) -> prune(thread);
            case MessageDispatched(var message) -> {
                node(message.thread());
                write(message, message.payload().sha256(), MessageStatus.DISPATCHED, "");
            }
            case MessageDelivered(var id) -> finish(id, MessageStatus.DELIVERED, "");
            case MessageFailed(var id, var reason) -> finish(id, MessageStatus.FAILED, reason);
            case MessageRetried(var id, int attempt, _) -> {
                open(id);
                require(attempt >= 1, "attempts are counted from 1");
            }
            case MessageRefused(var message, var payloadHash, var reason) -> {
                require(model.used.contains(message.thread().value()), "that thread never was");
                write(message, payloadHash, MessageStatus.REFUSED, reason);
            }
            case RunRetained(var run, var retention) -> {
                require(
                        retention.equals(keptRun(run).retention())
                                || !ModelRetention.onDelivery(keptRun(run)),
                        "what went with its delivery cannot be kept again");
                model.replace(keptRun(run), retention, Optional.empty());
            }
            case RunPruned(var run, var reason) -> {
                require(keptRun(run).endedAt().isPresent(), "the run is under way");
                model.replace(keptRun(run), keptRun(run).retention(), Optional.of(reason));
            }
            case RunForked(var run, var from, long through) -> {
                keptRun(run);
                require(
                        !ModelRetention.onDelivery(keptRun(from)),
                        "it keeps nothing that a fork could begin with");
                require(
                        model.forks.stream().noneMatch(fork -> fork.run().equals(run)),
                        "a fork already");
                require(!run.equals(from), "a run is no fork of itself");
                require(through >= 1 && through < model.lsn, "no such transaction yet");
                model.forks.add(new Model.Fork(run, from, through));
            }
            case SegmentAdded added -> {
                keptThread(added.thread());
                require(added.tokens() >= 0, "a page costs nothing at least");
                use(added.segment().value());
                pages.add(added);
            }
            case SegmentFolded(var thread, var id, var summary, int tokens, var seen) -> {
                require(tokens >= 0, "a summary costs nothing at least");
                var page = pages.find(thread, id, seen);
                pages.put(page, Tier.FOLDED, Optional.of(summary), tokens, page.row());
            }
            case SegmentEvicted(var thread, var id, var seen) ->
                    pages.tier(pages.find(thread, id, seen), Tier.EVICTED);
            case SegmentExpanded(var thread, var id, var seen) ->
                    pages.tier(pages.find(thread, id, seen), Tier.EXPANDED);
            case SegmentRated rated -> pages.rate(rated);
            case HandlerStateSet(var thread, var listener, var state) -> {
                keptThread(thread);
                var key = new Model.Key(thread, listener);
                model.handlers.put(key, state);
                model.everSet.put(new Model.SetAt(key, model.lsn), state);
            }
            case ContentKept(var thread, _) -> keptThread(thread);
            case UsageCharged(var thread, var usage) -> charge(thread, usage);
        }
        new ModelRetention(model).carryOut();
    }

    private Model.Node node(ThreadId thread) {
        return known(model.threads.get(thread), thread);
    }

    private ThreadRow keptThread(ThreadId thread) {
        var row = node(thread).row();
        row.run().ifPresent(this::keptRun);
        return row;
    }

    private RunRow keptRun(RunId run) {
        var row = known(model.runs.get(run), run);
        require(row.pruned().isEmpty(), "the run is pruned");
        return row;
    }

    private void use(long id) {
        require(id < Long.MAX_VALUE && model.used.add(id), "the number is taken");
    }

    private void push(ThreadPushed op) {
        use(op.thread().value());
        int depth = op.parent().map(parent -> node(parent).depth() + 1).orElse(0);
        require(depth > 0 || model.threads.isEmpty(), "there is a root already");
        require(depth > 0 == op.run().isPresent(), "the root alone has no run");
        require(depth <= DEPTH_MAX, "too deep");
        op.run().ifPresent(run -> begin(run, op.thread()));
        var row =
                new ThreadRow(
                        op.thread(),
                        op.parent(),
                        op.run(),
                        op.name(),
                        op.profile(),
                        op.rights(),
                        ThreadStatus.ACTIVE);
        model.threads.put(op.thread(), new Model.Node(row, depth));
    }

    private void begin(RunId run, ThreadId thread) {
        model.runOfThread.put(thread.value(), run);
        if (model.runs.containsKey(run)) {
            keptRun(run);
        } else {
            model.runs.put(
                    run,
                    new RunRow(
                            run,
                            thread,
                            new Retention.Forever(),
                            model.time,
                            Optional.empty(),
                            Optional.empty()));
        }
    }

    private void set(ThreadId thread, ThreadStatus status) {
        var node = node(thread);
        var old = status == ThreadStatus.ACTIVE ? keptThread(thread) : node.row();
        var row =
                new ThreadRow(
                        old.id(),
                        old.parent(),
                        old.run(),
                        old.name(),
                        old.profile(),
                        old.rights(),
                        status);
        model.threads.put(thread, new Model.Node(row, node.depth()));
        model.runOf(thread)
                .filter(run -> run.thread().equals(thread))
                .ifPresent(run -> end(run, status));
    }

    /// A run that has ended stays ended at that time, until it goes on.
    private void end(RunRow run, ThreadStatus status) {
        var ended =
                status == ThreadStatus.ACTIVE
                        ? Optional.<Instant>empty()
                        : run.endedAt().or(() -> Optional.of(model.time));
        model.runs.put(
                run.id(),
                new RunRow(
                        run.id(),
                        run.thread(),
                        run.retention(),
                        run.startedAt(),
                        ended,
                        run.pruned()));
    }

    private void prune(ThreadId thread) {
        require(node(thread).depth() > 0, "the root stays");
        require(model.threads().children(thread).isEmpty(), "it has children");
        model.threads.remove(thread);
        model.accounts.remove(thread);
        model.dropContext(thread::equals);
    }

    private void write(Message message, Sha256 hash, MessageStatus status, String reason) {
        use(message.id().value());
        var run = Optional.ofNullable(model.runOfThread.get(message.thread().value()));
        model.letters.put(
                message.id(),
                new Model.Letter(model.lsn, model.time, message, run, hash, status, reason, false));
    }

    private Model.Letter open(MessageId id) {
        var letter = known(model.letters.get(id), id);
        require(letter.open(), "the message is finished");
        return letter;
    }

    private void finish(MessageId id, MessageStatus status, String reason) {
        var letter = open(id);
        model.letters.put(id, letter.with(letter.message(), status, reason, false));
    }

    private void charge(ThreadId thread, Usage usage) {
        try {
            for (var next = Optional.of(thread); next.isPresent(); ) {
                var parent = node(next.get()).row().parent();
                model.accounts.put(next.get(), model.usage(next.get()).plus(usage));
                next = parent;
            }
        } catch (ArithmeticException e) {
            require(false, "more tokens than a long counts");
        }
    }
}
