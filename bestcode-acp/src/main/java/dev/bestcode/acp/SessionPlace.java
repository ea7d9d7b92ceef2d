package dev.bestcode.acp;

import dev.bestcode.api.organism.ListenerSpec;

import java.nio.file.Path;
import java.util.List;

/// Where a session works, and with what the editor adds.
/// @param workspace absolute; nothing is known of it
/// @param servers of tools that the editor's user has set up there, as listeners
public record SessionPlace(Path workspace, List<ListenerSpec> servers) {
    public SessionPlace {
        servers = List.copyOf(servers);
        if (!workspace.isAbsolute()) {
            throw new IllegalArgumentException(
                    "the workspace is '%s'; an absolute path is wanted".formatted(workspace));
        }
    }
}
