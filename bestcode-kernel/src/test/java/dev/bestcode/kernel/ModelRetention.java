package dev.bestcode.kernel;

import static dev.bestcode.kernel.ModelRules.known;

import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.PruneReason;
import dev.bestcode.api.kernel.Retention;
import dev.bestcode.api.kernel.RunRow;
import dev.bestcode.api.message.Message;

import java.util.Optional;

/// What retention has taken from a model.
record ModelRetention(Model model) {
    /// Let retention have what is due to it now, whichever op made it so.
    void carryOut() {
        for (var run : model.runs.values().stream().toList()) {
            if (onDelivery(run) && run.endedAt().isPresent() && run.pruned().isEmpty()) {
                model.replace(run, run.retention(), Optional.of(PruneReason.DELIVERED));
            }
        }
        model.dropContext(
                thread -> model.runOf(thread).filter(run -> run.pruned().isPresent()).isPresent());
        model.letters.replaceAll((_, letter) -> due(letter) ? emptied(letter) : letter);
    }

    private static Model.Letter emptied(Model.Letter letter) {
        var old = letter.message();
        var message =
                new Message(
                        old.id(),
                        old.thread(),
                        old.kind(),
                        old.sender(),
                        old.listener(),
                        old.tag(),
                        old.answers(),
                        old.call(),
                        Bytes.EMPTY);
        return letter.with(message, letter.status(), "", true);
    }

    private boolean due(Model.Letter letter) {
        var run = letter.run().map(model.runs::get);
        if (letter.gone() || letter.open() || run.isEmpty() || pinned(letter.lsn(), run.get())) {
            return false;
        }
        return onDelivery(run.get()) || run.get().pruned().isPresent();
    }

    /// Whether a run has still what is no message's.
    boolean keeps(RunRow run, long lsn) {
        return run.pruned().isEmpty() || pinned(lsn, run);
    }

    static boolean onDelivery(RunRow run) {
        return run.retention() instanceof Retention.PruneOnDelivery;
    }

    private boolean pinned(long lsn, RunRow run) {
        return model.forks.stream()
                .filter(fork -> fork.from().equals(run.id()) && lsn <= fork.throughLsn())
                .anyMatch(fork -> known(model.runs.get(fork.run()), fork.run()).pruned().isEmpty());
    }
}
