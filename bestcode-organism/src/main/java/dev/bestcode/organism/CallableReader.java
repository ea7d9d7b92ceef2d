package dev.bestcode.organism;

import dev.bestcode.api.organism.CallableSpec;
import dev.bestcode.api.organism.CallableSpec.Parameter;
import dev.bestcode.api.organism.ListenerSpec;
import dev.bestcode.api.organism.Organism;
import dev.bestcode.api.organism.Predeclared;
import dev.bestcode.api.organism.ProfileSpec;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Reads the `callable` of a listener, and the organism that it names.
final class CallableReader {
    private final Scope scope;

    CallableReader(Scope scope) {
        this.scope = scope;
    }

    /// @return empty when something in it was reported
    Optional<CallableSpec> read(Fields callable) {
        var standard = CallableSpec.taking("", "");
        boolean named = callable.has("parameters");
        var parameters = named ? parameters(callable) : standard.parameters();
        var required =
                named || callable.has("required")
                        ? callable.words("required")
                        : standard.required();
        boolean complete = !callable.reported().contains("parameters");
        if (complete) {
            scope.among(
                    callable.texts("required"),
                    parameters.keySet(),
                    it -> "required names " + it + ", which is no parameter");
        }
        var organism = callable.text("organism").flatMap(name -> organism(callable, name));
        boolean lacksOrganism = callable.has("organism") && organism.isEmpty();
        var profile = callable.text("profile");
        var agent = callable.text("agent").orElse(Predeclared.CODER);
        if (!lacksOrganism) {
            scope.declared().last(() -> check(callable, organism, agent));
        }
        var check = callable.text("check");
        if (complete && check.isPresent() && !isText(parameters, check.get())) {
            scope.report(
                    callable.get("check").map(Value::at).orElse(callable.at()),
                    "check names %s, which is no parameter of type string"
                            .formatted(Shown.quoted(check.get())));
            return Optional.empty();
        }
        if (profile.isEmpty()
                || lacksOrganism
                || !complete
                || !parameters.keySet().containsAll(required)) {
            return Optional.empty();
        }
        return Optional.of(
                new CallableSpec(
                        parameters,
                        required,
                        callable.words("requires"),
                        organism,
                        profile.get(),
                        agent,
                        callable.whole("depth").orElse(CallableSpec.DEPTH),
                        callable.whole("concurrency").orElse(CallableSpec.CONCURRENCY),
                        AgentReader.budget(callable.fields("budget")),
                        check));
    }

    private static boolean isText(Map<String, Parameter> parameters, String name) {
        return Optional.ofNullable(parameters.get(name))
                .filter(it -> it.type() == CallableSpec.Type.STRING)
                .isPresent();
    }

    private Map<String, Parameter> parameters(Fields callable) {
        var parameters = new LinkedHashMap<String, Parameter>();
        callable.fields("parameters")
                .ifPresent(
                        all ->
                                all.byName()
                                        .keySet()
                                        .forEach(
                                                name ->
                                                        all.fields(name)
                                                                .flatMap(this::parameter)
                                                                .ifPresent(
                                                                        it ->
                                                                                parameters.put(
                                                                                        name,
                                                                                        it))));
        return parameters;
    }

    private Optional<Parameter> parameter(Fields block) {
        var type = Constants.of(CallableSpec.Type.class, block.text("type"));
        var description = block.text("description");
        var values = block.words("enum");
        if (type.isPresent() && type.get() != CallableSpec.Type.STRING && !values.isEmpty()) {
            scope.report(
                    block.key("enum").orElse(block.at()),
                    "enum is for a parameter of type string, got " + Words.word(type.get()));
            return Optional.empty();
        }
        return type.isPresent() && description.isPresent()
                ? Optional.of(new Parameter(type.get(), description.get(), values))
                : Optional.empty();
    }

    private Optional<Organism> organism(Fields callable, String name) {
        try {
            return scope.session()
                    .read(
                            scope.source().directory(),
                            name,
                            source -> new OrganismReader(scope.session()).read(source));
        } catch (RefusedFile refused) {
            scope.report(
                    callable.get("organism").map(Value::at).orElse(callable.at()),
                    "organism %s %s".formatted(Shown.quoted(name), refused.reason()));
            return Optional.empty();
        }
    }

    /// The profile, the agent and what is required are those of the organism that is called.
    private void check(Fields callable, Optional<Organism> organism, String agent) {
        var profiles = organism.map(Organism::profiles).orElse(scope.declared().profiles());
        var names = profiles.stream().map(ProfileSpec::name).toList();
        scope.among(
                profileName(callable),
                names,
                it ->
                        "callable names profile "
                                + it
                                + ", which the organism that is called does not have");
        var profile =
                profiles.stream()
                        .filter(it -> callable.text("profile").equals(Optional.of(it.name())))
                        .findFirst();
        profile.ifPresent(it -> check(callable, it, organism, agent));
    }

    private static List<Value.Text> profileName(Fields callable) {
        return callable.get("profile").stream()
                .flatMap(value -> value instanceof Value.Text text ? Stream.of(text) : Stream.of())
                .toList();
    }

    private void check(
            Fields callable, ProfileSpec profile, Optional<Organism> organism, String agent) {
        scope.among(
                callable.texts("requires"),
                profile.listeners(),
                it ->
                        "requires names %s, which profile %s lacks"
                                .formatted(it, Shown.quoted(profile.name())));
        var agents = agents(profile.listeners(), organism);
        if (!agents.contains(agent)) {
            scope.source()
                    .problems()
                    .add(
                            callable.get("agent").map(Value::at).orElse(callable.at()),
                            "callable has the agent %s, which profile %s lacks"
                                    .formatted(Shown.quoted(agent), Shown.quoted(profile.name())),
                            agent,
                            agents);
        }
    }

    private List<String> agents(Collection<String> listeners, Optional<Organism> organism) {
        return listeners.stream()
                .filter(name -> listener(name, organism).flatMap(ListenerSpec::agent).isPresent())
                .toList();
    }

    private Optional<ListenerSpec> listener(String name, Optional<Organism> organism) {
        return organism.isEmpty()
                ? scope.declared().listener(name)
                : organism.get().effectiveListeners().stream()
                        .filter(it -> it.name().equals(name))
                        .findFirst();
    }
}
