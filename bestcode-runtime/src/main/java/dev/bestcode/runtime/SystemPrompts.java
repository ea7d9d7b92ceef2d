package dev.bestcode.runtime;

import dev.bestcode.api.organism.AgentSpec;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Composes what an agent is told first: its prompts, joined by blank lines, and where it works.
final class SystemPrompts {
    private final Map<String, String> prompts;
    private final Optional<String> surroundings;

    SystemPrompts(Map<String, String> prompts, Optional<String> surroundings) {
        this.prompts = prompts;
        this.surroundings = surroundings;
    }

    List<String> unknownNames(AgentSpec agent) {
        return names(agent).filter(name -> !prompts.containsKey(name)).toList();
    }

    String compose(AgentSpec agent) {
        var text = names(agent).map(prompts::get).map(String::strip).collect(joining());
        return surroundings.map(where -> text + "\n\n" + where).orElse(text);
    }

    private static Stream<String> names(AgentSpec agent) {
        return Arrays.stream(agent.prompt().split("&")).map(String::strip);
    }

    private static Collector<CharSequence, ?, String> joining() {
        return Collectors.joining("\n\n");
    }
}
