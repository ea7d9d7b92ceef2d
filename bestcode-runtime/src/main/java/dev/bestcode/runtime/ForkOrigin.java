package dev.bestcode.runtime;

import dev.bestcode.api.control.AgentTask;
import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.JournalEntry;
import dev.bestcode.api.kernel.KernelState;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.message.Message;

import java.util.List;
import java.util.Optional;

/// Where a run began as a fork, kept with its first thread.
/// @param at the number of the message of that run that the fork does not have
record ForkOrigin(RunId run, long at) {
    /// Holds a dot, so that no listener can have it as its name.
    static final String PART = "system.fork";

    /// Forks of forks looked through for a message; more have been forked by a program.
    private static final int FORKS_MAX = 1_000;

    private static final int ENTRIES_FIRST = 64;

    Bytes toBytes() {
        var json = JsonObject.builder().put("run", run.value()).put("at", at).build();
        return Bytes.of(Json.canonical(json));
    }

    static Optional<ForkOrigin> of(KernelState state, ThreadId thread) {
        return state.handlerState(thread, PART)
                .map(kept -> Json.parseObject(kept.utf8()))
                .map(
                        json ->
                                new ForkOrigin(
                                        new RunId(json.requireString("run")),
                                        json.requireLong("at")));
    }

    /// The number of the last task that a run was given, those of the runs that it was forked from
    /// included.
    static Optional<Long> lastTask(KernelState state, RunId run) {
        var next = new ForkOrigin(run, Long.MAX_VALUE);
        for (int i = 0; i < FORKS_MAX; i++) {
            var thread = state.threads().ofRun(next.run());
            if (thread.isEmpty()) {
                return Optional.empty();
            }
            var task = lastTask(state, thread.get().id(), next.at());
            var origin = of(state, thread.get().id());
            if (task.isPresent() || origin.isEmpty()) {
                return task;
            }
            next = new ForkOrigin(origin.get().run(), Math.min(origin.get().at(), next.at()));
        }
        return Optional.empty();
    }

    private static Optional<Long> lastTask(KernelState state, ThreadId thread, long before) {
        List<JournalEntry> entries;
        int count = ENTRIES_FIRST;
        while (true) {
            entries = state.journal().last(thread, count);
            var found =
                    entries.reversed().stream()
                            .map(JournalEntry::message)
                            .filter(ForkOrigin::isTask)
                            .map(message -> message.id().value())
                            .filter(id -> id < before)
                            .findFirst();
            if (found.isPresent() || entries.size() < count) {
                return found;
            }
            count *= 4;
        }
    }

    private static boolean isTask(Message message) {
        return message.sender().equals(Message.USER)
                && message.kind() == Message.Kind.REQUEST
                && message.tag().equals(AgentTask.TYPE.tag());
    }
}
