package dev.bestcode.runtime;

import dev.bestcode.api.control.RunResult;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.organism.HookSpec;
import dev.bestcode.api.organism.HookSpec.Moment;
import dev.bestcode.api.organism.Organism;
import dev.bestcode.api.organism.ProfileSpec;
import dev.bestcode.api.security.CommandGrants;
import dev.bestcode.api.tool.ToolCall;
import dev.bestcode.api.tool.ToolOutcome;
import dev.bestcode.api.tool.ToolPeer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/// The hooks of a system: programs that its organism runs before and after calls, and at the start
/// and the end of runs. They say no or add words; nothing is allowed by them. Safe from any worker.
///
/// Those of calls run inside the call's own delivery, so behind the force that makes it durable,
/// and what they say is part of its answer in the log.
final class Hooks {
    private final Organism organism;
    private final HookRunner runner;
    private final Consumer<String> told;

    /// @param told of what went wrong where no model reads it
    Hooks(Organism organism, HookRunner runner, Consumer<String> told) {
        this.organism = organism;
        this.runner = runner;
        this.told = told;
    }

    /// The tool with the hooks that are about it; where there are none, the tool.
    ToolPeer around(ToolPeer tool) {
        var name = tool.descriptor().name();
        var before = hooks(Moment.BEFORE_TOOL, name);
        var after = hooks(Moment.AFTER_TOOL, name);
        return before.isEmpty() && after.isEmpty()
                ? tool
                : new HookedTool(tool, before, after, this);
    }

    private List<HookSpec> hooks(Moment moment, String tool) {
        return hooks(moment).stream().filter(hook -> hook.isAbout(tool)).toList();
    }

    private List<HookSpec> hooks(Moment moment) {
        return organism.hooks().stream().filter(hook -> hook.moment() == moment).toList();
    }

    boolean hasEnd() {
        return !hooks(Moment.RUN_END).isEmpty();
    }

    HookAnswer ofCall(HookSpec hook, ToolCall call, String tool, Optional<ToolOutcome> outcome)
            throws InterruptedException {
        var about =
                about(hook.moment(), call.profile())
                        .put("run", call.run().value())
                        .put("tool", tool)
                        .put("arguments", call.arguments());
        outcome.ifPresent(
                it ->
                        about.put(
                                "outcome",
                                JsonObject.builder()
                                        .put("error", it.error())
                                        .put("text", it.text())
                                        .build()));
        return runner.run(hook, about.build(), call.profile(), call.rights().commandGrants());
    }

    /// Ask before a run begins.
    /// @return the task's text, with what they add
    /// @throws HookRefusedException when one says no, or cannot be asked
    /// @throws InterruptedException when the caller was stopped
    String start(String profile, String task) throws InterruptedException {
        var added = new ArrayList<String>();
        for (var hook : hooks(Moment.RUN_START)) {
            var about = about(Moment.RUN_START, profile).put("task", task).build();
            switch (runner.run(hook, about, profile, grants(profile))) {
                case HookAnswer.Passed(var words) -> {
                    if (!words.isEmpty()) {
                        added.add("The hook %s adds:\n%s".formatted(name(hook), words));
                    }
                }
                case HookAnswer.Denied(var why) ->
                        throw new HookRefusedException(
                                "the hook %s does not let this run begin: %s"
                                        .formatted(name(hook), why));
                case HookAnswer.Failed(var why) ->
                        throw new HookRefusedException(
                                "the hook %s failed, so this run does not begin: %s; mend it, or take it out of the organism"
                                        .formatted(name(hook), why));
            }
        }
        return added.isEmpty() ? task : task + "\n\n" + String.join("\n\n", added);
    }

    /// Tell that a task of a run has ended.
    /// @throws InterruptedException when the system is closed meanwhile
    void end(String profile, RunResult result) throws InterruptedException {
        for (var hook : hooks(Moment.RUN_END)) {
            var about =
                    about(Moment.RUN_END, profile)
                            .put("run", result.run().value())
                            .put("status", result.status().name().toLowerCase(Locale.ROOT))
                            .put("text", result.text())
                            .build();
            switch (runner.run(hook, about, profile, grants(profile))) {
                case HookAnswer.Passed(var words) -> {
                    if (!words.isEmpty()) {
                        told.accept("the hook %s says: %s".formatted(name(hook), words));
                    }
                }
                case HookAnswer.Denied(var why) ->
                        told.accept("the hook %s says: %s".formatted(name(hook), why));
                case HookAnswer.Failed(var why) ->
                        told.accept("the hook %s failed: %s".formatted(name(hook), why));
            }
        }
    }

    /// How long the hooks of a run's end may take together.
    Duration endMax() {
        return hooks(Moment.RUN_END).stream()
                .map(hook -> Duration.ofSeconds(hook.seconds()))
                .reduce(Duration.ZERO, Duration::plus);
    }

    private CommandGrants grants(String profile) {
        return organism.profile(profile).map(ProfileSpec::commandGrants).orElse(CommandGrants.NONE);
    }

    private static JsonObject.Builder about(Moment moment, String profile) {
        return JsonObject.builder()
                .put("event", moment.name().toLowerCase(Locale.ROOT))
                .put("profile", profile);
    }

    /// What people call it.
    static String name(HookSpec hook) {
        return String.join(" ", hook.command());
    }
}
