package dev.bestcode.tools;

import dev.bestcode.api.security.Sandbox.Started;

/// Keeps in mind which children there are, so that a later process can end what this one left
/// behind. Safe from any worker.
public interface ChildNotes {
    /// Nobody does.
    ChildNotes NONE =
            new ChildNotes() {
                @Override
                public void started(Started child) {}

                @Override
                public void ended(Started child) {}
            };

    /// Called before anybody learns of the child; when it throws, the child has ended.
    void started(Started child);

    /// Called when nothing is left of it.
    void ended(Started child);
}
