package dev.bestcode.agent;

import dev.bestcode.api.llm.ContentBlock.ToolUse;
import dev.bestcode.api.tool.ToolPeer;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/// The calls of one answer that have not ended, in the model's order.
///
/// Order is kept where it can matter: a call that may change something starts when every call
/// before it has ended, and every call behind it waits. Independent ones that stand side by side
/// run together, as many at once as their tools allow.
/// @param running how many of the first calls have been started
record ToolCalls(List<Call> open, int running) {
    /// Its arguments stay in the answer, where they are kept anyway.
    /// @param independent whether it may run beside others
    /// @param atOnceMax calls with such a bound that may be under way, this one included
    record Call(String id, String tool, boolean independent, int atOnceMax) {
        Call(String id, String tool, boolean independent) {
            this(id, tool, independent, UNBOUNDED);
        }

        boolean isBounded() {
            return atOnceMax != UNBOUNDED;
        }
    }

    private static final int UNBOUNDED = Integer.MAX_VALUE;

    ToolCalls {
        open = List.copyOf(open);
    }

    /// @param tools those the model was shown; another name is refused by the pipeline, which
    ///     changes nothing either
    static ToolCalls planned(List<ToolUse> uses, List<ToolPeer> tools) {
        var byName = new HashMap<String, ToolPeer>();
        for (var tool : tools) {
            byName.put(tool.descriptor().name(), tool);
        }
        return new ToolCalls(
                uses.stream().map(use -> planned(use, byName.get(use.name()))).toList(), 0);
    }

    /// What nothing could start is sent all the same, and its refusal read.
    private static Call planned(ToolUse use, @Nullable ToolPeer tool) {
        return tool == null
                ? new Call(use.id(), use.name(), true)
                : new Call(
                        use.id(),
                        use.name(),
                        isIndependent(tool, use),
                        Math.max(1, tool.atOnceMax()));
    }

    /// Nobody has looked at the arguments yet: a tool that cannot read them runs alone, and says so
    /// when it is called.
    private static boolean isIndependent(ToolPeer tool, ToolUse use) {
        try {
            return tool.independent(use.input());
        } catch (RuntimeException unreadable) {
            return false;
        }
    }

    boolean isEmpty() {
        return open.isEmpty();
    }

    List<Call> underWay() {
        return open.subList(0, running);
    }

    /// Those that were not started.
    List<Call> waiting() {
        return open.subList(running, open.size());
    }

    boolean awaits(String id) {
        return underWay().stream().anyMatch(call -> call.id().equals(id));
    }

    /// The calls that may start now: the next of a group of independent ones as soon as there is
    /// room, any other when none is under way.
    List<Call> toStart() {
        int end = running;
        while (end < open.size() && open.get(end).independent() && hasRoom(end)) {
            end++;
        }
        boolean ordered = running == 0 && end == 0;
        return open.subList(running, ordered ? 1 : end);
    }

    /// Whether the call of that number may run beside all before it.
    private boolean hasRoom(int number) {
        long bounded = open.subList(0, number).stream().filter(Call::isBounded).count();
        return open.subList(0, number).stream().allMatch(Call::independent)
                && bounded < open.get(number).atOnceMax();
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
