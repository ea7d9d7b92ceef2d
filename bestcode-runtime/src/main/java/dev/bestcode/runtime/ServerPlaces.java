package dev.bestcode.runtime;

import dev.bestcode.api.tool.ToolServerPlace;

/// Where servers of tools are looked at without a system running: inside the walls and with the way
/// out that they would have in one.
public final class ServerPlaces implements AutoCloseable {
    private final BestCodeBuilder parts;
    private final Network network;
    private final Commands commands;

    private ServerPlaces(BestCodeBuilder parts) {
        this.parts = parts;
        this.network = new Network(parts.environment, parts.egress);
        this.commands = new Commands(parts, network, new KernelPast());
    }

    /// @param parts of the system; its organism, tools and environment count
    public static ServerPlaces of(BestCodeBuilder parts) {
        return new ServerPlaces(parts);
    }

    /// @param server the name of its listener
    public ToolServerPlace place(String server) {
        return ServerPlace.of(parts, network, commands, server);
    }

    /// End what was started.
    @Override
    public void close() {
        try {
            commands.close();
        } finally {
            network.close();
        }
    }
}
