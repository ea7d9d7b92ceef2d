package dev.bestcode.api.control;

import dev.bestcode.api.event.BestCodeEvent;
import dev.bestcode.api.kernel.KernelState;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.message.MessageId;
import dev.bestcode.api.security.ApprovalAnswer;

import java.util.Optional;
import java.util.function.Consumer;

/// Everything that a face of the system may do with it. Safe from any thread.
public interface SystemControl {
    /// Begin a run. Returns when the task is on stable storage. A listener that the profile does
    /// not reach makes a run that ends as [RunStatus#REFUSED].
    /// @throws IllegalArgumentException when there is no such profile
    /// @throws QueueFullException when the queue bound is reached
    Run submit(Task task);

    /// Say something more to a run, in the same conversation. One that has ended gets another task;
    /// one whose task is under way reads it before its model is asked again, and goes on with that
    /// task.
    /// @return the task that the text belongs to
    /// @throws IllegalArgumentException when there is no such run, or when the text is empty or
    /// refused
    /// @throws IllegalStateException when it was left open and has to be resumed first, is being
    ///     stopped, takes no words meanwhile, or when its conversation was pruned
    /// @throws QueueFullException when the queue bound is reached
    Run followUp(RunId run, String text);

    /// Go on with a run whose task an earlier process left open, where it stood: calls that change
    /// nothing are made again, those that change files are looked up on the disk, and of any other
    /// that was under way the model reads that the outcome is unknown. A task that is under way
    /// here just goes on.
    /// @throws IllegalArgumentException when there is no such run
    /// @throws IllegalStateException when its task has ended, or cannot be read back
    Run resume(RunId run);

    /// The task that a run has under way here, to wait for it or to stop it; empty for a run that
    /// is at rest, is not there, or was left open by a process that has ended.
    Optional<Run> underWay(RunId run);

    /// Answer a question whether a call may run. The first answer counts, wherever it comes from.
    /// @return whether it was open here; the answer is on stable storage then
    boolean approve(MessageId question, ApprovalAnswer answer);

    /// Watch. Events of a run come in order, on one thread of the system; a slow watcher loses
    /// provisional ones first.
    Subscription watch(Consumer<BestCodeEvent> watcher);

    /// The newest durable state.
    KernelState state();

    /// Ends a watch when closed.
    interface Subscription extends AutoCloseable {
        @Override
        void close();
    }
}
