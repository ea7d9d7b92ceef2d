package dev.bestcode.pipeline;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonException;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.KernelOp;
import dev.bestcode.api.kernel.KernelOp.HandlerStateSet;
import dev.bestcode.api.kernel.KernelOp.MessageDispatched;
import dev.bestcode.api.kernel.KernelOp.MessageRefused;
import dev.bestcode.api.kernel.KernelOp.StateOp;
import dev.bestcode.api.kernel.KernelOp.ThreadPushed;
import dev.bestcode.api.kernel.KernelOp.UsageCharged;
import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.message.Allowance;
import dev.bestcode.api.message.Failure;
import dev.bestcode.api.message.HandlerResponse;
import dev.bestcode.api.message.Message;
import dev.bestcode.api.message.MessageId;
import dev.bestcode.api.message.Outcome;
import dev.bestcode.api.message.Outgoing;
import dev.bestcode.api.message.Provenance;
import dev.bestcode.api.message.Source;
import dev.bestcode.api.message.UntrustedBytes;
import dev.bestcode.api.security.ApprovalAnswer;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What came from outside with the transaction that is being derived: what a model or a tool
/// answered, what a person said, times, and where a tool says that it has read.
record LoggedInputs(Playhead playhead) {
    private static final String SYSTEM_PART = Message.SYSTEM + ".";

    private List<KernelOp> ops() {
        return playhead.now().ops();
    }

    /// How long a lane's request had been worked on.
    Duration worked(Lane lane, Instant now) {
        return state(lane.id, Account.KEY)
                .flatMap(kept -> Json.parseObject(kept.utf8()).get("worked_ms"))
                .map(millis -> Duration.ofMillis(Long.parseLong(Json.text(millis))))
                .orElseGet(() -> lane.worked(now));
    }

    /// Files and hosts that a thread has read by now.
    List<Source> read(Lane lane) {
        return state(lane.id, Message.SYSTEM)
                .map(kept -> Json.parseObject(kept.utf8()).requireArray("sources"))
                .map(Provenance::from)
                .orElse(Provenance.EMPTY)
                .sources()
                .stream()
                .filter(LoggedInputs::isPlace)
                .toList();
    }

    private static boolean isPlace(Source source) {
        return switch (source.kind()) {
            case FILE, NETWORK -> true;
            case USER, LISTENER, TOOL, REPAIR -> false;
        };
    }

    Optional<Bytes> state(ThreadId thread, String part) {
        return ops().stream()
                .filter(HandlerStateSet.class::isInstance)
                .map(HandlerStateSet.class::cast)
                .filter(op -> op.thread().equals(thread) && op.listener().equals(part))
                .map(HandlerStateSet::state)
                .findFirst();
    }

    /// Whether a provider had begun to answer what a lane works on, so that it was charged.
    boolean hasCost(Lane lane) {
        return lane.parent
                .filter(
                        caller ->
                                ops().stream()
                                        .anyMatch(
                                                op ->
                                                        op instanceof UsageCharged(var thread, _)
                                                                && thread.equals(caller.id)))
                .isPresent();
    }

    /// The answer to a question.
    Optional<ApprovalAnswer> approval(MessageId question) {
        return Cause.message(ops(), message -> message.answers().equals(Optional.of(question)))
                .map(message -> ApprovalAnswer.from(Json.parseObject(message.payload().utf8())))
                .map(
                        answer ->
                                new ApprovalAnswer(
                                        answer.allowed(),
                                        answer.by(),
                                        answer.scope(),
                                        Excerpt.uncut(answer.reason()),
                                        answer.fields()));
    }

    /// The failure that a reason tells of.
    static Failure failure(String reason) {
        for (var kind : Failure.Kind.values()) {
            var prefix = kind.wireName() + ": ";
            if (reason.startsWith(prefix)) {
                return new Failure(kind, Excerpt.uncut(reason.substring(prefix.length())));
            }
        }
        throw new OutsideException("a delivery failed for a reason of no kind: " + reason);
    }

    /// What a handler whose work is not done again made of a delivery.
    HandlerResponse response(Lane lane, Optional<String> reason) {
        var own = own(lane);
        if (reason.isPresent()) {
            return new HandlerResponse(List.of(), own, new Outcome.Failed(failure(reason.get())));
        }
        var outgoing = new ArrayList<Outgoing>();
        for (var op : ops()) {
            switch (op) {
                case MessageDispatched(var message) ->
                        outgoing(lane, message, message.payload().sha256())
                                .ifPresent(outgoing::add);
                case MessageRefused(var message, var whole, _) ->
                        outgoing(lane, message, whole).ifPresent(outgoing::add);
                case KernelOp _ -> {
                    // What follows from them.
                }
            }
        }
        return HandlerResponse.done(outgoing, own);
    }

    /// Whether all that a handler keeps and asks of others is in the log.
    boolean fits(Ended ended) {
        return ended instanceof Ended.Responded(var response)
                && ops().containsAll(response.ops().stream().filter(LoggedInputs::isKept).toList())
                && response.outgoing().stream().allMatch(this::isSent);
    }

    /// What is decided on a version of a row is compared without it, later.
    private static boolean isKept(StateOp op) {
        return op instanceof HandlerStateSet || op instanceof KernelOp.SegmentAdded;
    }

    private boolean isSent(Outgoing outgoing) {
        var payload = canonical(outgoing.payload());
        return ops().stream()
                .anyMatch(
                        op ->
                                switch (op) {
                                    case MessageDispatched(var message) ->
                                            message.payload().equals(payload);
                                    case MessageRefused(_, var whole, _) ->
                                            whole.equals(outgoing.payload().bytes().sha256());
                                    case KernelOp _ -> false;
                                });
    }

    private static Bytes canonical(UntrustedBytes payload) {
        try {
            return Bytes.of(Json.canonical(Json.parse(payload.bytes().toByteArray())));
        } catch (JsonException unreadable) {
            return payload.bytes();
        }
    }

    private List<StateOp> own(Lane lane) {
        return ops().stream()
                .filter(StateOp.class::isInstance)
                .map(StateOp.class::cast)
                .filter(op -> op.thread().equals(lane.id))
                .filter(op -> !(op instanceof HandlerStateSet set) || !isSystems(set.listener()))
                .toList();
    }

    private static boolean isSystems(String part) {
        return part.equals(Message.SYSTEM) || part.startsWith(SYSTEM_PART);
    }

    private Optional<Outgoing> outgoing(Lane lane, Message message, Sha256 whole) {
        var sender = lane.listener.name();
        boolean answers =
                message.kind() == Message.Kind.ANSWER
                        && message.sender().equals(sender)
                        && message.answers().filter(lane::isOpenedBy).isPresent();
        if (answers) {
            return Optional.of(new Outgoing.Reply(message.tag(), bytes(message, whole)));
        }
        boolean asks =
                message.kind() == Message.Kind.REQUEST
                        && message.sender().equals(sender)
                        && (message.thread().equals(lane.id) || isBelow(message.thread(), lane));
        if (!asks) {
            return Optional.empty();
        }
        var payload = bytes(message, whole);
        return Optional.of(
                message.call().isEmpty()
                        ? new Outgoing.Spawn(message.listener(), message.tag(), payload)
                        : new Outgoing.Send(
                                message.listener(),
                                message.tag(),
                                payload,
                                message.call(),
                                reserved(lane, message.call())));
    }

    private boolean isBelow(ThreadId thread, Lane lane) {
        return ops().stream()
                .anyMatch(
                        op ->
                                op instanceof ThreadPushed pushed
                                        && pushed.thread().equals(thread)
                                        && pushed.parent().equals(Optional.of(lane.id)));
    }

    private Allowance reserved(Lane lane, String call) {
        return state(lane.id, Account.KEY)
                .map(kept -> Json.parseObject(kept.utf8()).requireObject("open"))
                .flatMap(open -> open.object(call))
                .map(Account::allowance)
                .orElse(Allowance.ZERO);
    }

    static UntrustedBytes bytes(Message message, Sha256 whole) {
        if (!message.payload().sha256().equals(whole)) {
            throw new OutsideException(
                    String.format(
                            Locale.ROOT,
                            "message %s was refused, and of one as large the journal keeps its beginning alone",
                            message.id()));
        }
        return new UntrustedBytes(message.payload());
    }

    /// By call, what watchers had seen when a run was stopped.
    static JsonObject shown(Message word) {
        return Json.parseObject(word.payload().utf8())
                .object(Failure.SHOWN)
                .orElse(JsonObject.EMPTY);
    }
}
