package dev.bestcode.api.security;

import dev.bestcode.api.kernel.Retention;
import dev.bestcode.api.kernel.Sha256;

import java.util.Set;

/// The dispatch tables of all profiles. Immutable, and asked at every hop.
public interface AccessPolicy {
    /// Look the route of a request up.
    /// @param sender the stamped name, [dev.bestcode.api.message.Message#USER] from outside
    Access request(String profile, String sender, String listener, String tag);

    /// Look up whether a listener may still answer under the profile.
    Access answer(String profile, String listener);

    /// The profiles that have a table.
    Set<String> profiles();

    /// The listeners that a sender may reach under the profile, in the order declared.
    Set<String> reachable(String profile, String sender);

    /// SHA-256 of the profile's table in its canonical form.
    /// @throws IllegalArgumentException when there is no such profile
    Sha256 rights(String profile);

    /// How long the content of the runs that begin under the profile is kept.
    /// @throws IllegalArgumentException when there is no such profile
    Retention retention(String profile);
}
