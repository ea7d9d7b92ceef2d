package dev.bestcode.pipeline;

import dev.bestcode.api.kernel.Force;
import dev.bestcode.api.kernel.Kernel;
import dev.bestcode.api.message.Message;
import dev.bestcode.api.message.MessageId;
import dev.bestcode.api.organism.Predeclared;
import dev.bestcode.api.security.Access;
import dev.bestcode.api.security.ApprovalRequest;
import dev.bestcode.api.tool.ToolPreview;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The questions of a run that is driven again: each is made anew, and answered as the log says.
final class AskedAgain {
    private final Wiring wiring;
    private final Kernel kernel;
    private final Stamp stamp;
    private final LoggedInputs inputs;
    private final Map<MessageId, Question> open = new HashMap<>();

    /// One that nobody has answered yet.
    /// @param form whether a call that goes on asked it, to have a form filled in
    private record Question(Flight flight, Message message, boolean form) {}

    AskedAgain(Wiring wiring, Kernel kernel, Stamp stamp, LoggedInputs inputs) {
        this.wiring = wiring;
        this.kernel = kernel;
        this.stamp = stamp;
        this.inputs = inputs;
    }

    /// What a process had in memory of them is gone with it.
    void clear() {
        open.clear();
    }

    /// @param flight of the call that the question is about
    /// @param logged what the question showed; what a tool wants to know comes from outside
    void ask(Flight flight, ToolPreview logged) throws InterruptedException {
        boolean form = logged.form().isPresent();
        var lane = flight.lane;
        var message = flight.message();
        var rights = wiring.frozen.effective(lane);
        if (!form) {
            requireAsked(
                    rights.request(message.sender(), message.listener(), message.tag()), message);
        }
        ApprovalRequest request =
                form
                        ? Approvals.inquiry(lane, flight.input, logged)
                        : wiring.approvals.request(lane, flight.input, rights);
        var json = request.toJson();
        var question = stamp.question(lane.id, json);
        var draft = new Draft();
        draft.record(question, json);
        var known = inputs.approval(question.id());
        known.ifPresent(answer -> wiring.approvals.answered(draft, question, answer));
        kernel.commit(draft.ops, Force.NOW);
        if (known.isEmpty()) {
            open.put(question.id(), new Question(flight, question, form));
        }
    }

    /// Whether a wall stood around a program is not in the log: it may have been asked for.
    private static void requireAsked(Access access, Message call) {
        boolean asked =
                switch (access) {
                    case Access.NoRoute _ -> false;
                    case Access.Allowed(var permission) ->
                            switch (permission) {
                                case PROMPT -> true;
                                case AUTO -> Predeclared.STARTERS.contains(call.listener());
                                case DENY -> false;
                            };
                };
        if (!asked) {
            throw new IllegalStateException(
                    "nobody is asked for a call of %s: %s"
                            .formatted(call.listener(), shown(access)));
        }
    }

    private static String shown(Access access) {
        return switch (access) {
            case Access.NoRoute(var reason) -> reason;
            case Access.Allowed(var permission) ->
                    "its permission is " + permission.name().toLowerCase(Locale.ROOT);
        };
    }

    /// @return whether the message that ended is one of them
    boolean answered(MessageId message) {
        var question = Optional.ofNullable(open.remove(message));
        question.ifPresent(this::answer);
        return question.isPresent();
    }

    private void answer(Question question) {
        var answer = inputs.approval(question.message().id());
        if (answer.isEmpty()) {
            kernel.commit(Approvals.withdrawn(question.message()).ops, Force.NOW);
            return;
        }
        var draft = new Draft();
        wiring.approvals.answered(draft, question.message(), answer.get());
        kernel.commit(draft.ops, Force.NOW);
        if (!answer.get().allowed() && !question.form()) {
            question.flight().end(Approvals.denied(question.flight().lane, answer.get().reason()));
        }
    }
}
