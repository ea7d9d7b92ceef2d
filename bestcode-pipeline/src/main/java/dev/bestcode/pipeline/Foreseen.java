package dev.bestcode.pipeline;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonArray;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.json.JsonValue;
import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.KernelOp;
import dev.bestcode.api.kernel.KernelState;
import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.tool.FileChange;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What a verifiable call would make of the disk, kept with its thread in the transaction that
/// dispatches it. After a kill the files themselves say whether it was made (G11).
final class Foreseen {
    /// Holds a dot, so that no tool can have it as its name.
    static final String KEY = "system.foreseen";

    private Foreseen() {}

    static KernelOp.StateOp keep(ThreadId thread, List<FileChange> changes) {
        var list = changes.stream().map(change -> (JsonValue) change.toJson()).toList();
        var json = JsonObject.builder().put("changes", new JsonArray(list)).build();
        return new KernelOp.HandlerStateSet(thread, KEY, Bytes.of(Json.canonical(json)));
    }

    /// @throws IllegalArgumentException when the record is not one of ours
    static List<FileChange> of(KernelState state, ThreadId thread) {
        return from(state.handlerState(thread, KEY));
    }

    /// @throws IllegalArgumentException when the record is not one of ours
    static List<FileChange> from(Optional<Bytes> kept) {
        return kept
                .map(record -> Json.parseObject(record.utf8()).requireArray("changes"))
                .orElse(JsonArray.EMPTY)
                .values()
                .stream()
                .map(change -> FileChange.from((JsonObject) change))
                .toList();
    }

    /// What became of a call that was cut short.
    enum Made {
        WHOLLY,
        NOT_AT_ALL,
        /// Something else has been written there, or the tool cannot say.
        UNKNOWN
    }

    /// @param then as the call was dispatched
    /// @param now the same call, foreseen again
    static Made made(List<FileChange> then, List<FileChange> now) {
        var found = contents(now, FileChange::before);
        if (then.isEmpty() || now.isEmpty()) {
            return Made.UNKNOWN;
        }
        if (found.equals(contents(then, FileChange::before))) {
            return Made.NOT_AT_ALL; // a change that leaves all as it was may be made again
        }
        return found.equals(contents(then, change -> Optional.of(change.after())))
                ? Made.WHOLLY
                : Made.UNKNOWN;
    }

    private static Map<String, Optional<Sha256>> contents(
            List<FileChange> changes, Function<FileChange, Optional<Sha256>> which) {
        return changes.stream().collect(Collectors.toMap(FileChange::path, which, (a, _) -> a));
    }
}
