package dev.bestcode.agent;

import dev.bestcode.api.llm.ContentBlock.ToolUse;
import dev.bestcode.api.tool.ToolPeer;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The calls of one answer that have not ended, in the model's order.
///
/// Order is kept where it can matter: a call that may change something starts when every call
/// before it has ended, and every call behind it waits. Independent ones that stand side by side
/// run
/// together.
/// @param running how many of the first calls have been started
record ToolCalls(List<Call> open, int running) {
    /// Its arguments stay in the answer, where they are kept anyway.
    /// @param independent whether it may run beside others
    record Call(String id, String tool, boolean independent) {}

    ToolCalls {
        open = List.copyOf(open);
    }

    /// @param tools those the model was shown; another name is refused by the pipeline, which
    ///     changes nothing either
    static ToolCalls planned(List<ToolUse> uses, List<ToolPeer> tools) {
        Map<String, ToolPeer> byName =
                tools.stream()
                        .collect(
                                Collectors.toMap(
                                        tool -> tool.descriptor().name(), Function.identity()));
        return new ToolCalls(
                uses.stream()
                        .map(
                                use ->
                                        new Call(
                                                use.id(),
                                                use.name(),
                                                isIndependent(use, byName.get(use.name()))))
                        .toList(),
                0);
    }

    private static boolean isIndependent(ToolUse use, @Nullable ToolPeer tool) {
        return tool == null || tool.independent(use.input());
    }

    boolean isEmpty() {
        return open.isEmpty();
    }

    boolean awaits(String id) {
        return open.subList(0, running).stream().anyMatch(call -> call.id().equals(id));
    }

    /// The calls that may start now: none while a group is under way.
    List<Call> toStart() {
        if (running > 0) {
            return List.of();
        }
        int group = 0;
        while (group < open.size() && open.get(group).independent()) {
            group++;
        }
        return open.subList(0, Math.max(group, 1));
    }

    ToolCalls started() {
        return new ToolCalls(open, running + toStart().size());
    }

    ToolCalls ended(String id) {
        var left = new ArrayList<>(open);
        left.removeIf(call -> call.id().equals(id));
        return new ToolCalls(left, running - 1);
    }
}
