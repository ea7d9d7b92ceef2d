package dev.bestcode.kernel;

import dev.bestcode.api.kernel.KernelState;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.kernel.ThreadRow;
import dev.bestcode.api.kernel.ThreadStatus;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The model's thread table.
record ModelThreads(Model model) implements KernelState.Threads {
    private Stream<ThreadRow> rows() {
        return model.threads.values().stream().map(Model.Node::row);
    }

    @Override
    public Optional<ThreadRow> get(ThreadId thread) {
        return Optional.ofNullable(model.threads.get(thread)).map(Model.Node::row);
    }

    @Override
    public Optional<ThreadRow> root() {
        return rows().filter(row -> row.parent().isEmpty()).findFirst();
    }

    @Override
    public List<ThreadRow> children(ThreadId thread) {
        return rows().filter(row -> row.parent().equals(Optional.of(thread))).toList();
    }

    @Override
    public String path(ThreadId thread) {
        var names = new ArrayList<String>();
        for (var row = get(thread); row.isPresent(); row = row.get().parent().flatMap(this::get)) {
            names.add(row.get().name());
        }
        return String.join(".", names.reversed());
    }

    @Override
    public Optional<ThreadRow> ofRun(RunId run) {
        return model.runs().get(run).flatMap(row -> get(row.thread()));
    }

    @Override
    public List<ThreadRow> withStatus(ThreadStatus status) {
        return rows().filter(row -> row.status() == status).toList();
    }

    @Override
    public int count() {
        return model.threads.size();
    }
}
