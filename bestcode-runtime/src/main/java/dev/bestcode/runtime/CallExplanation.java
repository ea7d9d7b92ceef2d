package dev.bestcode.runtime;

import dev.bestcode.api.json.JsonArray;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.json.JsonValue;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.message.MessageId;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Why a call was made, or refused, as the log of its run tells it.
/// @param call the sender's own word for it, which is the model's id of a tool call; may be empty
/// @param thread the path of the thread that asked, for people
/// @param payload what was asked, its beginning
/// @param lsn of the transaction that dispatched or refused it
/// @param model the newest request to a model of the thread that asked: the one whose answer asked
///     for the call, or the call itself. Empty where no model had a part in it.
/// @param budget how the budgets above the call stood then; of a task that has ended, at its end
public record CallExplanation(
        RunId run,
        MessageId message,
        String call,
        String thread,
        String sender,
        String listener,
        String tag,
        String payload,
        long lsn,
        Instant time,
        CallRule rule,
        Optional<ModelRequest> model,
        List<BudgetLine> budget,
        CallEnd end) {
    public CallExplanation {
        budget = List.copyOf(budget);
    }

    CallExplanation asked(CallRule.Question question) {
        return with(rule.asked(question), budget, end);
    }

    CallExplanation ended(CallEnd how) {
        return with(rule, budget, how);
    }

    CallExplanation standing(List<BudgetLine> then) {
        return with(rule, then, end);
    }

    private CallExplanation with(CallRule allowed, List<BudgetLine> then, CallEnd how) {
        return new CallExplanation(
                run, message, call, thread, sender, listener, tag, payload, lsn, time, allowed,
                model, then, how);
    }

    /// As `bestcode explain --output json` has it.
    public JsonObject toJson() {
        var json =
                JsonObject.builder()
                        .put("run", run.value())
                        .put("call", message.value())
                        .put("id", call)
                        .put("thread", thread)
                        .put("from", sender)
                        .put("to", listener)
                        .put("tag", tag)
                        .put("payload", payload)
                        .put("lsn", lsn)
                        .put("time", time.toString())
                        .put("rule", rule.toJson());
        model.ifPresent(request -> json.put("model", request.toJson()));
        return json.put("budget", budgets()).put("end", end.toJson()).build();
    }

    private JsonArray budgets() {
        return new JsonArray(budget.stream().map(line -> (JsonValue) line.toJson()).toList());
    }
}
