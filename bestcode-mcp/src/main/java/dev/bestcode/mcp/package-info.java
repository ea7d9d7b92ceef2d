/// Servers of the Model Context Protocol as tools: [dev.bestcode.mcp.McpServers] is the front door.
/// A `Session` is one conversation with one server, a `Wire` watches what goes over it, a
/// `Definition` is what a server says of a tool.
@NullMarked
package dev.bestcode.mcp;

import org.jspecify.annotations.NullMarked;
