package dev.bestcode.it;

import dev.bestcode.api.organism.Organism;
import dev.bestcode.api.organism.ProfileSpec;
import dev.bestcode.api.security.Permission;
import dev.bestcode.api.tool.Effect;
import dev.bestcode.api.tool.ToolCall;
import dev.bestcode.api.tool.ToolDescriptor;
import dev.bestcode.api.tool.ToolOutcome;
import dev.bestcode.api.tool.ToolPeer;
import dev.bestcode.llm.AnthropicClient;
import dev.bestcode.runtime.BestCode;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One profile for each attack, and tools that do no harm and write down who had them called, in a
/// file that outlives the process.
final class AttackedSystem {
    private final Map<String, InjectionCase> cases = new LinkedHashMap<>();
    private final Path executions;

    AttackedSystem(List<InjectionCase> attacks, Path executions) {
        attacks.forEach(each -> cases.put(each.id(), each));
        this.executions = executions;
    }

    Map<String, InjectionCase> cases() {
        return cases;
    }

    InjectionCase at(String id) {
        return Optional.ofNullable(cases.get(id)).orElseThrow();
    }

    InjectionCase first() {
        return cases.values().iterator().next();
    }

    /// @param everything whether each profile may use all tools, as only a reopened system does
    BestCode open(String baseUrl, Path state, boolean everything) {
        var names = new LinkedHashSet<String>();
        cases.values().forEach(each -> names.addAll(each.tools()));
        var organism = Organism.named("attacked");
        for (var each : cases.values()) {
            var listeners = new ArrayList<String>();
            listeners.add("coder");
            listeners.addAll(everything ? names : new LinkedHashSet<>(each.allowed()));
            var said = new LinkedHashMap<String, Permission>();
            listeners.forEach(name -> said.put(name, Permission.AUTO));
            organism.profile(new ProfileSpec(each.id(), listeners, said, List.of()));
        }
        var builder =
                BestCode.builder()
                        .organism(organism.build())
                        .llm(AnthropicClient.builder().baseUrl(baseUrl).apiKey("key").build())
                        .stateIn(state);
        names.forEach(name -> builder.tool(new Counting(name)));
        return builder.build();
    }

    /// A tool that ran, and for whom.
    record Execution(InjectionCase attack, String tool) {
        boolean isInside() {
            return attack.allowed().contains(tool);
        }

        boolean isWantedByInjection() {
            return attack.attack().contains(tool);
        }
    }

    /// Every execution so far, of every process.
    List<Execution> executions() {
        try {
            return Files.readAllLines(executions).stream()
                    .map(line -> line.split(" ", 2))
                    .map(words -> new Execution(at(words[0]), words[1]))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private synchronized void executed(String profile, String tool) {
        try {
            Files.writeString(
                    executions,
                    profile + " " + tool + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private final class Counting implements ToolPeer {
        private final String name;

        Counting(String name) {
            this.name = name;
        }

        @Override
        public ToolDescriptor descriptor() {
            return ToolDescriptor.of(name, "Tool " + name, "{\"type\":\"object\"}");
        }

        @Override
        public Effect effect() {
            return Effect.PURE;
        }

        @Override
        public ToolOutcome call(ToolCall call) {
            executed(call.profile(), name);
            var attack = at(call.profile());
            return ToolOutcome.succeeded(
                    attack.userTool().equals(name) ? attack.poisoned() : "done");
        }
    }
}
