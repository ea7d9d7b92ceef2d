package dev.bestcode.runtime;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.kernel.KernelOp;
import dev.bestcode.api.kernel.LoggedTransaction;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.llm.RequestRecipe;
import dev.bestcode.api.message.Message;
import dev.bestcode.api.message.MessageId;
import dev.bestcode.api.security.ApprovalAnswer;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/// Follows the log of a run up to one call and on to its end.
final class CallTrail {
    private final RunId run;
    private final MessageId target;
    private final Function<Optional<String>, TaskBudgets> budgets;
    private final BiFunction<KernelOp.ThreadPushed, Message, CallRule> rules;
    private final BudgetTrail threads = new BudgetTrail();
    private final ViewTrail contexts = new ViewTrail();
    private final Map<ThreadId, ModelRequest> requests = new HashMap<>();
    private Optional<CallExplanation> found = Optional.empty();
    private Optional<ThreadId> asker = Optional.empty();

    /// @param budgets by the model that is asked
    /// @param rules by the thread whose rights count, and the call
    CallTrail(
            RunId run,
            MessageId target,
            Function<Optional<String>, TaskBudgets> budgets,
            BiFunction<KernelOp.ThreadPushed, Message, CallRule> rules) {
        this.run = run;
        this.target = target;
        this.budgets = budgets;
        this.rules = rules;
    }

    /// The system's question whether a call may run.
    static boolean isQuestion(Message message) {
        return message.kind() == Message.Kind.REQUEST
                && message.sender().equals(Message.SYSTEM)
                && message.listener().equals(Message.USER);
    }

    /// @return empty when the log does not have the call
    Optional<CallExplanation> explanation() {
        return found;
    }

    void read(LoggedTransaction transaction) {
        contexts.begin();
        for (var op : transaction.ops()) {
            ended(op);
            threads.read(op);
            contexts.read(op);
            if (op instanceof KernelOp.ThreadPruned(var thread)) {
                requests.remove(thread);
            }
        }
        transaction.ops().forEach(this::asked);
        transaction.ops().forEach(op -> called(transaction, op));
    }

    /// Once all of a transaction is read, so that what rides with a request is part of it.
    private void asked(KernelOp op) {
        if (op instanceof KernelOp.MessageDispatched(var message)
                && message.kind() == Message.Kind.REQUEST
                && message.tag().equals(RequestRecipe.TYPE.tag())) {
            var recipe = RequestRecipe.from(Json.parseObject(message.payload().utf8()));
            requests.put(
                    recipe.context(),
                    new ModelRequest(
                            message.id(),
                            recipe.model(),
                            threads.setAside(recipe.context(), message.call()),
                            contexts.of(recipe.context())));
        }
    }

    private void called(LoggedTransaction transaction, KernelOp op) {
        switch (op) {
            case KernelOp.MessageDispatched(var message) when message.id().equals(target) -> {
                var own = threads.thread(message.thread());
                // A task is asked for on the thread that does it.
                var from = own.flatMap(KernelOp.ThreadPushed::parent).flatMap(threads::thread);
                found(transaction, message, from.or(() -> own), own, CallEnd.OPEN);
            }
            case KernelOp.MessageRefused(var message, _, var reason)
                    when message.id().equals(target) -> {
                var own = threads.thread(message.thread());
                found(transaction, message, own, own, CallEnd.refused(reason));
            }
            case KernelOp _ -> {
                // Of another call.
            }
        }
    }

    private void found(
            LoggedTransaction transaction,
            Message message,
            Optional<KernelOp.ThreadPushed> from,
            Optional<KernelOp.ThreadPushed> own,
            CallEnd end) {
        var thread = from.orElseThrow(() -> unplaced(message)).thread();
        var model =
                threads.upward(thread).stream()
                        .flatMap(up -> Optional.ofNullable(requests.get(up.thread())).stream())
                        .findFirst();
        asker = Optional.of(thread);
        found =
                Optional.of(
                        new CallExplanation(
                                run,
                                message.id(),
                                message.call(),
                                threads.path(thread),
                                message.sender(),
                                message.listener(),
                                message.tag(),
                                CallEnd.cut(message.payload()),
                                transaction.lsn(),
                                transaction.time(),
                                rules.apply(own.orElseThrow(() -> unplaced(message)), message),
                                model,
                                lines(thread, model),
                                end));
    }

    private IllegalArgumentException unplaced(Message message) {
        return new IllegalArgumentException(
                "call %s of run %s has no thread in the log".formatted(message.id(), run));
    }

    private List<BudgetLine> lines(ThreadId thread, Optional<ModelRequest> model) {
        return threads.lines(thread, budgets.apply(model.map(ModelRequest::model)));
    }

    private void ended(KernelOp op) {
        found.ifPresent(
                call -> {
                    switch (op) {
                        case KernelOp.MessageDispatched(var message) ->
                                found = Optional.of(followed(call, message));
                        case KernelOp.MessageFailed(var message, var reason)
                                when message.equals(target)
                                        && call.end().state() == CallEnd.State.OPEN ->
                                found = Optional.of(call.ended(CallEnd.failed(reason)));
                        case KernelOp _ -> {
                            // Of another call.
                        }
                    }
                });
    }

    private CallExplanation followed(CallExplanation call, Message message) {
        if (message.answers().equals(Optional.of(target))) {
            return answered(call, message);
        }
        if (isQuestion(message) && isAbout(message)) {
            return call.asked(new CallRule.Question(message.id(), Optional.empty()));
        }
        return call.rule()
                .question()
                .filter(question -> message.answers().equals(Optional.of(question.message())))
                .map(question -> new CallRule.Question(question.message(), approval(message)))
                .map(call::asked)
                .orElse(call);
    }

    /// What a task had left when it ended is why it did, where it was out of budget.
    private CallExplanation answered(CallExplanation call, Message answer) {
        boolean isTask = call.sender().equals(Message.USER);
        var newest = asker.flatMap(thread -> Optional.ofNullable(requests.get(thread)));
        var told = isTask ? call.standing(lines(asker.orElseThrow(), newest)) : call;
        return told.end().state() == CallEnd.State.REFUSED ? told : told.ended(CallEnd.of(answer));
    }

    private boolean isAbout(Message question) {
        return Json.parseObject(question.payload().utf8()).requireLong("intent") == target.value();
    }

    private static Optional<ApprovalAnswer> approval(Message message) {
        return Optional.of(ApprovalAnswer.from(Json.parseObject(message.payload().utf8())));
    }
}
