package dev.bestcode.api.organism;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// Takes the organisms that callable listeners name into the one that they stand in, so that one
/// kernel runs all of them. Their agents, prompts and profiles get the callable's name before their
/// own, with a slash, which no declared name has.
///
/// Of the tools that such an organism lists, those stay that the caller's has under the same name;
/// any other the caller could not call itself, so the call could not reach it either.
final class CalledOrganisms {
    private final Organism caller;
    private final Map<String, String> prompts;
    private final List<ListenerSpec> listeners = new ArrayList<>();
    private final List<ListenerSpec> agents = new ArrayList<>();
    private final List<ProfileSpec> profiles;

    private CalledOrganisms(Organism caller) {
        this.caller = caller;
        this.prompts = new LinkedHashMap<>(caller.prompts());
        this.profiles = new ArrayList<>(caller.profiles());
    }

    static Organism takenInto(Organism caller) {
        if (caller.listeners().stream().noneMatch(CalledOrganisms::callsAnother)) {
            return caller;
        }
        var into = new CalledOrganisms(caller);
        caller.listeners().forEach(into::add);
        into.listeners.addAll(into.agents);
        return new Organism(
                caller.name(),
                into.prompts,
                into.listeners,
                into.profiles,
                caller.embedding(),
                caller.hooks());
    }

    private static boolean callsAnother(ListenerSpec listener) {
        return listener.callable().flatMap(CallableSpec::organism).isPresent();
    }

    private void add(ListenerSpec listener) {
        var called = listener.callable().flatMap(CallableSpec::organism);
        if (called.isEmpty()) {
            listeners.add(listener);
            return;
        }
        var spec = listener.callable().orElseThrow();
        var own =
                spec.calling(
                        named(listener.name(), spec.profile()),
                        named(listener.name(), spec.agent()));
        listeners.add(listener.withCallable(own));
        called.get()
                .profile(spec.profile())
                .ifPresent(profile -> new Called(listener.name(), called.get()).add(profile));
    }

    private static String named(String callable, String name) {
        return callable + "/" + name;
    }

    /// One organism that is called.
    private final class Called {
        private final String callable;
        private final Map<String, ListenerSpec> theirs = new LinkedHashMap<>();
        private final Map<String, ListenerSpec> ours = new LinkedHashMap<>();
        private final Organism organism;

        Called(String callable, Organism organism) {
            this.callable = callable;
            this.organism = organism;
            organism.effectiveListeners().forEach(spec -> theirs.put(spec.name(), spec));
            caller.effectiveListeners().forEach(spec -> ours.put(spec.name(), spec));
        }

        void add(ProfileSpec profile) {
            var listed = new LinkedHashSet<String>();
            for (var name : profile.listeners()) {
                if (isAgent(name)) {
                    listed.add(named(callable, name));
                    agents.add(agent(name));
                } else if (isShared(name)) {
                    listed.add(name);
                }
            }
            organism.effectivePrompts()
                    .forEach((name, text) -> prompts.put(named(callable, name), text));
            profiles.add(profile(profile, listed));
        }

        private boolean isAgent(String name) {
            return Optional.ofNullable(theirs.get(name)).flatMap(ListenerSpec::agent).isPresent();
        }

        /// A native tool is the same whoever declares it; anything else is when all is said alike.
        private boolean isShared(String name) {
            var their = Optional.ofNullable(theirs.get(name));
            var our = Optional.ofNullable(ours.get(name));
            return their.isPresent()
                    && our.isPresent()
                    && ((isNative(their.get()) && isNative(our.get())) || their.equals(our));
        }

        private static boolean isNative(ListenerSpec spec) {
            return spec.handler().equals(HandlerNames.TOOL)
                    && Predeclared.listener(spec.name()).isPresent();
        }

        private ListenerSpec agent(String name) {
            var spec = Optional.ofNullable(theirs.get(name)).orElseThrow();
            var thinks = spec.agent().orElseThrow();
            var renamed =
                    new ListenerSpec(
                            named(callable, name),
                            spec.payloadClass(),
                            spec.handler(),
                            spec.description(),
                            Optional.of(
                                    new AgentSpec(
                                            prompt(thinks.prompt()),
                                            thinks.model(),
                                            thinks.effort(),
                                            thinks.maxTokens(),
                                            thinks.maxIterations(),
                                            kept(thinks.permissions(), this::isShared),
                                            thinks.budget())),
                            spec.peers().stream().filter(this::isShared).toList());
            return spec.librarian() ? renamed.withLibrarian() : renamed;
        }

        private String prompt(String names) {
            return List.of(names.split("&")).stream()
                    .map(name -> named(callable, name.strip()))
                    .collect(Collectors.joining(" & "));
        }

        private ProfileSpec profile(ProfileSpec profile, Set<String> listed) {
            return new ProfileSpec(
                    named(callable, profile.name()),
                    List.copyOf(listed),
                    kept(profile.permissions(), listed::contains),
                    profile.commands(),
                    profile.retention(),
                    profile.pins(),
                    profile.network().stream()
                            .filter(name -> listed.contains(name) && isSaidAlike(name))
                            .toList(),
                    profile.linuxUser(),
                    profile.sandbox(),
                    profile.budget());
        }

        /// Ports of our listener are not what their profile has opened.
        private boolean isSaidAlike(String name) {
            return Optional.ofNullable(theirs.get(name))
                    .equals(Optional.ofNullable(ours.get(name)));
        }

        private static <T> Map<String, T> kept(Map<String, T> byName, Predicate<String> which) {
            var kept = new LinkedHashMap<String, T>();
            byName.forEach(
                    (name, value) -> {
                        if (which.test(name)) {
                            kept.put(name, value);
                        }
                    });
            return kept;
        }
    }
}
