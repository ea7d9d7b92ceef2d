package dev.bestcode.security;

import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.Retention;
import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.api.security.AccessPolicy;
import dev.bestcode.api.security.Rights;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// All tables of an organism.
final class CompiledPolicy implements AccessPolicy {
    /// Old rights of a profile that are remembered with what is left of them: one for each change
    /// that some thread has outlived. Beyond that they are worked out at every hop.
    private static final int NARROWED_MAX = 1_000;

    private final Map<String, DispatchTable> tables;
    private final Map<String, Retention> retentions;
    private final Map<Old, DispatchTable> narrowed = new ConcurrentHashMap<>();

    /// @param retentions of the same profiles; no part of their rights
    CompiledPolicy(Map<String, DispatchTable> tables, Map<String, Retention> retentions) {
        this.tables = Collections.unmodifiableMap(new LinkedHashMap<>(tables));
        this.retentions = Map.copyOf(retentions);
    }

    private record Old(String profile, Sha256 rights) {}

    @Override
    public Set<String> profiles() {
        return tables.keySet();
    }

    @Override
    public Rights rights(String profile) {
        return table(profile)
                .<Rights>map(table -> table)
                .orElseGet(() -> new NoRights(missing(profile)));
    }

    @Override
    public Rights effective(String profile, Rights frozen) {
        var current = table(profile);
        if (current.isEmpty()) {
            return rights(profile);
        }
        if (current.get() == frozen || current.get().sha256().equals(frozen.sha256())) {
            return current.get();
        }
        var old = new Old(profile, frozen.sha256());
        return Optional.ofNullable(narrowed.get(old))
                .orElseGet(() -> remember(old, narrowed(current.get(), frozen)));
    }

    private static DispatchTable narrowed(DispatchTable current, Rights frozen) {
        var before =
                frozen instanceof DispatchTable table
                        ? table
                        : TableJson.read(current.profile(), frozen.canonical());
        return Intersection.of(current, before);
    }

    private DispatchTable remember(Old old, DispatchTable left) {
        if (narrowed.size() < NARROWED_MAX) {
            narrowed.put(old, left);
        }
        return left;
    }

    @Override
    public Rights thaw(String profile, Bytes canonical) {
        return TableJson.read(profile, canonical);
    }

    @Override
    public Retention retention(String profile) {
        return Optional.ofNullable(retentions.get(profile))
                .orElseThrow(() -> new IllegalArgumentException(missing(profile)));
    }

    Optional<DispatchTable> table(String profile) {
        return Optional.ofNullable(tables.get(profile));
    }

    private String missing(String profile) {
        return "there is no profile '%s'; there are: %s"
                .formatted(profile, String.join(", ", tables.keySet()));
    }
}
