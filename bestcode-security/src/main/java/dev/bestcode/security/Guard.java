package dev.bestcode.security;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What stands before protected places while one child runs.
/// @param held those that are mounted read-only over themselves
/// @param before what all of them were, where they are not
/// @param letGo lets go of places that were made to be held
record Guard(List<Path> held, Optional<ProtectedState> before, Runnable letGo) {
    void release() {
        letGo.run();
    }

    /// @return a sentence for each that was changed
    List<String> undo() {
        if (before.isEmpty()) {
            return List.of();
        }
        try {
            return before.get().restore();
        } catch (IOException e) {
            return List.of("protected files could not be compared: " + e.getMessage());
        }
    }
}
