package dev.bestcode.tui;

import dev.bestcode.api.control.AgentTask;
import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonException;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.llm.RequestRecipe;
import dev.bestcode.api.message.Message;
import dev.bestcode.api.message.MessageId;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Where those who call tools are at work, and which models they asked. A call is delivered on a
/// thread of its own, and people look for it beside what its caller says; the journal names the
/// caller, but not his thread. Of two agents of one name at once, the one that was heard of last
/// counts. Used by one thread, with messages in the order of the journal.
public final class Callers {
    /// Calls that may still be asked about or fail.
    private static final int CALLS_MAX = 1_000;

    private final Map<String, ThreadId> atWork = new HashMap<>();
    private final Map<ThreadId, ThreadId> callers = new LinkedHashMap<>();
    private final Map<MessageId, String> asked = new LinkedHashMap<>();

    /// The thread that a message is shown on.
    ThreadId shownOn(Message message) {
        var caller = atWork.get(message.sender());
        if (caller != null && isCall(message) && !caller.equals(message.thread())) {
            keep(callers, message.thread(), caller);
        }
        askedModel(message).ifPresent(model -> keep(asked, message.id(), model));
        if (!message.listener().equals(Message.USER)) {
            atWork.put(message.listener(), message.thread());
        }
        return callers.getOrDefault(message.thread(), message.thread());
    }

    /// The model that the request of an answer named.
    Optional<String> askedFor(Message answer) {
        return answer.answers().flatMap(request -> Optional.ofNullable(asked.get(request)));
    }

    private static <K, V> void keep(Map<K, V> known, K key, V value) {
        known.put(key, value);
        if (known.size() > CALLS_MAX) {
            known.remove(known.keySet().iterator().next());
        }
    }

    private static Optional<String> askedModel(Message message) {
        if (!message.tag().equals(RequestRecipe.TYPE.tag())) {
            return Optional.empty();
        }
        try {
            return Json.parseObject(message.payload().utf8()).string("model");
        } catch (JsonException | IllegalArgumentException droppedOrRefused) {
            return Optional.empty();
        }
    }

    /// An agent that another one asks is seen at work by itself.
    private static boolean isCall(Message message) {
        return message.kind() == Message.Kind.REQUEST
                && !message.call().isEmpty()
                && !message.tag().equals(AgentTask.TYPE.tag());
    }
}
