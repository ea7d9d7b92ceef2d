package dev.bestcode.security;

import dev.bestcode.api.json.JsonArray;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.organism.Organism;
import dev.bestcode.api.security.Permission;
import dev.bestcode.api.tool.Effect;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// What one organism allows and the other does not. Empty both ways exactly when every request
/// comes to the same: it runs, it is asked for, or it is refused; and when the grants are the same.
/// @param gained a line each, in order
/// @param lost a line each, in order
public record AuditDiff(List<String> gained, List<String> lost) {
    public AuditDiff {
        gained = List.copyOf(gained);
        lost = List.copyOf(lost);
    }

    /// @throws ProfileProblemsException when the profiles of one cannot be compiled
    public static AuditDiff of(Organism before, Organism after, Map<String, Effect> toolEffects) {
        return of(
                ProfileCompiler.tables(before, toolEffects),
                ProfileCompiler.tables(after, toolEffects));
    }

    /// Of two profiles, under the second one's name.
    /// @throws ProfileProblemsException when the profiles of one organism cannot be compiled
    public static AuditDiff ofProfiles(
            Organism before,
            String profileBefore,
            Organism after,
            String profileAfter,
            Map<String, Effect> toolEffects) {
        return of(
                profileAfter,
                table(ProfileCompiler.tables(before, toolEffects), profileBefore),
                table(ProfileCompiler.tables(after, toolEffects), profileAfter));
    }

    /// Of two tables under one name.
    static AuditDiff of(String profile, DispatchTable before, DispatchTable after) {
        return of(Map.of(profile, before), Map.of(profile, after));
    }

    private static DispatchTable table(Map<String, DispatchTable> tables, String profile) {
        return Optional.ofNullable(tables.get(profile))
                .orElseThrow(() -> new IllegalArgumentException("there is no profile " + profile));
    }

    private static AuditDiff of(
            Map<String, DispatchTable> before, Map<String, DispatchTable> after) {
        var gained = new TreeSet<String>();
        var lost = new TreeSet<String>();
        var names = new LinkedHashSet<>(before.keySet());
        names.addAll(after.keySet());
        for (var name : names) {
            var old = Optional.ofNullable(before.get(name));
            var fresh = Optional.ofNullable(after.get(name));
            gained.addAll(more(name, old, fresh));
            lost.addAll(more(name, fresh, old));
        }
        return new AuditDiff(List.copyOf(gained), List.copyOf(lost));
    }

    public boolean isEmpty() {
        return gained.isEmpty() && lost.isEmpty();
    }

    public JsonObject toJson() {
        return JsonObject.builder()
                .put("gained", JsonArray.ofStrings(gained))
                .put("lost", JsonArray.ofStrings(lost))
                .build();
    }

    /// What the second has that the first has not.
    private static Set<String> more(
            String profile, Optional<DispatchTable> less, Optional<DispatchTable> more) {
        if (more.isEmpty()) {
            return Set.of();
        }
        var lines = new TreeSet<String>();
        var known = less.map(AuditDiff::levels).orElse(Map.of());
        levels(more.get())
                .forEach(
                        (request, permission) -> {
                            var other = Optional.ofNullable(known.get(request));
                            if (other.isEmpty() || other.get().compareTo(permission) > 0) {
                                lines.add(line(profile, request, other, permission));
                            }
                        });
        var had = less.map(DispatchTable::grants).orElse(Grants.NONE);
        lines.addAll(GrantsDiff.more(profile, less.isPresent(), had, more.get().grants()));
        return lines;
    }

    /// A request that can be made.
    private record Request(DispatchTable.Pair pair, String tag) {}

    /// Every request that is not refused, with whether it is asked for.
    private static Map<Request, Permission> levels(DispatchTable table) {
        var levels = new HashMap<Request, Permission>();
        table.routes()
                .forEach(
                        (pair, route) -> {
                            if (route.permission() != Permission.DENY) {
                                levels.put(new Request(pair, route.tag()), route.permission());
                            }
                        });
        return levels;
    }

    private static String line(
            String profile, Request request, Optional<Permission> other, Permission permission) {
        return "profile %s: %s → %s with %s (%s%s)"
                .formatted(
                        profile,
                        request.pair().sender(),
                        request.pair().listener(),
                        request.tag(),
                        AuditedProfile.word(permission),
                        other.map(before -> ", not " + AuditedProfile.word(before)).orElse(""));
    }
}
