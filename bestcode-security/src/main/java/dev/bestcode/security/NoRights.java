package dev.bestcode.security;

import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.api.security.Access;
import dev.bestcode.api.security.Rights;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The rights of a profile that is not there.
/// @param reason names it, and those that are there
record NoRights(String reason) implements Rights {
    private static final DispatchTable EMPTY =
            new DispatchTable("", Set.of(), Map.of(), Grants.NONE, Asking.AS_SAID);

    @Override
    public Access request(String sender, String listener, String tag) {
        return new Access.NoRoute(reason);
    }

    @Override
    public Access answer(String listener) {
        return new Access.NoRoute(reason);
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
        return EMPTY.canonical();
    }

    @Override
    public Sha256 sha256() {
        return EMPTY.sha256();
    }
}
