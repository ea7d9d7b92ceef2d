package dev.bestcode.runtime;

import dev.bestcode.api.control.SystemControl;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.KernelState;
import dev.bestcode.api.kernel.ThreadRow;

/// A kernel in numbers.
/// @param lsn the last transaction
/// @param forcedLsn the last one on stable storage; what the other numbers are of
/// @param threads rows of the thread table
/// @param undelivered messages that are dispatched and not finished
/// @param runs of the kernel
/// @param underWay of them
public record KernelStats(
        long lsn, long forcedLsn, long threads, long undelivered, long runs, long underWay) {
    /// @param durable a state that is wholly on stable storage
    static KernelStats of(SystemControl system, KernelState durable) {
        var runs = RunSummaries.threads(durable).stream().map(ThreadRow::run).toList();
        long underWay =
                runs.stream().flatMap(run -> run.flatMap(system::underWay).stream()).count();
        return new KernelStats(
                system.state().lsn(),
                durable.lsn(),
                durable.threads().count(),
                durable.journal().undelivered().size(),
                runs.size(),
                underWay);
    }

    JsonObject.Builder into(JsonObject.Builder json) {
        return json.put("lsn", lsn)
                .put("forced_lsn", forcedLsn)
                .put("threads", threads)
                .put("undelivered", undelivered)
                .put("runs", runs)
                .put("under_way", underWay);
    }

    /// @throws IllegalArgumentException when a number is missing
    static KernelStats from(JsonObject json) {
        return new KernelStats(
                json.requireLong("lsn"),
                json.requireLong("forced_lsn"),
                json.requireLong("threads"),
                json.requireLong("undelivered"),
                json.requireLong("runs"),
                json.requireLong("under_way"));
    }
}
