package dev.bestcode.security;

import dev.bestcode.api.kernel.Retention;
import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.api.security.Access;
import dev.bestcode.api.security.AccessPolicy;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// All tables of an organism.
final class CompiledPolicy implements AccessPolicy {
    private final Map<String, DispatchTable> tables;
    private final Map<String, Retention> retentions;
    private final Map<String, Sha256> rights = new LinkedHashMap<>();

    /// @param retentions of the same profiles; no part of their rights
    CompiledPolicy(Map<String, DispatchTable> tables, Map<String, Retention> retentions) {
        this.tables = Collections.unmodifiableMap(new LinkedHashMap<>(tables));
        this.retentions = Map.copyOf(retentions);
        tables.forEach((profile, table) -> rights.put(profile, table.rights()));
    }

    @Override
    public Access request(String profile, String sender, String listener, String tag) {
        return table(profile)
                .map(table -> table.request(sender, listener, tag))
                .orElseGet(() -> unknown(profile));
    }

    @Override
    public Access answer(String profile, String listener) {
        return table(profile)
                .map(table -> table.answer(listener))
                .orElseGet(() -> unknown(profile));
    }

    @Override
    public Set<String> profiles() {
        return tables.keySet();
    }

    @Override
    public Set<String> reachable(String profile, String sender) {
        return table(profile).map(table -> table.reachable(sender)).orElse(Set.of());
    }

    @Override
    public Sha256 rights(String profile) {
        return known(rights, profile);
    }

    @Override
    public Retention retention(String profile) {
        return known(retentions, profile);
    }

    private <T> T known(Map<String, T> byProfile, String profile) {
        return Optional.ofNullable(byProfile.get(profile))
                .orElseThrow(() -> new IllegalArgumentException(missing(profile)));
    }

    private Optional<DispatchTable> table(String profile) {
        return Optional.ofNullable(tables.get(profile));
    }

    private Access unknown(String profile) {
        return new Access.NoRoute(missing(profile));
    }

    private String missing(String profile) {
        return "there is no profile '%s'; there are: %s"
                .formatted(profile, String.join(", ", tables.keySet()));
    }
}
