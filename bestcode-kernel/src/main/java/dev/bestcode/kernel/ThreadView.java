package dev.bestcode.kernel;

import dev.bestcode.api.kernel.KernelState;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.kernel.RunRow;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.kernel.ThreadRow;
import dev.bestcode.api.kernel.ThreadStatus;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The thread table as readers see it. What walks to the root follows parent pointers, however deep
/// the thread lies.
record ThreadView(ThreadTable table, RunTable runs) implements KernelState.Threads {
    @Override
    public Optional<ThreadRow> get(ThreadId thread) {
        return table.get(thread);
    }

    @Override
    public Optional<ThreadRow> root() {
        return table.rootId().flatMap(this::get);
    }

    @Override
    public List<ThreadRow> children(ThreadId thread) {
        return table
                .nodes()
                .get(thread.value())
                .map(ThreadNode::children)
                .orElse(LongMap.empty())
                .values()
                .stream()
                .map(child -> table.require(child).row())
                .toList();
    }

    /// Empty text for a thread that is not in the table.
    @Override
    public String path(ThreadId thread) {
        var names = new ArrayDeque<String>();
        for (var row = get(thread); row.isPresent(); row = row.get().parent().flatMap(this::get)) {
            names.addFirst(row.get().name());
        }
        return String.join(".", names);
    }

    @Override
    public Optional<ThreadRow> ofRun(RunId run) {
        return runs.get(run).map(RunRow::thread).flatMap(this::get);
    }

    @Override
    public List<ThreadRow> withStatus(ThreadStatus status) {
        return table.nodes().values().stream()
                .filter(node -> node.row().status() == status)
                .sorted(Comparator.comparingLong(ThreadNode::ordinal))
                .map(ThreadNode::row)
                .toList();
    }

    @Override
    public int count() {
        return table.count();
    }
}
