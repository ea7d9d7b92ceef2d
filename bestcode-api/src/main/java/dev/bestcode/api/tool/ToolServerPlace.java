package dev.bestcode.api.tool;

import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.message.SchemaValidator;
import dev.bestcode.api.security.CommandGrants;
import dev.bestcode.api.security.Sandbox;
import dev.bestcode.api.security.SandboxException;

import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a server of tools is given by the system around it: walls for its program, a way out for
/// its requests. Safe from any worker.
public interface ToolServerPlace {
    /// Start a server's program inside the sandbox, in the workspace, to be written to. To be
    /// closed by whoever asked.
    /// @param words the program, by plain name or absolute path, and its arguments
    /// @param variables besides those that every program gets
    Sandbox.Child start(List<String> words, Map<String, String> variables, Caller caller)
            throws SandboxException;

    /// A client that reaches a server's address and nothing else.
    /// @param user whose it is, for messages and events
    HttpClient client(String user, URI url);

    /// The value of a variable of our environment; empty text where there is none.
    String variable(String name);

    /// The folder that programs work in; empty where there is none.
    Optional<Path> workspace();

    /// Whose rights hold where a server is only asked what it has.
    Caller looking();

    /// Checks a result against what its tool's server says of it.
    SchemaValidator validator();

    /// What is wrong with a schema itself; none where any value can be checked.
    List<String> schemaProblems(JsonObject schema);

    /// Under whose rights a program runs.
    record Caller(String profile, CommandGrants grants) {}
}
