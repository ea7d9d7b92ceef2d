package dev.bestcode.cli;

import dev.bestcode.api.control.RunStatus;
import dev.bestcode.api.control.Task;
import dev.bestcode.api.control.TaskBudget;
import dev.bestcode.api.event.BestCodeEvent;
import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonNumber;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.message.Progress;
import dev.bestcode.api.tool.Effect;
import dev.bestcode.api.tool.ToolDescriptor;
import dev.bestcode.api.tool.ToolOutcome;
import dev.bestcode.mcp.McpOffers;
import dev.bestcode.organism.OrganismFile;
import dev.bestcode.runtime.BestCode;
import dev.bestcode.runtime.SystemTools;
import dev.bestcode.tools.NativeTools;
import dev.bestcode.tools.Workspace;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The tools of a profile as another program calls them, and `run-task`: each through the door that
/// the user's own calls and tasks come in by.
record ServedTools(BestCode os, String profile, List<Tool> tools, ClientApprover approver)
        implements McpOffers {
    private static final String RUN_TASK = "run-task";

    private static final Tool RUN =
            new Tool(
                    ToolDescriptor.of(
                            RUN_TASK,
                            "Gives an agent of BestCode a whole task in this workspace, and answers what came of it and the id of its run. It may take long.",
                            """
                            {"type":"object","required":["task"],"additionalProperties":false,"properties":{
                              "task":{"type":"string","minLength":1,"description":"What is to be done."},
                              "max_iterations":{"type":"integer","minimum":0,"description":"Model calls allowed."},
                              "budget_usd":{"type":"number","minimum":0,"description":"What it may cost."},
                              "budget_tokens":{"type":"integer","minimum":0,"description":"Tokens that it may use."},
                              "timeout_seconds":{"type":"integer","minimum":0,"description":"How long it may work."}}}
                            """),
                    false);

    ServedTools {
        tools = List.copyOf(tools);
    }

    /// Native tools and components that the profile holds; what other servers bring is theirs to
    /// offer.
    /// @param runs whether whole runs are offered too
    static List<Tool> listed(RightsOptions system, boolean runs) throws IOException {
        var organism = system.held().map(OrganismFile::organism).orElseThrow();
        var workspace = system.state.workspace;
        var effects = ProjectOrganism.effects(workspace, organism);
        var all =
                SystemTools.of(
                        organism,
                        NativeTools.in(Workspace.at(workspace)),
                        ComponentTools.of(organism, System.getenv()));
        var reachable = all.reachable(system.profile);
        var tools = new ArrayList<Tool>();
        all.descriptors().stream()
                .filter(tool -> reachable.contains(tool.name()))
                .forEach(tool -> tools.add(new Tool(tool, isPure(effects, tool.name()))));
        if (runs) {
            tools.add(RUN);
        }
        return tools;
    }

    private static boolean isPure(Map<String, Effect> effects, String name) {
        return Optional.ofNullable(effects.get(name)).equals(Optional.of(Effect.PURE));
    }

    @Override
    public ToolOutcome call(String tool, JsonObject arguments, Client client)
            throws InterruptedException {
        approver.called(client);
        return tool.equals(RUN_TASK)
                ? run(arguments, client)
                : os.call(profile, tool, arguments, said -> tell(said, client)).outcome();
    }

    /// What a tool prints meanwhile.
    private static void tell(Progress said, Client client) {
        if (said instanceof Progress.Output(var text) && !text.isBlank()) {
            client.progress(text.strip());
        }
    }

    private ToolOutcome run(JsonObject arguments, Client client) throws InterruptedException {
        Task task;
        try {
            task = task(arguments);
        } catch (IllegalArgumentException | ArithmeticException e) {
            return ToolOutcome.failed("the task was not begun: " + e.getMessage());
        }
        var run = os.submit(task);
        try (var _ = os.watch(event -> tell(event, run.id(), client))) {
            var result = run.await();
            var words =
                    "%s%n%nrun %s: %s after %d turns"
                            .formatted(
                                    result.text(),
                                    run.id(),
                                    result.status().name().toLowerCase(Locale.ROOT),
                                    result.turns());
            return result.status() == RunStatus.DONE
                    ? ToolOutcome.succeeded(words)
                    : ToolOutcome.failed(words);
        } catch (InterruptedException e) {
            run.stop();
            throw e;
        }
    }

    private static void tell(BestCodeEvent event, RunId run, Client client) {
        if (event instanceof BestCodeEvent.ToolCalled called && called.run().equals(run)) {
            client.progress(called.tool());
        }
    }

    private Task task(JsonObject arguments) {
        var task = Task.of(profile, arguments.requireString("task"));
        var budget = TaskBudget.UNSTATED;
        var usd = number(arguments, "budget_usd");
        if (usd.isPresent()) {
            budget = budget.withMicroUsd(usd.get().movePointRight(6).longValueExact());
        }
        if (arguments.get("budget_tokens").isPresent()) {
            budget = budget.withTokens(arguments.requireLong("budget_tokens"));
        }
        if (arguments.get("timeout_seconds").isPresent()) {
            budget = budget.withTime(Duration.ofSeconds(arguments.requireLong("timeout_seconds")));
        }
        var bounded = task.withBudget(budget);
        return arguments.get("max_iterations").isPresent()
                ? bounded.withMaxIterations(
                        Math.toIntExact(arguments.requireLong("max_iterations")))
                : bounded;
    }

    private static Optional<BigDecimal> number(JsonObject arguments, String name) {
        return arguments
                .get(name)
                .map(
                        value -> {
                            if (value instanceof JsonNumber) {
                                return new BigDecimal(Json.text(value));
                            }
                            throw new IllegalArgumentException(name + " must be a number");
                        });
    }
}
