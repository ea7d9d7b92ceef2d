package dev.bestcode.organism;

import dev.bestcode.api.llm.Effort;
import dev.bestcode.api.organism.AgentSpec;
import dev.bestcode.api.organism.BudgetSpec;
import dev.bestcode.api.organism.Predeclared;
import dev.bestcode.api.security.Permission;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Reads the `agent` of a listener.
final class AgentReader {
    private final Scope scope;

    AgentReader(Scope scope) {
        this.scope = scope;
    }

    AgentSpec read(Fields agent, Fields listener) {
        var prompt = agent.text("prompt");
        prompt.ifPresent(names -> usePrompts(agent, names));
        var permissions = permissions(agent.fields("permissions"));
        if (listener.has("peers") && !listener.reported().contains("peers")) {
            checkPeers(agent, listener);
        }
        return new AgentSpec(
                prompt.orElse(Predeclared.CODER),
                agent.text("model").orElse(AgentSpec.MODEL),
                Constants.of(Effort.class, agent.text("effort")),
                agent.whole("max_tokens").orElse(AgentSpec.MAX_TOKENS),
                agent.whole("max_iterations").orElse(AgentSpec.MAX_ITERATIONS),
                permissions,
                budget(agent.fields("budget")));
    }

    private void usePrompts(Fields agent, String names) {
        var at = agent.get("prompt").map(Value::at).orElse(agent.at());
        for (var name : names.split("&", -1)) {
            scope.declared().usePrompt(scope.place(at), name.strip(), "agent");
        }
    }

    private void checkPeers(Fields agent, Fields listener) {
        var named = new ArrayList<Value.Text>();
        agent.fields("permissions")
                .ifPresent(
                        all ->
                                all.byName()
                                        .forEach(
                                                (name, field) ->
                                                        named.add(
                                                                new Value.Text(
                                                                        field.key(), name))));
        scope.among(
                named,
                listener.words("peers"),
                it -> "permission for " + it + ", which is not among its peers");
    }

    static Map<String, Permission> permissions(Optional<Fields> block) {
        var permissions = new LinkedHashMap<String, Permission>();
        block.ifPresent(
                all ->
                        all.byName()
                                .keySet()
                                .forEach(
                                        name ->
                                                Constants.of(Permission.class, all.text(name))
                                                        .ifPresent(
                                                                tier ->
                                                                        permissions.put(
                                                                                name, tier))));
        return permissions;
    }

    static BudgetSpec budget(Optional<Fields> block) {
        return block.map(
                        budget ->
                                new BudgetSpec(
                                        budget.amount("usd"),
                                        budget.whole("minutes"),
                                        budget.wholeLong("tokens")))
                .orElse(BudgetSpec.UNSTATED);
    }
}
