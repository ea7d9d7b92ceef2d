package dev.bestcode.runtime;

import dev.bestcode.api.control.Prices;
import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonException;
import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.JournalEntry;
import dev.bestcode.api.kernel.KernelOp;
import dev.bestcode.api.kernel.KernelState;
import dev.bestcode.api.kernel.LoggedTransaction;
import dev.bestcode.api.kernel.Retention;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.kernel.RunRow;
import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.api.message.Message;
import dev.bestcode.api.message.MessageId;
import dev.bestcode.api.organism.Organism;
import dev.bestcode.api.organism.Predeclared;
import dev.bestcode.api.security.AccessPolicy;
import dev.bestcode.api.security.Rights;
import dev.bestcode.kernel.RunLog;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Tells from the log of a run why its calls were made, or refused: by which row of a table, which
/// answer, on which budget, and with what of its context the model was asked. Nothing is opened,
/// asked or changed.
public final class Explainer {
    private static final String DIGITS = "[0-9]{1,18}";

    private static final Pattern FIRST_WORD = Pattern.compile("\\A\\s*(\"[^\"]*\"|'[^']*'|\\S+)");

    private final Organism organism;
    private final Prices prices;
    private final AccessPolicy policy;

    /// @param organism the effective one
    Explainer(Organism organism, Prices prices, AccessPolicy policy) {
        this.organism = organism;
        this.prices = prices;
        this.policy = policy;
    }

    /// @param state of the kernel that has the run; only read
    /// @param content of that kernel, by hash
    /// @param call its number, that of its answer or of the question about it, or the model's id
    /// @throws IllegalArgumentException when there is no such run or call, or its content is gone
    public CallExplanation of(
            KernelState state, Function<Sha256, Optional<Bytes>> content, RunId run, String call) {
        var log = log(state, run);
        var target =
                call.matches(DIGITS)
                        ? Optional.of(asked(state, new MessageId(Long.parseLong(call))))
                        : named(log, call);
        return target.flatMap(id -> found(log, content, run, id))
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "run %s has no call '%s' and no such segment; 'bestcode explain %s' lists its segments, with --calls its calls"
                                                .formatted(run, call, run)));
    }

    /// Every call of a run, dispatched or refused, in order.
    /// @throws IllegalArgumentException as [#of]
    public static void calls(KernelState state, RunId run, Consumer<CallLine> show) {
        log(state, run)
                .transactions()
                .forEachRemaining(
                        transaction ->
                                transaction.ops().stream()
                                        .flatMap(op -> CallLine.in(transaction, op).stream())
                                        .forEach(show));
    }

    private static RunLog log(KernelState state, RunId run) {
        var row =
                state.runs()
                        .get(run)
                        .orElseThrow(() -> new IllegalArgumentException("there is no run " + run));
        if (isGone(row)) {
            throw new IllegalArgumentException(
                    "run %s was pruned, or is as it goes: what led to its calls is gone"
                            .formatted(run));
        }
        return RunLog.of(state, run).orElseThrow();
    }

    private static boolean isGone(RunRow run) {
        return run.pruned().isPresent() || run.retention() instanceof Retention.PruneOnDelivery;
    }

    /// The call that a message is, answers, or asks about.
    private static MessageId asked(KernelState state, MessageId number) {
        var message = state.journal().get(number).map(JournalEntry::message);
        if (message.filter(CallTrail::isQuestion).isPresent()) {
            var question = Json.parseObject(message.get().payload().utf8());
            return new MessageId(question.requireLong("intent"));
        }
        return message.flatMap(Message::answers)
                .map(request -> asked(state, request))
                .orElse(number);
    }

    /// The newest of that name: a model may give two calls the same.
    private static Optional<MessageId> named(RunLog log, String call) {
        var found = Optional.<MessageId>empty();
        for (var transactions = log.transactions(); transactions.hasNext(); ) {
            var here = named(transactions.next(), call);
            found = here.isPresent() ? here : found;
        }
        return found;
    }

    private static Optional<MessageId> named(LoggedTransaction transaction, String call) {
        return transaction.ops().stream()
                .flatMap(op -> CallLine.in(transaction, op).stream())
                .filter(line -> !call.isEmpty() && line.call().equals(call))
                .map(CallLine::message)
                .reduce((_, later) -> later);
    }

    private Optional<CallExplanation> found(
            RunLog log, Function<Sha256, Optional<Bytes>> content, RunId run, MessageId target) {
        var trail =
                new CallTrail(
                        run,
                        target,
                        model -> new TaskBudgets(organism, model, prices),
                        (thread, message) -> rule(content, thread, message));
        log.transactions().forEachRemaining(trail::read);
        return trail.explanation();
    }

    private CallRule rule(
            Function<Sha256, Optional<Bytes>> content,
            KernelOp.ThreadPushed thread,
            Message message) {
        var rights =
                content.apply(thread.rights())
                        .map(canonical -> policy.thaw(thread.profile(), canonical));
        return new CallRule(
                thread.profile(),
                thread.rights(),
                rights.map(
                        table ->
                                table.request(message.sender(), message.listener(), message.tag())),
                rights.flatMap(table -> program(table, message)),
                Optional.empty());
    }

    private static Optional<CallRule.Program> program(Rights table, Message message) {
        return message.listener().equals(Predeclared.COMMAND_EXEC)
                ? program(message.payload().utf8())
                        .map(
                                name ->
                                        new CallRule.Program(
                                                name,
                                                table.commands().containsKey(name),
                                                table.commands()
                                                        .getOrDefault(name, Optional.empty())))
                : Optional.empty();
    }

    /// The first word of a command; of one that was refused the payload may be cut, or no JSON.
    private static Optional<String> program(String payload) {
        try {
            return Json.parseObject(payload)
                    .string("command")
                    .map(FIRST_WORD::matcher)
                    .filter(Matcher::find)
                    .map(word -> word.group().replaceAll("[\"']", "").strip());
        } catch (JsonException cut) {
            return Optional.empty();
        }
    }
}
