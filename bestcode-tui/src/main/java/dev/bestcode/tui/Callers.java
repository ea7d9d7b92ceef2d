package dev.bestcode.tui;

import dev.bestcode.api.control.AgentTask;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.message.Message;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/// Where those who call tools are at work. A call is delivered on a thread of its own, and people
/// look for it beside what its caller says; the journal names the caller, but not his thread. Of
/// two agents of one name at once, the one that was heard of last counts. Used by one thread, with
/// messages in the order of the journal.
public final class Callers {
    /// Calls that may still be asked about or fail.
    private static final int CALLS_MAX = 1_000;

    private final Map<String, ThreadId> atWork = new HashMap<>();
    private final Map<ThreadId, ThreadId> callers = new LinkedHashMap<>();

    /// The thread that a message is shown on.
    ThreadId shownOn(Message message) {
        var caller = atWork.get(message.sender());
        if (caller != null && isCall(message) && !caller.equals(message.thread())) {
            callers.put(message.thread(), caller);
            if (callers.size() > CALLS_MAX) {
                callers.remove(callers.keySet().iterator().next());
            }
        }
        if (!message.listener().equals(Message.USER)) {
            atWork.put(message.listener(), message.thread());
        }
        return callers.getOrDefault(message.thread(), message.thread());
    }

    /// An agent that another one asks is seen at work by itself.
    private static boolean isCall(Message message) {
        return message.kind() == Message.Kind.REQUEST
                && !message.call().isEmpty()
                && !message.tag().equals(AgentTask.TYPE.tag());
    }
}
