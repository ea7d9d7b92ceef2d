package dev.bestcode.security;

import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.Retention;
import dev.bestcode.api.security.AccessPolicy;
import dev.bestcode.api.security.Rights;

import java.util.Optional;
import java.util.Set;

/// A policy that can be replaced while threads run. Each hop asks the newest; what a thread was
/// frozen with bounds it for good, so a replacement gives it nothing.
public final class ReloadablePolicy implements AccessPolicy {
    private volatile AccessPolicy newest;

    public ReloadablePolicy(AccessPolicy first) {
        this.newest = first;
    }

    /// Use another policy from the next hop on. What is under way ends as it began.
    public void replace(AccessPolicy next) {
        newest = next;
    }

    @Override
    public Set<String> profiles() {
        return newest.profiles();
    }

    @Override
    public Rights rights(String profile) {
        return newest.rights(profile);
    }

    @Override
    public Rights effective(String profile, Rights frozen) {
        return newest.effective(profile, frozen);
    }

    @Override
    public Optional<Called> called(String listener, String caller, Rights callers) {
        return newest.called(listener, caller, callers);
    }

    @Override
    public Rights effective(Called call, Rights frozen) {
        return newest.effective(call, frozen);
    }

    @Override
    public Rights thaw(String profile, Bytes canonical) {
        return newest.thaw(profile, canonical);
    }

    @Override
    public Retention retention(String profile) {
        return newest.retention(profile);
    }
}
