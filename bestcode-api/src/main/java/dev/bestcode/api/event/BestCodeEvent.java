package dev.bestcode.api.event;

import dev.bestcode.api.control.RunResult;
import dev.bestcode.api.control.RunStatus;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.kernel.Usage;
import dev.bestcode.api.llm.ModelPrice;
import dev.bestcode.api.llm.ModelPricing;
import dev.bestcode.api.message.MessageId;
import dev.bestcode.api.message.Progress;
import dev.bestcode.api.security.ApprovalAnswer;
import dev.bestcode.api.tool.ToolPreview;

import java.util.Optional;

/// Something that happened in a run. What is [Committed] is a view of the journal and comes once it
/// is on stable storage; [Provisional] may yet prove void.
public sealed interface BestCodeEvent {
    RunId run();

    ThreadId thread();

    /// @see BestCodeEvent
    sealed interface Committed extends BestCodeEvent {
        /// LSN of the transaction it belongs to; events of one transaction share it.
        long seq();
    }

    record RunStarted(
            RunId run, ThreadId thread, long seq, String profile, String listener, String task)
            implements Committed {}

    /// Text that an agent's model said.
    record MessageSpoken(RunId run, ThreadId thread, long seq, String text) implements Committed {}

    /// @param call the id that the [ToolAnswered] repeats
    record ToolCalled(
            RunId run, ThreadId thread, long seq, String call, String tool, JsonObject arguments)
            implements Committed {}

    record ToolAnswered(
            RunId run,
            ThreadId thread,
            long seq,
            String call,
            String tool,
            boolean error,
            String text)
            implements Committed {}

    /// A callable organism's agent has begun a call's task on a thread of its own. Its messages,
    /// calls and usage bear that thread.
    /// @param caller the thread that called
    /// @param call the id of the caller's [ToolCalled]
    record AgentStarted(
            RunId run,
            ThreadId thread,
            long seq,
            ThreadId caller,
            String call,
            String profile,
            String listener,
            String task)
            implements Committed {}

    /// It has ended; the caller's [ToolAnswered] has what came of it.
    record AgentEnded(RunId run, ThreadId thread, long seq, RunStatus status, int turns)
            implements Committed {}

    /// A call waits for a person's answer.
    /// @param thread of the call
    /// @param question what the answer names
    record ApprovalAsked(
            RunId run,
            ThreadId thread,
            long seq,
            MessageId question,
            String tool,
            ToolPreview preview)
            implements Committed {}

    /// The answer is there, from a person or a rule.
    record ApprovalAnswered(
            RunId run, ThreadId thread, long seq, MessageId question, ApprovalAnswer answer)
            implements Committed {}

    /// What one model answer cost.
    /// @param model as the answer names it
    /// @param asked the model that the request named, by which it is priced; where nobody knows
    ///     that any more, the answer's
    record UsageCounted(
            RunId run, ThreadId thread, long seq, String model, String asked, Usage usage)
            implements Committed {
        /// The price that counts for it, as budgets count it: a gateway may name its answers as it
        /// likes.
        public Optional<ModelPrice> price(ModelPricing prices) {
            return prices.priceOf(asked).or(() -> prices.priceOf(model));
        }
    }

    /// A message was refused or its handler failed.
    /// @param kind the wire name of a [dev.bestcode.api.message.Failure.Kind]
    record ErrorRaised(RunId run, ThreadId thread, long seq, String kind, String text)
            implements Committed {}

    record RunFinished(RunId run, ThreadId thread, long seq, RunResult result)
            implements Committed {}

    record Provisional(RunId run, ThreadId thread, Progress progress) implements BestCodeEvent {}
}
