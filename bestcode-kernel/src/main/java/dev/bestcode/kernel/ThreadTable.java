package dev.bestcode.kernel;

import dev.bestcode.api.kernel.CommitRejectedException;
import dev.bestcode.api.kernel.KernelOp.ThreadPushed;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.kernel.ThreadRow;
import dev.bestcode.api.kernel.ThreadStatus;

import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

import java.util.List;
import java.util.Optional;

/// The thread table, immutable. The tree is held by parent pointers, so that nothing recurses with
/// its depth.
/// @param runs the threads of each run, by their ordinals
/// @param pushed how many threads were ever pushed
record ThreadTable(
        LongMap<ThreadNode> nodes,
        Optional<ThreadId> rootId,
        PMap<RunId, LongMap<ThreadId>> runs,
        long pushed) {
    /// What the design promises of recursion; a charge walks to the root, so it has to end
    /// somewhere.
    static final int DEPTH_MAX = 100_000;

    static final ThreadTable EMPTY =
            new ThreadTable(LongMap.empty(), Optional.empty(), HashTreePMap.empty(), 0);

    /// @param nodes without their children, which follow from the rows
    static ThreadTable of(LongMap<ThreadNode> nodes, long pushed) {
        var linked = nodes;
        Optional<ThreadId> root = Optional.empty();
        PMap<RunId, LongMap<ThreadId>> runs = HashTreePMap.empty();
        for (var node : nodes.values()) {
            var id = node.row().id();
            var parent = node.row().parent();
            if (parent.isEmpty()) {
                root = Optional.of(id);
            } else {
                long key = parent.get().value();
                var above = linked.get(key).orElseThrow();
                var children = above.children().with(node.ordinal(), id);
                linked = linked.with(key, above.withChildren(children));
            }
            if (node.row().run().isPresent()) {
                var run = node.row().run().get();
                var ofRun = runs.getOrDefault(run, LongMap.empty()).with(node.ordinal(), id);
                runs = runs.plus(run, ofRun);
            }
        }
        return new ThreadTable(linked, root, runs, pushed);
    }

    ThreadTable ownedBy(LongMap.Owner owner) {
        return new ThreadTable(nodes.ownedBy(owner), rootId, runs, pushed);
    }

    ThreadNode require(ThreadId thread) {
        return nodes.get(thread.value())
                .orElseThrow(() -> new CommitRejectedException("thread " + thread + " is unknown"));
    }

    /// @param run ordinal of its run, 0 for none
    ThreadTable push(ThreadPushed op, int run) {
        var row =
                new ThreadRow(
                        op.thread(),
                        op.parent(),
                        op.run(),
                        op.name(),
                        op.profile(),
                        op.rights(),
                        ThreadStatus.ACTIVE);
        return op.parent().isPresent()
                ? pushChild(row, run, require(op.parent().get()))
                : pushRoot(row);
    }

    private ThreadTable pushRoot(ThreadRow row) {
        if (rootId.isPresent()) {
            throw new CommitRejectedException(
                    "thread %s has no parent, and %s is the root already; name its parent"
                            .formatted(row.id(), rootId.get()));
        }
        if (row.run().isPresent()) {
            throw new CommitRejectedException("thread " + row.id() + ": the root has no run");
        }
        var node = new ThreadNode(row, 0, 0, pushed, LongMap.empty(), Address.NONE);
        return new ThreadTable(
                nodes.with(row.id().value(), node), Optional.of(row.id()), runs, pushed + 1);
    }

    private ThreadTable pushChild(ThreadRow row, int runOrdinal, ThreadNode parent) {
        if (parent.depth() == DEPTH_MAX) {
            throw new CommitRejectedException(
                    "thread %s would lie %d below the root; allowed up to %d"
                            .formatted(row.id(), DEPTH_MAX + 1, DEPTH_MAX));
        }
        var run =
                row.run()
                        .orElseThrow(
                                () ->
                                        new CommitRejectedException(
                                                "thread "
                                                        + row.id()
                                                        + " has no run; only the root has none"));
        var node =
                new ThreadNode(
                        row, runOrdinal, parent.depth() + 1, pushed, LongMap.empty(), Address.NONE);
        var siblings = parent.children().with(pushed, row.id());
        var threadsOfRun = runs.getOrDefault(run, LongMap.empty()).with(node.ordinal(), row.id());
        return new ThreadTable(
                nodes.with(row.id().value(), node)
                        .with(parent.row().id().value(), parent.withChildren(siblings)),
                rootId,
                runs.plus(run, threadsOfRun),
                pushed + 1);
    }

    ThreadTable withStatus(ThreadId thread, ThreadStatus status) {
        var node = require(thread);
        var row = node.row();
        var changed =
                new ThreadRow(
                        row.id(),
                        row.parent(),
                        row.run(),
                        row.name(),
                        row.profile(),
                        row.rights(),
                        status);
        return new ThreadTable(
                nodes.with(thread.value(), node.withRow(changed)), rootId, runs, pushed);
    }

    ThreadTable withNewest(ThreadId thread, long address) {
        var changed = nodes.with(thread.value(), require(thread).withNewest(address));
        return changed == nodes // an owner's is the same
                ? this
                : new ThreadTable(changed, rootId, runs, pushed);
    }

    ThreadTable prune(ThreadId thread) {
        var node = require(thread);
        if (!node.children().isEmpty()) {
            throw new CommitRejectedException(
                    "thread %s has %d children; prune them first"
                            .formatted(thread, node.children().size()));
        }
        var parentId =
                node.row()
                        .parent()
                        .orElseThrow(
                                () ->
                                        new CommitRejectedException(
                                                "thread " + thread + " is the root, which stays"));
        var parent = require(parentId);
        var siblings = parent.children().without(node.ordinal());
        return new ThreadTable(
                nodes.without(thread.value()).with(parentId.value(), parent.withChildren(siblings)),
                rootId,
                node.row().run().map(run -> withoutRunKey(run, node.ordinal())).orElse(runs),
                pushed);
    }

    private PMap<RunId, LongMap<ThreadId>> withoutRunKey(RunId run, long runKey) {
        var left = runs.getOrDefault(run, LongMap.empty()).without(runKey);
        return left.isEmpty() ? runs.minus(run) : runs.plus(run, left);
    }

    Optional<ThreadRow> get(ThreadId thread) {
        return nodes.get(thread.value()).map(ThreadNode::row);
    }

    /// The threads of a run that are in the table, in the order they were pushed.
    List<ThreadId> threadsOf(RunId run) {
        return runs.getOrDefault(run, LongMap.empty()).values();
    }

    int count() {
        return nodes.size();
    }
}
