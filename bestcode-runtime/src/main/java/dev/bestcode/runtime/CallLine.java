package dev.bestcode.runtime;

import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.KernelOp;
import dev.bestcode.api.kernel.LoggedTransaction;
import dev.bestcode.api.message.Message;
import dev.bestcode.api.message.MessageId;

import java.util.Optional;

/// One call of a run, as a list of them has it.
/// @param call the sender's own word for it; may be empty
/// @param refused why it was not admitted
public record CallLine(
        MessageId message,
        long lsn,
        String sender,
        String listener,
        String call,
        Optional<String> refused) {
    static Optional<CallLine> in(LoggedTransaction transaction, KernelOp op) {
        return switch (op) {
            case KernelOp.MessageDispatched(var message) ->
                    of(transaction, message, Optional.empty());
            case KernelOp.MessageRefused(var message, _, var reason) ->
                    of(transaction, message, Optional.of(reason));
            case KernelOp _ -> Optional.empty();
        };
    }

    /// What the system itself asks is about a call, and is none.
    private static Optional<CallLine> of(
            LoggedTransaction transaction, Message message, Optional<String> refused) {
        return message.kind() == Message.Kind.REQUEST && !message.sender().equals(Message.SYSTEM)
                ? Optional.of(
                        new CallLine(
                                message.id(),
                                transaction.lsn(),
                                message.sender(),
                                message.listener(),
                                message.call(),
                                refused))
                : Optional.empty();
    }

    public JsonObject toJson() {
        var json =
                JsonObject.builder()
                        .put("call", message.value())
                        .put("lsn", lsn)
                        .put("from", sender)
                        .put("to", listener)
                        .put("id", call);
        refused.ifPresent(why -> json.put("refused", why));
        return json.build();
    }
}
