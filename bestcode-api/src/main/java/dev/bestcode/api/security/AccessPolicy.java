package dev.bestcode.api.security;

import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.Retention;

import java.util.List;
import java.util.Optional;
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

    /// What a call of an organism may do: what its profile has and its caller could do itself, the
    /// stricter wherever they differ. Empty where the listener is no callable organism.
    /// @param caller who sends the call
    /// @param callers what the caller's thread may do now
    default Optional<Called> called(String listener, String caller, Rights callers) {
        return Optional.empty();
    }

    /// What a thread below a call may do now: what it was frozen with and what the call has by now.
    /// Asked of a policy alone that has answered such a call.
    default Rights effective(Called call, Rights frozen) {
        return frozen;
    }

    /// A call of an organism.
    /// @param profile that its threads are under
    /// @param lacks what it cannot work without, and its caller does not have; none when it may run
    record Called(String profile, Rights rights, List<String> lacks) {
        public Called {
            lacks = List.copyOf(lacks);
        }
    }

    /// Read rights back from their canonical form.
    /// @throws IllegalArgumentException when it is none
    Rights thaw(String profile, Bytes canonical);

    /// How long the content of the runs that begin under the profile is kept.
    /// @throws IllegalArgumentException when there is no such profile
    Retention retention(String profile);
}
