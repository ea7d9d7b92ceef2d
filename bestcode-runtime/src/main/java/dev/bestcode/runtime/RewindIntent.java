package dev.bestcode.runtime;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.kernel.Sha256;

import java.util.Optional;

/// What is to be done in any case from now on, whatever becomes of this process.
/// @param run that is gone back in, or forked
/// @param at the number of the message that it is as before; what is said later is not in the fork
/// @param plan of the workspace; empty where that stays as it is
/// @param fork the id of the run that goes on from there; empty for none
record RewindIntent(RunId run, long at, Optional<Sha256> plan, Optional<RunId> fork) {
    Bytes toBytes() {
        var json = JsonObject.builder().put("run", run.value()).put("at", at);
        plan.ifPresent(hash -> json.put("plan", hash.hex()));
        fork.ifPresent(id -> json.put("fork", id.value()));
        return Bytes.of(Json.canonical(json.build()));
    }

    /// @throws IllegalArgumentException when it is none
    static RewindIntent from(Bytes bytes) {
        var json = Json.parseObject(bytes.utf8());
        return new RewindIntent(
                new RunId(json.requireString("run")),
                json.requireLong("at"),
                json.string("plan").map(Sha256::new),
                json.string("fork").map(RunId::new));
    }
}
