package dev.bestcode.api.security;

import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.Sha256;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What a thread may do: the routes of a dispatch table and what its tools are granted. Immutable,
/// and asked at every hop.
public interface Rights {
    /// Look the route of a request up.
    /// @param sender the stamped name, [dev.bestcode.api.message.Message#USER] from outside
    Access request(String sender, String listener, String tag);

    /// Look up whether a listener is present, and so may answer.
    Access answer(String listener);

    /// The listeners that a sender may reach, in a fixed order.
    Set<String> reachable(String sender);

    /// The programs that commands may start, by plain name, each with the SHA-256 of the only bytes
    /// of it that may, where it is pinned.
    Map<String, Optional<Sha256>> commands();

    /// What the commands may use, and what must stand around them.
    default CommandGrants commandGrants() {
        return CommandGrants.NONE;
    }

    /// Where a listener may connect to: URLs of scheme, host and port such as
    /// `https://docs.example.org:443`, in lower case.
    default Set<String> destinations(String listener) {
        return Set.of();
    }

    /// The canonical form: equal for rights that allow the same. The name of the profile and what a
    /// person allowed for the time being are no part of it.
    Bytes canonical();

    /// SHA-256 of the canonical form.
    Sha256 sha256();
}
