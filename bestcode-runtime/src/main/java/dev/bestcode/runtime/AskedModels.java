package dev.bestcode.runtime;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.kernel.KernelOp.MessageDispatched;
import dev.bestcode.api.kernel.LoggedTransaction;
import dev.bestcode.api.llm.Effort;
import dev.bestcode.api.llm.RequestRecipe;
import dev.bestcode.api.message.Message;
import dev.bestcode.api.organism.AgentSpec;
import dev.bestcode.api.organism.ListenerSpec;
import dev.bestcode.api.organism.Organism;

import java.util.Iterator;
import java.util.Optional;

/// Compares the models that a run asked, and how hard they were to think, with those that an
/// assembly would ask.
/// @param model in place of each agent's own
/// @param effort in place of each agent's own
record AskedModels(Organism organism, Optional<String> model, Optional<Effort> effort) {
    /// The first request that differs in these, in words.
    Optional<String> difference(Iterator<LoggedTransaction> log) {
        while (log.hasNext()) {
            for (var op : log.next().ops()) {
                if (op instanceof MessageDispatched(var message)
                        && message.tag().equals(RequestRecipe.TYPE.tag())) {
                    var found = difference(message);
                    if (found.isPresent()) {
                        return found;
                    }
                }
            }
        }
        return Optional.empty();
    }

    private Optional<String> difference(Message request) {
        var asked = RequestRecipe.from(Json.parseObject(request.payload().utf8()));
        return agent(request.sender()).flatMap(agent -> difference(request, asked, agent));
    }

    private Optional<String> difference(Message request, RequestRecipe asked, AgentSpec agent) {
        var otherModel = model.orElse(agent.model());
        if (!otherModel.equals(asked.model())) {
            return Optional.of(
                    "%s asked model '%s', and would ask '%s' here: choose the model as it was chosen then"
                            .formatted(request.sender(), asked.model(), otherModel));
        }
        var otherEffort = effort.or(agent::effort);
        return otherEffort.equals(asked.effort())
                ? Optional.empty()
                : Optional.of(
                        "%s asked %s, and would ask %s here: choose the effort as it was chosen then"
                                .formatted(
                                        request.sender(),
                                        words(asked.effort()),
                                        words(otherEffort)));
    }

    private static String words(Optional<Effort> effort) {
        return effort.map(level -> "with effort '" + level.word() + "'")
                .orElse("without an effort");
    }

    private Optional<AgentSpec> agent(String name) {
        return organism.listeners().stream()
                .filter(spec -> spec.name().equals(name))
                .findFirst()
                .flatMap(ListenerSpec::agent);
    }
}
