package dev.bestcode.tui;

import dev.bestcode.api.control.SystemControl;
import dev.bestcode.api.control.Task;
import dev.bestcode.api.event.BestCodeEvent;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.kernel.SegmentRow;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.message.MessageId;
import dev.bestcode.api.security.ApprovalAnswer;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// What the Control Room sits at: the system of this process, one of another process, or the
/// journal of a run that has ended. Safe from any thread.
/// Whatever cannot be done throws a [RuntimeException] whose message is for the person.
public interface Desk {
    /// Begin a run; its events come to the watchers.
    RunId submit(String task);

    /// Give a run that has ended another task.
    void followUp(RunId run, String text);

    /// The run that an earlier process left open last; empty when all have ended.
    Optional<RunId> leftOpen();

    /// What its first thread has done so far, as far as a face shows it at once.
    /// @throws IllegalArgumentException when there is no such run here
    List<BestCodeEvent> past(RunId run);

    /// Go on with a run that was left open; one that has ended waits for another task.
    /// @return whether something is under way now
    boolean resume(RunId run);

    /// Undo and another future; empty where only the owner of the run can do it.
    Optional<GoingBack> goingBack();

    /// Stop what a run has under way.
    void stop(RunId run);

    /// @return whether it was open, so that this answer counts
    boolean approve(MessageId question, ApprovalAnswer answer);

    /// Watch from the beginning of what there is to see.
    SystemControl.Subscription watch(Consumer<BestCodeEvent> watcher);

    /// The last `count` journal entries of a thread from before a transaction, as events; those of
    /// one transaction all or none.
    List<BestCodeEvent> older(RunId run, ThreadId thread, long before, int count);

    /// The first `count` of them from behind a transaction.
    List<BestCodeEvent> newer(RunId run, ThreadId thread, long after, int count);

    /// The pages of a thread's context; empty where only their owner knows them.
    List<SegmentRow> context(ThreadId thread);

    /// What people call the thread.
    String name(ThreadId thread);

    /// A system in this process.
    static Desk of(SystemControl control, String profile, GoingBack goingBack) {
        return new SystemDesk(control, text -> Task.of(profile, text), Optional.of(goingBack));
    }
}
