package dev.bestcode.cli;

import dev.bestcode.api.control.Run;
import dev.bestcode.api.control.Task;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.kernel.RunRow;
import dev.bestcode.api.kernel.ThreadRow;
import dev.bestcode.api.kernel.ThreadStatus;
import dev.bestcode.runtime.BestCode;
import dev.bestcode.runtime.Rewound;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// The run that a person talks with. Belongs to the thread that reads lines.
final class Conversation {
    /// Changes shown of a rewind; 'bestcode runs show' has them all.
    private static final int LINES_MAX = 20;

    private final BestCode os;
    private final String profile;
    private Optional<RunId> run;

    /// The run whose rewind this conversation goes on from.
    private Optional<RunId> forkedFrom = Optional.empty();

    Conversation(BestCode os, String profile, Optional<RunId> run) {
        this.os = os;
        this.profile = profile;
        this.run = run;
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
        var from = requireRun();
        var done = os.rewind(from, number(message));
        forkedFrom = Optional.of(from);
        run = done.fork();
        return lines(done);
    }

    /// Make the run again from its journal.
    /// @return what came of it, to be shown
    String replay() {
        return Printable.of(ReplayText.of(os.replay(requireRun())));
    }

    /// Undo the newest rewind.
    /// @return what was done, to be shown
    List<String> forward() throws IOException, InterruptedException {
        var from = forkedFrom.orElseGet(this::requireRun);
        var done = os.forward(from);
        run = Optional.of(from);
        forkedFrom = Optional.empty();
        return lines(done);
    }

    /// Go on with what was said, all of it or before a message, as another run.
    /// @param message its number; empty text for all
    RunId fork(String message) throws IOException {
        var fork = os.fork(requireRun(), number(message));
        run = Optional.of(fork);
        return fork;
    }

    private RunId requireRun() {
        return run.orElseThrow(
                () -> new IllegalStateException("nothing was said yet, so there is no run"));
    }

    private static OptionalLong number(String message) {
        if (!message.isBlank() && !message.strip().matches("[0-9]{1,18}")) {
            throw new IllegalArgumentException(
                    "say the number of a message; 'bestcode runs show RUN' lists them");
        }
        return message.isBlank()
                ? OptionalLong.empty()
                : OptionalLong.of(Long.parseLong(message.strip()));
    }

    private List<String> lines(Rewound done) {
        var lines = new ArrayList<String>();
        done.changes().stream()
                .limit(LINES_MAX)
                .forEach(change -> lines.add(ChangesText.line(change)));
        if (done.changes().size() > LINES_MAX) {
            lines.add("and %,d more".formatted(done.changes().size() - LINES_MAX));
        }
        done.problems().forEach(problem -> lines.add("! not done: " + Printable.of(problem)));
        run.ifPresent(id -> lines.add("run %s goes on from there".formatted(id)));
        return lines;
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
