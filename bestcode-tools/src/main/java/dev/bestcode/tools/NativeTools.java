package dev.bestcode.tools;

import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.security.CommandPolicy;
import dev.bestcode.api.tool.ToolPeer;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

/// The native tools of one workspace. Immutable; the peers are safe from any worker.
public final class NativeTools {
    private final Workspace workspace;
    private final Map<String, String> environment;
    private final Consumer<Bytes> preImages;

    private NativeTools(
            Workspace workspace, Map<String, String> environment, Consumer<Bytes> preImages) {
        this.workspace = workspace;
        this.environment = Map.copyOf(environment);
        this.preImages = preImages;
    }

    /// The tools, with commands seeing this process's environment as far as [#withEnvironment] lets
    /// them.
    public static NativeTools in(Workspace workspace) {
        return new NativeTools(workspace, System.getenv(), _ -> {});
    }

    /// @param values of which commands see `PATH`, `HOME`, `LANG`, `TMPDIR` and `JAVA_HOME`, and
    ///     nothing else
    public NativeTools withEnvironment(Map<String, String> values) {
        return new NativeTools(workspace, values, preImages);
    }

    /// @param store takes a file's content before it is replaced, and has it durable when it
    /// returns:
    ///     with the hashes of [dev.bestcode.api.tool.FileChange] a write can be undone
    public NativeTools keepingPreImages(Consumer<Bytes> store) {
        return new NativeTools(workspace, environment, store);
    }

    public Workspace workspace() {
        return workspace;
    }

    /// `file-read file-write file-edit glob grep command-exec`, in this order.
    /// @param commands decides which programs may start
    public List<ToolPeer> peers(CommandPolicy commands) {
        var publisher = new FilePublisher(workspace, preImages);
        var trees = new TreeRules(workspace, GlobalExcludes.of(environment));
        return List.of(
                new FileRead(workspace),
                new FileWrite(publisher),
                new FileEdit(publisher),
                new GlobTool(workspace, trees),
                new Grep(workspace, trees),
                new CommandExec(
                        workspace, commands, environment, () -> UUID.randomUUID().toString()));
    }
}
