package dev.bestcode.api.organism;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One assembled configuration, as declared: what is predeclared is not repeated in it.
/// YAML and the builder make equal records.
/// @param prompts text by name, in order
/// @param embedding where tools are also found by meaning
/// @param hooks programs that are run at moments of each run, in order
public record Organism(
        String name,
        Map<String, String> prompts,
        List<ListenerSpec> listeners,
        List<ProfileSpec> profiles,
        Optional<EmbeddingSpec> embedding,
        List<HookSpec> hooks) {
    public Organism {
        prompts = Collections.unmodifiableMap(new LinkedHashMap<>(prompts));
        listeners = List.copyOf(listeners);
        profiles = List.copyOf(profiles);
        hooks = List.copyOf(hooks);
        if (hooks.size() > HookSpec.HOOKS_MAX) {
            throw new IllegalArgumentException(
                    "there are %d hooks; allowed up to %d"
                            .formatted(hooks.size(), HookSpec.HOOKS_MAX));
        }
    }

    /// An organism without hooks.
    public Organism(
            String name,
            Map<String, String> prompts,
            List<ListenerSpec> listeners,
            List<ProfileSpec> profiles,
            Optional<EmbeddingSpec> embedding) {
        this(name, prompts, listeners, profiles, embedding, List.of());
    }

    public static Builder named(String name) {
        return new Builder(name);
    }

    public Optional<ProfileSpec> profile(String profileName) {
        return profiles.stream().filter(profile -> profile.name().equals(profileName)).findFirst();
    }

    /// The declared listeners, and the predeclared ones that none of them replaces.
    public List<ListenerSpec> effectiveListeners() {
        var all = new LinkedHashMap<String, ListenerSpec>();
        Predeclared.LISTENERS.forEach(listener -> all.put(listener.name(), listener));
        listeners.forEach(listener -> all.put(listener.name(), listener));
        return List.copyOf(all.values());
    }

    /// The declared prompts, and the predeclared ones that none of them replaces.
    public Map<String, String> effectivePrompts() {
        var all = new LinkedHashMap<>(Predeclared.PROMPTS);
        all.putAll(prompts);
        return Collections.unmodifiableMap(all);
    }

    /// This organism with those that its callable listeners name taken into it, as one system runs
    /// them: agents, prompts and profiles of `research` under names such as `research/coder`.
    public Organism withCalled() {
        return CalledOrganisms.takenInto(this);
    }

    /// The same organism with other listeners and profiles.
    public Organism with(List<ListenerSpec> newListeners, List<ProfileSpec> newProfiles) {
        return new Organism(name, prompts, newListeners, newProfiles, embedding, hooks);
    }

    /// Collects the parts in order. Not safe for several threads.
    public static final class Builder {
        private final String name;
        private final Map<String, String> prompts = new LinkedHashMap<>();
        private final List<ListenerSpec> listeners = new ArrayList<>();
        private final List<ProfileSpec> profiles = new ArrayList<>();
        private Optional<EmbeddingSpec> embedding = Optional.empty();
        private final List<HookSpec> hooks = new ArrayList<>();

        private Builder(String name) {
            this.name = name;
        }

        public Builder prompt(String promptName, String text) {
            prompts.put(promptName, text);
            return this;
        }

        public Builder listener(ListenerSpec listener) {
            listeners.add(listener);
            return this;
        }

        public Builder profile(ProfileSpec profile) {
            profiles.add(profile);
            return this;
        }

        /// Have tools found by meaning too.
        public Builder embedding(EmbeddingSpec spec) {
            embedding = Optional.of(spec);
            return this;
        }

        /// Have a program run at a moment of each run.
        public Builder hook(HookSpec spec) {
            hooks.add(spec);
            return this;
        }

        public Organism build() {
            return new Organism(name, prompts, listeners, profiles, embedding, hooks);
        }
    }
}
