package dev.bestcode.api.tool;

import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.organism.ListenerSpec;

import java.util.List;

/// Connects to servers that bring tools of their own, such as those of the Model Context Protocol.
/// Of one system. Safe from any worker.
public interface ToolServers extends AutoCloseable {
    /// What the server of a listener offers, as it was pinned; one that was never looked at is
    /// started for that. One that cannot be had offers nothing, and whoever was to be told is.
    List<Offer> offers(ListenerSpec server, ToolServerPlace place);

    /// End what a run began with servers.
    void endRun(RunId run);

    /// End all of it. No call comes any more.
    @Override
    void close();

    /// A tool of a server.
    /// @param asked whether a person has to be asked before each call, whatever a profile says,
    ///     because the server says other things of the tool than when it was pinned
    record Offer(ToolPeer tool, boolean asked) {}
}
