package dev.bestcode.security;

import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.Retention;
import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.api.organism.CallableSpec;
import dev.bestcode.api.security.AccessPolicy;
import dev.bestcode.api.security.Rights;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
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
    private final Map<String, CallableSpec> callables;
    private final Map<Old, DispatchTable> narrowed = new ConcurrentHashMap<>();
    private final Map<Call, Called> calls = new ConcurrentHashMap<>();
    private final Map<Below, DispatchTable> below = new ConcurrentHashMap<>();

    /// @param retentions of the same profiles; no part of their rights
    /// @param callables by listener
    CompiledPolicy(
            Map<String, DispatchTable> tables,
            Map<String, Retention> retentions,
            Map<String, CallableSpec> callables) {
        this.callables = Map.copyOf(callables);
        this.tables = Collections.unmodifiableMap(new LinkedHashMap<>(tables));
        this.retentions = Map.copyOf(retentions);
    }

    private record Old(String profile, Sha256 rights) {}

    private record Call(String listener, String caller, Sha256 callers) {}

    private record Below(Sha256 call, Sha256 frozen) {}

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
                .orElseGet(() -> remember(narrowed, old, narrowed(current.get(), frozen)));
    }

    @Override
    public Optional<Called> called(String listener, String caller, Rights callers) {
        var spec = Optional.ofNullable(callables.get(listener));
        var call = new Call(listener, caller, callers.sha256());
        return spec.map(
                it ->
                        Optional.ofNullable(calls.get(call))
                                .orElseGet(() -> remember(calls, call, called(it, call, callers))));
    }

    private Called called(CallableSpec spec, Call call, Rights callers) {
        var profile = table(spec.profile());
        if (profile.isEmpty()) { // gone with a reload
            return new Called(spec.profile(), rights(spec.profile()), List.of(spec.agent()));
        }
        var intersection =
                new CalledTable(
                        call.listener(),
                        spec,
                        profile.get(),
                        call.caller(),
                        table(spec.profile(), callers));
        var table = intersection.table(callables.keySet());
        return new Called(spec.profile(), table, intersection.lacks(table));
    }

    @Override
    public Rights effective(Called call, Rights frozen) {
        if (call.rights().sha256().equals(frozen.sha256())) {
            return call.rights();
        }
        var both = new Below(call.rights().sha256(), frozen.sha256());
        return Optional.ofNullable(below.get(both))
                .orElseGet(
                        () ->
                                remember(
                                        below,
                                        both,
                                        narrowed(table(call.profile(), call.rights()), frozen)));
    }

    private static DispatchTable narrowed(DispatchTable current, Rights frozen) {
        return Intersection.of(current, table(current.profile(), frozen));
    }

    private static DispatchTable table(String profile, Rights rights) {
        return rights instanceof DispatchTable table
                ? table
                : TableJson.read(profile, rights.canonical());
    }

    private static <K, V> V remember(Map<K, V> known, K key, V value) {
        if (known.size() < NARROWED_MAX) {
            known.put(key, value);
        }
        return value;
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
