package dev.bestcode.pipeline;

import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.Force;
import dev.bestcode.api.kernel.Kernel;
import dev.bestcode.api.kernel.KernelOp;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.api.message.Failure.Kind;
import dev.bestcode.api.message.Message;
import dev.bestcode.api.message.MessageId;
import dev.bestcode.api.security.ApprovalAnswer;
import dev.bestcode.api.security.ApprovalMemory;
import dev.bestcode.api.security.ApprovalRequest;
import dev.bestcode.api.security.ApprovalScope;
import dev.bestcode.api.security.Approver;
import dev.bestcode.api.security.Rights;
import dev.bestcode.api.tool.Form;
import dev.bestcode.api.tool.ToolPreview;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Asks whether calls may run. Question and answer are messages of the journal, on the thread of
/// the call: the question is there before anybody sees it, and the answer before the call starts.
/// The first answer counts, wherever it comes from.
final class Approvals {
    /// Runs whose answers of scope `run` are remembered; the oldest is asked again.
    private static final int RUNS_MAX = 1_000;

    /// Of one run, which is more than a person says yes to.
    private static final int PER_RUN_MAX = 1_000;

    private final Kernel kernel;
    private final Approver approver;
    private final ApprovalMemory memory;
    private final Previews previews;
    private final Stamp stamp;
    private final EventBus bus;
    private final JournalEvents events;
    private final PipelineOptions options;
    private final Map<MessageId, OpenQuestion> open = new ConcurrentHashMap<>();
    private final Map<RunId, Set<Sha256>> allowedInRun = new LinkedHashMap<>();
    private volatile boolean suspended;

    Approvals(
            Kernel kernel,
            Approver approver,
            ApprovalMemory memory,
            Previews previews,
            Stamp stamp,
            EventBus bus,
            JournalEvents events,
            PipelineOptions options) {
        this.kernel = kernel;
        this.approver = approver;
        this.memory = memory;
        this.previews = previews;
        this.stamp = stamp;
        this.bus = bus;
        this.events = events;
        this.options = options;
    }

    /// Ask, and wait for the answer.
    /// @return empty when the call may run
    Optional<Ended.Broke> ask(Lane lane, Parcel input, Rights rights) throws InterruptedException {
        var request = request(lane, input, rights);
        var json = request.toJson();
        var question = stamp.question(lane.id, json);
        var known = remembered(request);
        if (known.isPresent()) {
            var draft = new Draft();
            draft.record(question, json);
            answered(draft, question, known.get());
            commit(request, draft);
            return Optional.empty();
        }
        var answer = wait(new OpenQuestion(question, request), json);
        return answer.allowed() ? Optional.empty() : Optional.of(denied(lane, answer.reason()));
    }

    /// Ask what a call that is under way wants to know, and wait for the answer. No answer of
    /// before counts for it, and it counts for no other.
    ApprovalAnswer inquire(Lane lane, Parcel input, Form form) throws InterruptedException {
        var request = inquiry(lane, input, ToolPreview.ofForm(form));
        var json = request.toJson();
        return wait(new OpenQuestion(stamp.question(lane.id, json), request), json);
    }

    /// A question of a call that is under way.
    static ApprovalRequest inquiry(Lane lane, Parcel input, ToolPreview preview) {
        return new ApprovalRequest(
                lane.run.id,
                lane.profile,
                input.message().id(),
                lane.listener.name(),
                input.payload(),
                preview);
    }

    /// Answer a question that is open here.
    /// @return whether it was; the answer is on stable storage then
    boolean answer(MessageId question, ApprovalAnswer answer) {
        return Optional.ofNullable(open.get(question))
                .map(found -> settle(found, answer))
                .orElse(false);
    }

    /// Wait for nobody any more: what is open stays so in the journal.
    void suspend() {
        suspended = true;
        open.values().forEach(OpenQuestion::suspend);
    }

    private ApprovalAnswer wait(OpenQuestion question, JsonObject json)
            throws InterruptedException {
        open.put(question.message().id(), question);
        var asking =
                Thread.ofVirtual().name("bestcode-approval").unstarted(() -> askHere(question));
        try {
            question.ask(() -> asked(question, json));
            if (suspended) {
                question.suspend();
            }
            asking.start();
            return question.await(options.approvalDeadline())
                    .or(() -> overdue(question))
                    .orElseGet(question::end);
        } catch (InterruptedException e) {
            withdraw(question);
            throw e;
        } finally {
            open.remove(question.message().id());
            asking.interrupt();
        }
    }

    private void asked(OpenQuestion question, JsonObject json) {
        var draft = new Draft();
        draft.record(question.message(), json);
        commit(question.request(), draft);
    }

    private void askHere(OpenQuestion question) {
        ApprovalAnswer answer;
        try {
            answer = Objects.requireNonNull(approver.ask(question.request()), "it answered null");
        } catch (InterruptedException answeredElsewhere) {
            return;
        } catch (Throwable e) { // code that is not ours must not leave the call waiting
            answer = ApprovalAnswer.deny("system", "the approver failed: " + ForeignCode.shown(e));
        }
        try {
            settle(question, answer);
        } catch (RuntimeException unrecorded) {
            // The call that waits hears of it.
        }
    }

    private Optional<ApprovalAnswer> overdue(OpenQuestion question) {
        var text = "nobody answered within " + options.approvalDeadline();
        var answer = ApprovalAnswer.deny("system", text);
        return settle(question, answer) ? Optional.of(answer) : Optional.empty();
    }

    /// @return whether this answer is the one that counts
    private boolean settle(OpenQuestion question, ApprovalAnswer answer) {
        return question.settle(
                answer,
                () -> {
                    var draft = new Draft();
                    answered(draft, question.message(), answer);
                    commit(question.request(), draft);
                    remember(question.request(), answer);
                });
    }

    private void withdraw(OpenQuestion question) {
        question.settle(
                ApprovalAnswer.deny("system", "the run was stopped"),
                () -> {
                    commit(question.request(), withdrawn(question.message()));
                });
    }

    /// The end of a question that nobody will answer.
    static Draft withdrawn(Message question) {
        var draft = new Draft();
        draft.add(new KernelOp.MessageFailed(question.id(), "withdrawn: the run was stopped"));
        return draft;
    }

    void answered(Draft draft, Message question, ApprovalAnswer answer) {
        var json = Excerpt.of(answer).toJson();
        var message = stamp.approval(question, json);
        draft.add(new KernelOp.MessageDelivered(question.id()));
        draft.record(message, json);
        draft.add(new KernelOp.MessageDelivered(message.id()));
    }

    void commit(ApprovalRequest request, Draft draft) {
        var committed = kernel.commit(draft.ops, Force.NOW);
        bus.publish(
                committed.lsn(),
                events.of(request.run(), request.profile(), committed.lsn(), draft));
        bus.release(kernel.forcedLsn());
    }

    private Optional<ApprovalAnswer> remembered(ApprovalRequest request) {
        synchronized (allowedInRun) {
            if (allowedInRun.getOrDefault(request.run(), Set.of()).contains(request.digest())) {
                return Optional.of(
                        ApprovalAnswer.allow("an earlier answer of this run", ApprovalScope.RUN));
            }
        }
        return memory.recall(request);
    }

    private void remember(ApprovalRequest request, ApprovalAnswer answer) {
        if (!answer.allowed() || request.preview().form().isPresent()) {
            return;
        }
        switch (answer.scope()) {
            case ONCE -> {
                // Nothing outlives the call.
            }
            case RUN -> rememberInRun(request);
            case ALWAYS -> {
                rememberInRun(request); // should the file not take it
                var _ = memory.keep(request, answer);
            }
        }
    }

    private void rememberInRun(ApprovalRequest request) {
        synchronized (allowedInRun) {
            var digests = allowedInRun.computeIfAbsent(request.run(), _ -> new LinkedHashSet<>());
            if (digests.size() < PER_RUN_MAX) {
                digests.add(request.digest());
            }
            if (allowedInRun.size() > RUNS_MAX) {
                allowedInRun.remove(allowedInRun.keySet().iterator().next());
            }
        }
    }

    /// What is asked before a call runs.
    ApprovalRequest request(Lane lane, Parcel input, Rights rights) throws InterruptedException {
        ToolPreview preview =
                previews.of(lane, lane.listener, input.payload(), rights, input.provenance());
        return inquiry(lane, input, preview);
    }

    /// What a model can do with a no, then the person's words: the end is what is cut.
    static Ended.Broke denied(Lane lane, String why) {
        return Ended.broke(
                Kind.DENIED,
                "%s was not allowed; do not ask for the same again, do without it or end and say what needs it. The reason: %s"
                        .formatted(lane.listener.name(), why));
    }
}
