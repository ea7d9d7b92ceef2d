package dev.bestcode.api.organism;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An organism that others call as a tool. Its rights are its profile's, cut down to its caller's.
/// @param parameters of a call by name, in order
/// @param required names of parameters that every call has
/// @param requires listeners that it cannot work without: a call is refused where it lacks one
/// @param organism the one that is called; absent is the one that this stands in
/// @param profile of the called organism
/// @param agent of the called organism that takes the call
/// @param depth calls inside one another, this one included; 0 allows none
/// @param concurrency calls of one caller at once; 0 allows none
/// @param budget of one call, out of its caller's
/// @param check the parameter that holds a command which has to succeed once the agent has
/// answered; absent or without a value nothing is checked
public record CallableSpec(
        Map<String, Parameter> parameters,
        List<String> required,
        List<String> requires,
        Optional<Organism> organism,
        String profile,
        String agent,
        int depth,
        int concurrency,
        BudgetSpec budget,
        Optional<String> check) {
    /// Depth where nothing else is said.
    public static final int DEPTH = 4;

    /// What a thread's depth leaves room for.
    public static final int DEPTH_MAX = 64;

    /// Calls at once where nothing else is said.
    public static final int CONCURRENCY = 5;

    /// As many as handlers are in flight.
    public static final int CONCURRENCY_MAX = 64;

    public CallableSpec {
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
        required = List.copyOf(required);
        requires = List.copyOf(requires);
        for (var name : required) {
            if (!parameters.containsKey(name)) {
                throw new IllegalArgumentException(
                        "required names '%s', which is no parameter; allowed: %s"
                                .formatted(name, parameters.keySet()));
            }
        }
        if (!check.map(parameters::get).map(it -> it.type() == Type.STRING).orElse(true)
                || !parameters.keySet().containsAll(check.stream().toList())) {
            throw new IllegalArgumentException(
                    "check names '%s', which is no parameter of type string; allowed: %s"
                            .formatted(check.orElseThrow(), parameters.keySet()));
        }
        checkRange("depth", depth, DEPTH_MAX);
        checkRange("concurrency", concurrency, CONCURRENCY_MAX);
    }

    /// One that checks nothing.
    public CallableSpec(
            Map<String, Parameter> parameters,
            List<String> required,
            List<String> requires,
            Optional<Organism> organism,
            String profile,
            String agent,
            int depth,
            int concurrency,
            BudgetSpec budget) {
        this(
                parameters,
                required,
                requires,
                organism,
                profile,
                agent,
                depth,
                concurrency,
                budget,
                Optional.empty());
    }

    public CallableSpec withCheck(String parameter) {
        return with(organism, profile, agent, Optional.of(parameter));
    }

    /// The same call to an agent of the organism that it stands in.
    CallableSpec calling(String ownProfile, String ownAgent) {
        return with(Optional.empty(), ownProfile, ownAgent, check);
    }

    private CallableSpec with(
            Optional<Organism> newOrganism,
            String newProfile,
            String newAgent,
            Optional<String> newCheck) {
        return new CallableSpec(
                parameters,
                required,
                requires,
                newOrganism,
                newProfile,
                newAgent,
                depth,
                concurrency,
                budget,
                newCheck);
    }

    /// One that takes a text named `task`, with the default limits.
    public static CallableSpec taking(String profile, String agent) {
        var task = new Parameter(Type.STRING, "What to do", List.of());
        return new CallableSpec(
                Map.of("task", task),
                List.of("task"),
                List.of(),
                Optional.empty(),
                profile,
                agent,
                DEPTH,
                CONCURRENCY,
                BudgetSpec.UNSTATED);
    }

    private static void checkRange(String key, int value, int max) {
        if (value < 0 || value > max) {
            throw new IllegalArgumentException(
                    "%s is %d; allowed from 0 to %d".formatted(key, value, max));
        }
    }

    /// @param values the only ones allowed, for a text; none allows every one
    public record Parameter(Type type, String description, List<String> values) {
        public Parameter {
            values = List.copyOf(values);
            if (!values.isEmpty() && type != Type.STRING) {
                throw new IllegalArgumentException(
                        "enum is for a parameter of type string; got " + type);
            }
        }
    }

    /// As JSON Schema has them.
    public enum Type {
        STRING,
        INTEGER,
        NUMBER,
        BOOLEAN
    }
}
