package dev.bestcode.security;

import dev.bestcode.api.organism.HookSpec;
import dev.bestcode.api.organism.ListenerSpec;
import dev.bestcode.api.organism.Organism;
import dev.bestcode.api.organism.ProfileSpec;
import dev.bestcode.api.tool.Effect;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// What an organism's profiles can reach, and what follows from it. It is read off the very tables
/// that are asked at every hop, so that it cannot say anything else than they do.
public final class Audit {
    private final Map<String, ListenerSpec> listeners;
    private final List<AuditedProfile> profiles;

    private Audit(Map<String, ListenerSpec> listeners, List<AuditedProfile> profiles) {
        this.listeners = listeners;
        this.profiles = profiles;
    }

    /// As for a machine of which no wall is known.
    /// @param toolEffects as for [ProfileCompiler#compile]
    /// @throws ProfileProblemsException when the profiles cannot be compiled
    public static Audit of(Organism organism, Map<String, Effect> toolEffects) {
        return of(organism, toolEffects, StandingWalls.NONE);
    }

    /// @param toolEffects as for [ProfileCompiler#compile]
    /// @param walls around what its tools start
    /// @throws ProfileProblemsException when the profiles cannot be compiled
    public static Audit of(
            Organism declared, Map<String, Effect> toolEffects, StandingWalls walls) {
        var organism = declared.withCalled();
        var tables = ProfileCompiler.tables(organism, toolEffects);
        var listeners = new LinkedHashMap<String, ListenerSpec>();
        organism.effectiveListeners().forEach(spec -> listeners.put(spec.name(), spec));
        var callables = ProfileCompiler.callables(organism);
        var policy = new CompiledPolicy(tables, Map.of(), callables);
        var profiles = new ArrayList<AuditedProfile>();
        for (var profile : organism.profiles()) {
            var table = Optional.ofNullable(tables.get(profile.name())).orElseThrow();
            var ways = new AuditWays(policy, callables);
            profiles.add(profile(profile, table, ways, listeners, organism.hooks(), walls));
        }
        return new Audit(listeners, List.copyOf(profiles));
    }

    /// In the order declared.
    public List<AuditedProfile> profiles() {
        return profiles;
    }

    /// The names that a listener can have here.
    public Set<String> listeners() {
        return new TreeSet<>(listeners.keySet());
    }

    /// @throws IllegalArgumentException when there is none of that name
    public AuditedProfile profile(String name) {
        return profiles.stream()
                .filter(profile -> profile.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "there is no profile '%s'; there are: %s"
                                                .formatted(
                                                        name,
                                                        String.join(
                                                                ", ",
                                                                profiles.stream()
                                                                        .map(AuditedProfile::name)
                                                                        .toList()))));
    }

    private static AuditedProfile profile(
            ProfileSpec profile,
            DispatchTable table,
            AuditWays ways,
            Map<String, ListenerSpec> listeners,
            List<HookSpec> hooks,
            StandingWalls walls) {
        var asking = new Asking(false, _ -> walls.contain());
        ways.follow(table);
        var reached = new ArrayList<AuditedProfile.Reached>();
        ways.ways()
                .forEach(
                        (name, way) -> {
                            var spec = Optional.ofNullable(listeners.get(name)).orElseThrow();
                            reached.add(
                                    new AuditedProfile.Reached(
                                            name,
                                            way,
                                            asking.of(
                                                    ways.permission(name),
                                                    Authority.of(spec).startsPrograms(),
                                                    table.commandGrants()),
                                            Authority.of(spec)));
                        });
        var own =
                hooks.stream()
                        .filter(
                                hook ->
                                        !hook.moment().ofTool
                                                || ways.ways().keySet().stream()
                                                        .anyMatch(hook::isAbout))
                        .toList();
        return new AuditedProfile(profile, table, List.copyOf(reached), ways.calls(), own, walls);
    }
}
