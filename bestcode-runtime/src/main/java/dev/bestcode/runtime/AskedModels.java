package dev.bestcode.runtime;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.kernel.KernelOp.MessageDispatched;
import dev.bestcode.api.kernel.LoggedTransaction;
import dev.bestcode.api.llm.RequestRecipe;
import dev.bestcode.api.message.Message;
import dev.bestcode.api.organism.AgentSpec;
import dev.bestcode.api.organism.ListenerSpec;
import dev.bestcode.api.organism.Organism;

import java.util.Iterator;
import java.util.Optional;

/// Compares the models that a run asked with those that an assembly would ask.
/// @param chosen in place of each agent's own
record AskedModels(Organism organism, Optional<String> chosen) {
    /// The first request that went to another model, in words.
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
        var asked = RequestRecipe.from(Json.parseObject(request.payload().utf8())).model();
        return model(request.sender())
                .filter(model -> !model.equals(asked))
                .map(
                        model ->
                                "%s asked model '%s', and would ask '%s' here: choose the model as it was chosen then"
                                        .formatted(request.sender(), asked, model));
    }

    private Optional<String> model(String agent) {
        return chosen.or(
                () ->
                        organism.listeners().stream()
                                .filter(spec -> spec.name().equals(agent))
                                .findFirst()
                                .flatMap(ListenerSpec::agent)
                                .map(AgentSpec::model));
    }
}
