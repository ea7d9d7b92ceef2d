package dev.bestcode.runtime;

import dev.bestcode.api.kernel.RunId;
import dev.bestcode.tools.WorkspacePast;

import java.util.List;
import java.util.Optional;

/// What going back has done.
/// @param fork the run that goes on from there; empty when only the workspace was set back
/// @param changes of the workspace
/// @param problems what of them could not be done, to be shown
public record Rewound(
        Optional<RunId> fork, List<WorkspacePast.Change> changes, List<String> problems) {
    public Rewound {
        changes = List.copyOf(changes);
        problems = List.copyOf(problems);
    }
}
