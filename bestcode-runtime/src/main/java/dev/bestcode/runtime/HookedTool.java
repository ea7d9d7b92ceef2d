package dev.bestcode.runtime;

import dev.bestcode.api.llm.ContentBlock;
import dev.bestcode.api.message.Source;
import dev.bestcode.api.organism.HookSpec;
import dev.bestcode.api.tool.ForwardingToolPeer;
import dev.bestcode.api.tool.ToolCall;
import dev.bestcode.api.tool.ToolOutcome;
import dev.bestcode.api.tool.ToolPeer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A tool whose calls hooks are asked about. A call is not made where one says no or cannot be
/// asked. Hooks may do anything, so a call with them is never made again after a kill, whatever the
/// tool alone would allow.
final class HookedTool extends ForwardingToolPeer {
    private final List<HookSpec> before;
    private final List<HookSpec> after;
    private final Hooks hooks;

    HookedTool(ToolPeer tool, List<HookSpec> before, List<HookSpec> after, Hooks hooks) {
        super(tool);
        this.before = before;
        this.after = after;
        this.hooks = hooks;
    }

    @Override
    public boolean mayBeMadeAgain() {
        return false;
    }

    @Override
    public Duration timeLimit() {
        return Stream.concat(before.stream(), after.stream())
                .map(hook -> Duration.ofSeconds(hook.seconds()))
                .reduce(super.timeLimit(), Duration::plus);
    }

    @Override
    public ToolOutcome call(ToolCall call) throws InterruptedException {
        var name = descriptor().name();
        var added = new ArrayList<String>();
        for (var hook : before) {
            switch (hooks.ofCall(hook, call, name, Optional.empty())) {
                case HookAnswer.Passed(var words) -> add(call, hook, words, added);
                case HookAnswer.Denied(var why) -> {
                    return refused(call, hook, "%s was not called: the hook %s says no", why);
                }
                case HookAnswer.Failed(var why) -> {
                    return refused(call, hook, "%s was not called: the hook %s failed", why);
                }
            }
        }
        return looked(call, super.call(call), added);
    }

    private ToolOutcome refused(ToolCall call, HookSpec hook, String words, String why) {
        call.reads().accept(source(hook));
        return ToolOutcome.failed(
                (words + "; do without it, or end and say what needs it. It says: %s")
                        .formatted(descriptor().name(), Hooks.name(hook), why));
    }

    /// What was done stays done: a no makes it a failure that the model reads.
    private ToolOutcome looked(ToolCall call, ToolOutcome outcome, List<String> added)
            throws InterruptedException {
        boolean error = outcome.error();
        for (var hook : after) {
            switch (hooks.ofCall(hook, call, descriptor().name(), Optional.of(outcome))) {
                case HookAnswer.Passed(var words) -> add(call, hook, words, added);
                case HookAnswer.Denied(var why) -> {
                    error = true;
                    add(call, hook, "this is not as it should be: " + why, added);
                }
                case HookAnswer.Failed(var why) ->
                        add(call, hook, "it failed, so nobody looked at this: " + why, added);
            }
        }
        if (added.isEmpty()) {
            return outcome;
        }
        var content = new ArrayList<>(outcome.content());
        added.forEach(words -> content.add(new ContentBlock.Text(words)));
        return new ToolOutcome(error, content, outcome.scratch());
    }

    private static void add(ToolCall call, HookSpec hook, String words, List<String> added) {
        if (!words.isEmpty()) {
            call.reads().accept(source(hook));
            added.add("[the hook %s] %s".formatted(Hooks.name(hook), words));
        }
    }

    /// Its program: a place, so that a replay takes it from the log as it takes a tool's.
    private static Source source(HookSpec hook) {
        return Source.file(hook.command().getFirst());
    }
}
