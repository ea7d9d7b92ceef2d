package dev.bestcode.api.tool;

import dev.bestcode.api.organism.ListenerSpec;

/// Makes the tools of listeners that bring their own code, such as WebAssembly components.
@FunctionalInterface
public interface ToolSource {
    /// The tool of a listener, under the listener's name.
    /// @throws IllegalArgumentException when it cannot be used as the listener says; the message
    ///     says what to change
    ToolPeer tool(ListenerSpec listener);
}
