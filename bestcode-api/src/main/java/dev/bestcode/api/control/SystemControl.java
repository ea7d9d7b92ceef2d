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
    /// not
    /// reach makes a run that ends as [RunStatus#REFUSED].
    /// @throws IllegalArgumentException when there is no such profile
    /// @throws QueueFullException when the queue bound is reached
    Run submit(Task task);

    /// Give an ended run another task, in the same conversation.
    /// @throws IllegalArgumentException when there is no such run
    /// @throws IllegalStateException when its last task has not ended, or when its conversation was
    ///     pruned
    Run followUp(RunId run, String text);

    /// The task that a run has under way here, to wait for it or to stop it; empty for a run that
    /// is
    /// at rest, is not there, or was left open by a process that has ended.
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
