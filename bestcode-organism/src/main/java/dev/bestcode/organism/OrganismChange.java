package dev.bestcode.organism;

/// One difference between two organisms.
/// @param path what differs, such as `profiles.coding.commands.git`
/// @param text for people, such as `profile 'coding' may start 'git'`
public record OrganismChange(Effect effect, String path, String text) {
    /// What a difference does to somebody who had the older organism.
    public enum Effect {
        /// There is something that was not there: a listener, a prompt, a profile. No running
        /// thread has a route to it.
        ADDED,
        /// Less is allowed than before. A running thread has it at its next hop.
        NARROWED,
        /// More is allowed than before. A running thread never gets it; one that begins does.
        WIDENED,
        /// Neither more nor less: a text, a model.
        CHANGED
    }
}
