package dev.bestcode.cli;

import dev.bestcode.api.event.BestCodeEvent.AgentStarted;
import dev.bestcode.api.kernel.ThreadId;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The agents that work for others in a run, so that nobody takes their words for the run's own.
final class SubAgentNames {
    private static final int TASK_WIDTH = 80;
    private static final int WORDS_WIDTH = 100;

    private final Map<ThreadId, String> names = new HashMap<>();

    /// @return a line for a person
    String started(AgentStarted agent) {
        names.put(agent.thread(), agent.listener());
        return "⤷ %s begins: %s"
                .formatted(agent.listener(), Printable.line(agent.task(), TASK_WIDTH));
    }

    void ended(ThreadId thread) {
        names.remove(thread);
    }

    /// The words of one of them in a line; empty when the thread is the run's own.
    Optional<String> said(ThreadId thread, String text) {
        return Optional.ofNullable(names.get(thread))
                .map(name -> "  %s: %s".formatted(name, Printable.line(text, WORDS_WIDTH)));
    }
}
