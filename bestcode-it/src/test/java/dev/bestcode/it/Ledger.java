package dev.bestcode.it;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.KernelState;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.message.Allowance;
import dev.bestcode.kernel.FileStorage;
import dev.bestcode.kernel.KernelOptions;
import dev.bestcode.kernel.WalKernel;

import java.nio.file.Path;
import java.util.List;

/// What a kernel's files say that the newest of their runs has spent.
/// @param estimated the part of it that nobody counted
/// @param open calls that have set something aside
/// @param reserved what they have
/// @param kernelTokens charged to the run's thread in the kernel's own ledger
record Ledger(
        Allowance spent, Allowance estimated, int open, Allowance reserved, long kernelTokens) {
    /// @param state where the kernel directory `k0` is, which nobody has open
    static Ledger in(Path state) {
        var storage = FileStorage.at(state.resolve("k0"));
        try (var kernel = WalKernel.open(storage, KernelOptions.defaults())) {
            var now = kernel.state();
            return of(now, now.runs().all().getLast().thread());
        }
    }

    private static Ledger of(KernelState state, ThreadId thread) {
        var account =
                Json.parseObject(state.handlerState(thread, "system.account").orElseThrow().utf8());
        var open = List.copyOf(account.requireObject("open").members().values());
        var reserved =
                open.stream()
                        .map(most -> allowance((JsonObject) most))
                        .reduce(Allowance.ZERO, Allowance::plus);
        var usage = state.usage(thread);
        return new Ledger(
                allowance(account.requireObject("spent")),
                allowance(account.requireObject("estimated")),
                open.size(),
                reserved,
                usage.input() + usage.output() + usage.cacheRead() + usage.cacheWrite());
    }

    private static Allowance allowance(JsonObject json) {
        return new Allowance(json.requireLong("tokens"), json.requireLong("micro_usd"));
    }

    /// What is charged when nobody hears any more of the calls that are open.
    Allowance withReservations() {
        return spent.plus(reserved);
    }
}
