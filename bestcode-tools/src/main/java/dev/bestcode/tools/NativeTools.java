package dev.bestcode.tools;

import dev.bestcode.api.security.CommandPolicy;
import dev.bestcode.api.tool.ToolPeer;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// The native tools of one workspace. Immutable; its peers are safe from any worker.
public final class NativeTools {
    private final List<ToolPeer> peers;

    private NativeTools(List<ToolPeer> peers) {
        this.peers = peers;
    }

    /// The tools, with commands seeing this process's environment as far as the other factory lets
    /// them.
    public static NativeTools in(Workspace workspace, CommandPolicy commands) {
        return in(workspace, commands, System.getenv());
    }

    /// The tools.
    /// @param environment of which commands see `PATH`, `HOME`, `LANG`, `TMPDIR` and `JAVA_HOME`,
    /// and     nothing else
    public static NativeTools in(
            Workspace workspace, CommandPolicy commands, Map<String, String> environment) {
        return new NativeTools(
                List.of(
                        new FileRead(workspace),
                        new FileWrite(workspace),
                        new FileEdit(workspace),
                        new GlobTool(workspace),
                        new Grep(workspace),
                        new CommandExec(
                                workspace,
                                commands,
                                environment,
                                () -> UUID.randomUUID().toString())));
    }

    /// `file-read file-write file-edit glob grep command-exec`, in this order.
    public List<ToolPeer> peers() {
        return peers;
    }
}
