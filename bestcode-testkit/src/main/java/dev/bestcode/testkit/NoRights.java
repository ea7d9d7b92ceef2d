package dev.bestcode.testkit;

import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.api.security.Access;
import dev.bestcode.api.security.Rights;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Nothing at all, for calls of tools that do not look at rights.
public record NoRights() implements Rights {
    @Override
    public Access request(String sender, String listener, String tag) {
        return new Access.NoRoute("none");
    }

    @Override
    public Access answer(String listener) {
        return new Access.NoRoute("none");
    }

    @Override
    public Set<String> reachable(String sender) {
        return Set.of();
    }

    @Override
    public Map<String, Optional<Sha256>> commands() {
        return Map.of();
    }

    @Override
    public Bytes canonical() {
        return Bytes.EMPTY;
    }

    @Override
    public Sha256 sha256() {
        return canonical().sha256();
    }
}
