package dev.bestcode.cli;

import dev.bestcode.api.control.Run;
import dev.bestcode.api.control.Task;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.kernel.RunRow;
import dev.bestcode.api.kernel.ThreadRow;
import dev.bestcode.api.kernel.ThreadStatus;
import dev.bestcode.runtime.BestCode;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// The run that a person talks with. Belongs to the thread that reads lines.
final class Conversation {
    private final BestCode os;
    private final String profile;
    private final Backwards backwards;
    private Optional<RunId> run;

    Conversation(BestCode os, String profile, Optional<RunId> run) {
        this.os = os;
        this.profile = profile;
        this.run = run;
        this.backwards = new Backwards(os);
    }

    Optional<RunId> run() {
        return run;
    }

    void begin() {
        run = Optional.empty();
    }

    /// Say something: a first task, another one, or a word while one is under way.
    /// @throws IllegalStateException when the run takes no words now
    Run say(String text) {
        var said =
                run.isPresent() ? os.followUp(run.get(), text) : os.submit(Task.of(profile, text));
        run = Optional.of(said.id());
        return said;
    }

    Optional<Run> underWay() {
        return run.flatMap(os::underWay);
    }

    /// Whether the profile keeps nothing of the run, so that it cannot go on.
    boolean isPruned() {
        return run.flatMap(os.state().runs()::get).flatMap(RunRow::pruned).isPresent();
    }

    /// Talk with another run of this kernel; one that an earlier process left open goes on.
    /// @param named empty for the newest that was left open
    /// @return the task under way; empty when the run is at rest
    /// @throws IllegalArgumentException when there is none
    Optional<Run> resume(String named) {
        var thread = named.isEmpty() ? newestLeftOpen() : thread(new RunId(named));
        var id = thread.run().orElseThrow();
        var resumed =
                thread.status() == ThreadStatus.ACTIVE
                        ? Optional.of(os.resume(id))
                        : Optional.<Run>empty();
        run = Optional.of(id);
        return resumed;
    }

    /// Undo the last task, or all since a message, and go on from there.
    /// @param message its number; empty text for the last task
    /// @return what was done, to be shown
    /// @throws IllegalArgumentException when there is no such message
    List<String> rewind(String message) throws IOException, InterruptedException {
        return gone(backwards.rewind(requireRun(), message));
    }

    /// Make the run again from its journal.
    /// @return what came of it, to be shown
    String replay() {
        return Printable.of(ReplayText.of(os.replay(requireRun())));
    }

    /// Why a call of the run was made or refused.
    /// @param call its number, or the model's id of it
    /// @return to be shown
    /// @throws IllegalArgumentException when there is no such call
    List<String> explain(String call) {
        if (call.isBlank()) {
            throw new IllegalArgumentException(
                    "say which call; 'bestcode explain RUN --calls' lists them");
        }
        return Printable.of(CallText.of(os.explain(requireRun(), call.strip()))).lines().toList();
    }

    /// Undo the newest rewind.
    /// @return what was done, to be shown
    List<String> forward() throws IOException, InterruptedException {
        return gone(backwards.forward(requireRun()));
    }

    /// Go on with what was said, all of it or before a message, as another run.
    /// @param message its number; empty text for all
    /// @return what was done, to be shown
    List<String> fork(String message) throws IOException {
        return gone(backwards.fork(requireRun(), message));
    }

    private List<String> gone(Backwards.Gone done) {
        run = Optional.of(done.run());
        return done.lines();
    }

    private RunId requireRun() {
        return run.orElseThrow(
                () -> new IllegalStateException("nothing was said yet, so there is no run"));
    }

    private ThreadRow newestLeftOpen() {
        return leftOpen().stream()
                .reduce((_, later) -> later)
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "no run was left open here; /runs lists them all, /resume RUN goes on with one"));
    }

    private ThreadRow thread(RunId id) {
        return os.state()
                .threads()
                .ofRun(id)
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "this process has no run %s; leave, and 'bestcode resume %s' finds it"
                                                .formatted(id, id)));
    }

    /// Runs that an earlier process left open, the newest last.
    List<ThreadRow> leftOpen() {
        return os.state().runs().all().stream()
                .filter(row -> row.endedAt().isEmpty() && row.pruned().isEmpty())
                .filter(row -> os.underWay(row.id()).isEmpty())
                .flatMap(row -> os.state().threads().get(row.thread()).stream())
                .filter(thread -> thread.status() == ThreadStatus.ACTIVE)
                .toList();
    }

    /// The thread that the run began with.
    Optional<ThreadRow> thread() {
        return run.flatMap(os.state().threads()::ofRun);
    }

    BestCode os() {
        return os;
    }
}
