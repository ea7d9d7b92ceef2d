package dev.bestcode.tools;

import dev.bestcode.api.security.CommandPolicy;
import dev.bestcode.api.tool.ToolPeer;

import java.util.List;
import java.util.Map;
import java.util.UUID;

/// The native tools of one workspace. Immutable; the peers are safe from any worker.
public final class NativeTools {
    private final Workspace workspace;
    private final Map<String, String> environment;

    private NativeTools(Workspace workspace, Map<String, String> environment) {
        this.workspace = workspace;
        this.environment = Map.copyOf(environment);
    }

    /// The tools, with commands seeing this process's environment as far as [#withEnvironment] lets
    /// them.
    public static NativeTools in(Workspace workspace) {
        return new NativeTools(workspace, System.getenv());
    }

    /// @param values of which commands see `PATH`, `HOME`, `LANG`, `TMPDIR` and `JAVA_HOME`, and
    ///     nothing else
    public NativeTools withEnvironment(Map<String, String> values) {
        return new NativeTools(workspace, values);
    }

    public Workspace workspace() {
        return workspace;
    }

    /// `file-read file-write file-edit glob grep command-exec`, in this order.
    /// @param commands decides which programs may start
    public List<ToolPeer> peers(CommandPolicy commands) {
        return List.of(
                new FileRead(workspace),
                new FileWrite(workspace),
                new FileEdit(workspace),
                new GlobTool(workspace),
                new Grep(workspace),
                new CommandExec(
                        workspace, commands, environment, () -> UUID.randomUUID().toString()));
    }
}
