package dev.bestcode.acp;

import dev.bestcode.api.control.AgentTask;
import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonException;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.json.JsonString;
import dev.bestcode.api.kernel.JournalEntry;
import dev.bestcode.api.kernel.KernelState;
import dev.bestcode.api.kernel.MessageStatus;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.kernel.ThreadStatus;
import dev.bestcode.api.llm.LlmReply;
import dev.bestcode.api.llm.RequestRecipe;
import dev.bestcode.api.message.Failure;
import dev.bestcode.api.message.Message;
import dev.bestcode.api.tool.ToolOutcome;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What was said in a run and what its calls came to, read back from the journal of its own thread.
/// What retention has dropped is not there.
record History(KernelState state, ToolCalls calls) {
    /// As updates of a session, in order.
    List<JsonObject> of(RunId run) {
        var row = state.threads().ofRun(run);
        if (row.isEmpty()) {
            return List.of();
        }
        var updates = new ArrayList<JsonObject>();
        var entries = state.journal().last(row.get().id(), Bounds.HISTORY_ENTRIES_MAX);
        if (entries.size() == Bounds.HISTORY_ENTRIES_MAX) {
            updates.add(
                    Chunks.agent(
                            "cut",
                            "*What came before is left out; 'bestcode runs show %s' has it.*\n\n"
                                    .formatted(run)));
        }
        entries.forEach(entry -> add(updates, entry));
        if (row.get().status() == ThreadStatus.ACTIVE) {
            updates.add(
                    Chunks.agent(
                            "open",
                            "*This run was interrupted. It goes on where it stood with what you say next.*"));
        }
        return updates;
    }

    private void add(List<JsonObject> updates, JournalEntry entry) {
        if (entry.pruned() || entry.status() == MessageStatus.REFUSED) {
            return;
        }
        try {
            var payload = Json.parseObject(entry.message().payload().utf8());
            switch (entry.message().kind()) {
                case REQUEST -> asked(entry, payload).ifPresent(updates::add);
                case ANSWER, FAILURE -> updates.addAll(answered(entry, payload));
            }
        } catch (JsonException | IllegalArgumentException unreadable) {
            // It fits its schema and no more; the run goes on without it, too.
        }
    }

    private static Optional<JsonObject> asked(JournalEntry entry, JsonObject payload) {
        var message = entry.message();
        boolean task =
                message.sender().equals(Message.USER) && message.tag().equals(AgentTask.TYPE.tag());
        return task
                ? Optional.of(Chunks.user("u" + entry.lsn(), payload.requireString("task")))
                : Optional.empty();
    }

    private List<JsonObject> answered(JournalEntry entry, JsonObject payload) {
        var message = entry.message();
        if (message.tag().equals(LlmReply.TYPE.tag())) {
            var text = LlmReply.from(payload).text();
            return text.isEmpty() ? List.of() : List.of(Chunks.agent("m" + entry.lsn(), text));
        }
        var request = message.answers().flatMap(state.journal()::get);
        if (message.call().isEmpty() || request.isEmpty() || request.get().pruned()) {
            return List.of();
        }
        if (request.get().message().tag().equals(RequestRecipe.TYPE.tag())) {
            return cutOff(entry, payload);
        }
        if (message.kind() == Message.Kind.FAILURE) {
            return call(request.get(), true, payload.requireString("message"));
        }
        if (!message.tag().equals(ToolOutcome.TYPE.tag())) {
            return List.of();
        }
        var outcome = ToolOutcome.from(payload);
        return call(request.get(), outcome.error(), outcome.text());
    }

    /// What a model had said when it was stopped stays said.
    private static List<JsonObject> cutOff(JournalEntry entry, JsonObject failure) {
        var updates = new ArrayList<JsonObject>();
        var shown = failure.object(Failure.SHOWN).orElse(JsonObject.EMPTY);
        for (var text : shown.members().values()) {
            if (text instanceof JsonString(var said)) {
                updates.add(Chunks.agent("m" + entry.lsn(), said));
            }
        }
        return updates;
    }

    private List<JsonObject> call(JournalEntry request, boolean error, String text) {
        var message = request.message();
        var tool = message.listener();
        var arguments = Json.parseObject(message.payload().utf8());
        var id = ToolCalls.id(request.lsn(), message.call());
        return List.of(
                calls.begun(id, ToolKind.title(tool, arguments), tool, arguments),
                calls.ended(id, tool, arguments, error, text));
    }
}
