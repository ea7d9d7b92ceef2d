package dev.bestcode.benchmarks;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.util.List;

/// The option that says where agents of others lie.
final class PeersOption {
    @Option(
            names = "--peers",
            paramLabel = "DIR",
            description = {
                "Measure Codex, pi and Claude Code in the same rounds; npm fetches them into",
                "this folder, 700 MB, and they are kept there. They see a scripted model on",
                "loopback, and no way out."
            })
    private @Nullable Path folder;

    /// Those that could be had; none without the option.
    List<Agent> agents() {
        if (folder == null) {
            return List.of();
        }
        var peers = PeerAgents.in(folder);
        peers.install();
        System.out.println("beside " + peers.versions());
        return peers.agents();
    }
}
