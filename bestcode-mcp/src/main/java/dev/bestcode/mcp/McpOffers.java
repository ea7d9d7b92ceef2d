package dev.bestcode.mcp;

import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.tool.Form;
import dev.bestcode.api.tool.ToolDescriptor;
import dev.bestcode.api.tool.ToolOutcome;

import java.util.List;
import java.util.Optional;

/// What an [McpService] offers. Called from many workers at once.
public interface McpOffers {
    /// The tools, in order; asked once.
    List<Tool> tools();

    /// Call one of them. What goes wrong is an outcome that the client reads.
    /// @param arguments as the client sent them, unchecked
    /// @throws InterruptedException when the client takes the call back, or is gone
    ToolOutcome call(String tool, JsonObject arguments, Client client) throws InterruptedException;

    /// A tool.
    /// @param pure whether it changes nothing
    record Tool(ToolDescriptor descriptor, boolean pure) {}

    /// Whoever called.
    interface Client {
        /// Whether a person can be asked through it.
        boolean asks();

        /// Ask the person behind it.
        /// @return what was filled in; empty when the person said no, or nobody can be asked
        /// @throws InterruptedException as the call
        Optional<JsonObject> ask(Form form) throws InterruptedException;

        /// Say how far the call is, where the client wants to know; a step more with each.
        void progress(String words);
    }
}
