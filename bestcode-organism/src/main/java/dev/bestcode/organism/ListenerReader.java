package dev.bestcode.organism;

import dev.bestcode.api.message.Message;
import dev.bestcode.api.organism.AgentSpec;
import dev.bestcode.api.organism.HandlerNames;
import dev.bestcode.api.organism.ListenerSpec;
import dev.bestcode.api.tool.ToolDescriptor;

import org.yaml.snakeyaml.nodes.Node;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads one element of `listeners`.
final class ListenerReader {
    /// Dotted names; the last one is the payload's tag and has the tag's grammar.
    private static final Pattern PAYLOAD_CLASS =
            Pattern.compile("([A-Za-z][A-Za-z0-9_]*\\.)*[A-Za-z][A-Za-z0-9_]{0,127}");

    /// Senders that the pipeline stamps itself; a listener of that name could pose as them.
    private static final Set<String> RESERVED_NAMES = Set.of(Message.USER, Message.SYSTEM);

    private final Problems problems;
    private final References references;
    private final Values values;

    ListenerReader(Problems problems, References references) {
        this.problems = problems;
        this.references = references;
        this.values = new Values(problems);
    }

    /// @return empty when something in it was reported
    Optional<ListenerSpec> read(Node node) {
        return Section.open(node, "a listener", Vocabulary.LISTENER_KEYS, problems)
                .flatMap(this::read);
    }

    private Optional<ListenerSpec> read(Section section) {
        var name = section.required("name").flatMap(this::name);
        var payloadClass = section.required("payload_class").flatMap(this::payloadClass);
        var handler = section.required("handler").flatMap(this::handler);
        var description = section.required("description").flatMap(values::text);
        var agent = agent(section, handler);
        var peers = section.optional("peers").map(this::peers).orElse(List.of());
        if (name.isEmpty()
                || payloadClass.isEmpty()
                || handler.isEmpty()
                || description.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new ListenerSpec(
                        name.get(),
                        payloadClass.get(),
                        handler.get(),
                        description.get(),
                        agent,
                        peers));
    }

    private Optional<String> name(Node node) {
        var name = values.text(node);
        name.ifPresent(text -> checkName(node, text));
        return name;
    }

    private void checkName(Node node, String name) {
        if (!ToolDescriptor.isName(name)) {
            problems.add(
                    node,
                    "listener name is %s; allowed: a letter, then up to 63 of a-z 0-9 - _"
                            .formatted(Shown.quoted(name)));
        } else if (RESERVED_NAMES.contains(name)) {
            problems.add(node, "listener name '" + name + "' is reserved; choose another");
        }
        if (!references.declareListener(name)) {
            problems.add(node, "duplicate listener " + Shown.quoted(name));
        }
    }

    private Optional<String> payloadClass(Node node) {
        var payloadClass = values.text(node);
        if (payloadClass.isPresent() && !PAYLOAD_CLASS.matcher(payloadClass.get()).matches()) {
            problems.add(
                    node,
                    "payload_class is %s; allowed: names of A-Z a-z 0-9 _ joined by dots"
                            .formatted(Shown.quoted(payloadClass.get())));
        }
        return payloadClass;
    }

    private Optional<String> handler(Node node) {
        var handler = values.text(node);
        handler.filter(name -> !Vocabulary.HANDLERS.contains(name))
                .ifPresent(name -> refuseHandler(node, name));
        return handler;
    }

    private void refuseHandler(Node node, String name) {
        if (Vocabulary.UNSUPPORTED_HANDLERS.contains(name)) {
            problems.add(node, "handler '" + name + "' is not supported yet by this version");
        } else {
            var allowed = String.join(", ", Vocabulary.HANDLERS);
            problems.add(
                    node,
                    "unknown handler %s; allowed: %s".formatted(Shown.quoted(name), allowed),
                    name,
                    Vocabulary.HANDLERS);
        }
    }

    private Optional<AgentSpec> agent(Section listener, Optional<String> handler) {
        boolean isAgent = handler.equals(Optional.of(HandlerNames.AGENT));
        var node = isAgent ? listener.required("agent") : listener.optional("agent");
        if (node.isPresent() && handler.isPresent() && !isAgent) {
            problems.add(
                    node.get(),
                    "an agent block needs 'handler: %s', got %s"
                            .formatted(HandlerNames.AGENT, Shown.quoted(handler.get())));
        }
        return node.flatMap(n -> Section.open(n, "agent", Vocabulary.AGENT_KEYS, problems))
                .flatMap(this::agent);
    }

    private Optional<AgentSpec> agent(Section agent) {
        var prompt = agent.required("prompt").flatMap(this::prompt);
        var model = agent.optional("model").flatMap(values::text);
        var maxTokens = integer(agent, "max_tokens", 1);
        var maxIterations = integer(agent, "max_iterations", 0);
        return prompt.map(
                names ->
                        new AgentSpec(
                                names,
                                model.orElse(AgentSpec.MODEL),
                                maxTokens.orElse(AgentSpec.MAX_TOKENS),
                                maxIterations.orElse(AgentSpec.MAX_ITERATIONS)));
    }

    /// Names of prompts, joined by `&`.
    private Optional<String> prompt(Node node) {
        var names = values.text(node);
        names.ifPresent(
                text -> {
                    for (var name : text.split("&", -1)) {
                        references.usePrompt(node, name.strip(), "agent");
                    }
                });
        return names;
    }

    private OptionalInt integer(Section agent, String key, int min) {
        var node = agent.optional(key);
        return node.isPresent() ? values.integer(key, node.get(), min) : OptionalInt.empty();
    }

    private List<String> peers(Node node) {
        var peers = values.texts(node);
        peers.forEach((name, at) -> references.useListener(at, name, "peers"));
        return List.copyOf(peers.keySet());
    }
}
