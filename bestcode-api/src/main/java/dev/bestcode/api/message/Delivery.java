package dev.bestcode.api.message;

import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.kernel.SegmentId;
import dev.bestcode.api.security.ApprovalAnswer;
import dev.bestcode.api.security.Rights;
import dev.bestcode.api.tool.Form;
import dev.bestcode.api.tool.Person;

import java.util.Optional;

/// What a handler receives: one admitted message, and the little it may do before it answers.
/// Valid until the handler returns; used by the worker that runs it and by threads it waits for.
public interface Delivery {
    Message message();

    /// The payload, parsed and checked against the schema of its tag.
    JsonObject payload();

    RunId run();

    /// The profile that the message's thread was frozen with.
    String profile();

    /// What the message's thread may do now.
    Rights rights();

    /// 1 for the first; more after [Outcome.RetryAfter].
    int attempt();

    /// Whether the message is the request that the thread is to answer next; else it belongs to one
    /// that is under way.
    default boolean begins() {
        return message().kind() == Message.Kind.REQUEST;
    }

    /// What this listener keeps for the message's thread.
    Optional<Bytes> ownState();

    /// The content of a segment of the message's thread.
    Optional<Bytes> ownSegment(SegmentId segment);

    /// A fresh number for a segment of the answer.
    long newId();

    /// Where the message's bytes came from, hops before included. What the handler sends bears this
    /// and all else that its thread has read.
    default Provenance provenance() {
        return Provenance.EMPTY;
    }

    /// Say more exactly where the bytes of the answer come from, such as a file or a host. It is
    /// added to what the pipeline stamps anyway, for good.
    default void readFrom(Source source) {}

    /// What the thread may still spend, as it was when this was first asked: others under the same
    /// budget go on meanwhile, and a handler that saw two amounts would decide by both.
    default Left left() {
        return Left.UNLIMITED;
    }

    /// Ask a person something while the handler works, and wait for the answer.
    /// @throws InterruptedException when the run was stopped
    default ApprovalAnswer ask(Form form) throws InterruptedException {
        return Person.nobody().ask(form);
    }

    /// Say that a model has begun to answer: from now on this attempt may cost, whatever comes of
    /// it. Text and thinking that are told as progress say so too.
    default void answerStarted() {}

    /// Tell whoever watches how it goes. Not recorded, and dropped first when watchers are slow.
    void progress(Progress progress);
}
