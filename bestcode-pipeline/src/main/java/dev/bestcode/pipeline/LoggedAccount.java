package dev.bestcode.pipeline;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.kernel.KernelOp;
import dev.bestcode.api.kernel.KernelOp.HandlerStateSet;
import dev.bestcode.api.message.Allowance;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// What a thread's account was made by one op of the log.
/// @param spent by the request that is open, by it and all below it
/// @param open what the thread's own calls have set aside, by call
/// @param worked how long the request had been worked on
public record LoggedAccount(Allowance spent, Map<String, Allowance> open, Duration worked) {
    /// Of a thread that has spent nothing.
    public static final LoggedAccount NEW =
            new LoggedAccount(Allowance.ZERO, Map.of(), Duration.ZERO);

    public LoggedAccount {
        open = Map.copyOf(open);
    }

    /// @return empty for an op that is about something else
    public static Optional<LoggedAccount> in(KernelOp op) {
        if (!(op instanceof HandlerStateSet(_, var part, var state)) || !part.equals(Account.KEY)) {
            return Optional.empty();
        }
        var account = Account.from(Json.parseObject(state.utf8()));
        return Optional.of(
                new LoggedAccount(
                        account.spent().minus(account.base()), account.open(), account.worked()));
    }

    /// What its own calls have set aside together.
    public Allowance setAside() {
        return open.values().stream().reduce(Allowance.ZERO, Allowance::plus);
    }
}
