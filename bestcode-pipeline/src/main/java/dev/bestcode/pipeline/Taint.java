package dev.bestcode.pipeline;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.KernelOp;
import dev.bestcode.api.kernel.KernelState;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.kernel.ThreadRow;
import dev.bestcode.api.message.Message;
import dev.bestcode.api.message.Provenance;
import dev.bestcode.api.message.Source;

import java.util.List;

/// What a thread has read, kept with it as the system's own state, so that a restart does not make
/// it clean. It is written in the transaction that delivers what adds to it; a thread without a
/// record has read what its parent has, and its parent's words.
final class Taint {
    private Taint() {}

    static KernelOp.StateOp keep(ThreadId thread, Provenance read) {
        var json = JsonObject.builder().put("sources", read.toJson()).build();
        return new KernelOp.HandlerStateSet(thread, Message.SYSTEM, Bytes.of(Json.canonical(json)));
    }

    /// @throws IllegalArgumentException when the record is not one of ours
    static Provenance of(KernelState state, ThreadId thread) {
        var record = state.handlerState(thread, Message.SYSTEM);
        if (record.isPresent()) {
            var json = Json.parseObject(record.get().utf8());
            return Provenance.from(json.requireArray("sources"));
        }
        return state.threads()
                .get(thread)
                .flatMap(ThreadRow::parent)
                .flatMap(state.threads()::get)
                .filter(parent -> parent.run().isPresent()) // the root says nothing
                .map(parent -> said(state, parent))
                .orElse(Provenance.EMPTY);
    }

    private static Provenance said(KernelState state, ThreadRow parent) {
        return of(state, parent.id()).with(List.of(Source.listener(parent.name())));
    }
}
