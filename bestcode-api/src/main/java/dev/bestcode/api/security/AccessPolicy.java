package dev.bestcode.api.security;

import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.Retention;

import java.util.Set;

/// The rights of all profiles, as they are now. Safe from any worker.
public interface AccessPolicy {
    /// The profiles that there are.
    Set<String> profiles();

    /// The rights of a profile, for a thread to be frozen with. A profile that is not there has
    /// none, and its refusals say so.
    Rights rights(String profile);

    /// What a thread may do now: what it was frozen with and what its profile has by now, the
    /// stricter wherever they differ. So a change of the policy narrows a thread at once and never
    /// widens it.
    Rights effective(String profile, Rights frozen);

    /// Read rights back from their canonical form.
    /// @throws IllegalArgumentException when it is none
    Rights thaw(String profile, Bytes canonical);

    /// How long the content of the runs that begin under the profile is kept.
    /// @throws IllegalArgumentException when there is no such profile
    Retention retention(String profile);
}
