package dev.bestcode.kernel;

import dev.bestcode.api.kernel.KernelOp.MessageDispatched;
import dev.bestcode.api.kernel.KernelOp.MessageRefused;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.message.MessageId;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Shows the journal's entries in the order of the log, each as the last state has it.
record JournalWalk(
        State state, long from, long to, Optional<RunId> run, Consumer<InspectedEntry> consumer)
        implements LogVisitor {
    @Override
    public void transaction(RecordWindow.Found found, List<LoggedOp> ops) {
        long lsn = found.header().lsn();
        if (lsn < from || lsn > Math.min(to, state.lsn())) {
            return; // an owner may have gone on meanwhile
        }
        for (var op : ops) {
            switch (op.op()) {
                case MessageDispatched(var message) -> show(message.id(), op.frame());
                case MessageRefused(var message, _, _) -> show(message.id(), op.frame());
                case Object _ -> {
                    // Adds no entry.
                }
            }
        }
    }

    private void show(MessageId message, OpFrame frame) {
        var of = state.runs().find(frame.run()).map(RunEntry::id);
        if (run.isEmpty() || run.equals(of)) {
            state.journal()
                    .get(message)
                    .ifPresent(entry -> consumer.accept(new InspectedEntry(entry, of)));
        }
    }
}
