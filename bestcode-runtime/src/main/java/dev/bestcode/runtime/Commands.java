package dev.bestcode.runtime;

import dev.bestcode.api.security.CommandGrants;
import dev.bestcode.api.security.CommandPolicy;
import dev.bestcode.api.security.Sandbox;
import dev.bestcode.api.security.SandboxException;
import dev.bestcode.api.tool.ToolPeer;
import dev.bestcode.api.tool.ToolServerPlace;
import dev.bestcode.api.tool.ToolServers;
import dev.bestcode.pipeline.Pipeline;
import dev.bestcode.security.CommandAllowList;
import dev.bestcode.security.ProjectFiles;
import dev.bestcode.security.StandingWalls;
import dev.bestcode.security.SystemSandbox;
import dev.bestcode.tools.NativeTools;
import dev.bestcode.tools.PastStore;
import dev.bestcode.tools.Workspace;
import dev.bestcode.tools.WorkspacePast;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A system's native tools with what stands around the programs that they start: the sandbox that
/// the tools were given, else the walls that this machine can have.
final class Commands implements AutoCloseable {
    private final BestCodeBuilder parts;
    private final Network network;
    private final ChildRecords children = new ChildRecords();
    private final Optional<WorkspacePast> past;
    private final Optional<NativeTools> natives;
    private final Optional<CommandWalls> own;
    private final Optional<? extends Sandbox> sandbox;

    /// @param store keeps what the workspace was
    Commands(BestCodeBuilder parts, Network network, PastStore store) {
        this.parts = parts;
        this.network = network;
        var given = parts.nativeTools.flatMap(NativeTools::sandbox);
        this.own = given.isPresent() ? Optional.empty() : parts.nativeTools.map(this::walls);
        this.sandbox = given.isPresent() ? given : own;
        this.past =
                parts.nativeTools.map(
                        tools -> WorkspacePast.of(tools.workspace(), parts.environment, store));
        this.natives = parts.nativeTools.map(this::equipped);
    }

    private NativeTools equipped(NativeTools tools) {
        var connected = tools.withWeb(profile -> network.ofPages(parts.organism, profile));
        var remembering = past.map(connected::remembering).orElse(connected);
        return own.map(walls -> remembering.withSandbox(walls, children)).orElse(remembering);
    }

    /// A tool that may write into the workspace, its changes kept.
    ToolPeer remembered(ToolPeer tool) {
        return natives.map(tools -> tools.remembered(tool)).orElse(tool);
    }

    /// What the workspace was.
    Optional<WorkspacePast> past() {
        return past;
    }

    private CommandWalls walls(NativeTools tools) {
        var workspace = tools.workspace().root();
        return new CommandWalls(
                () ->
                        SystemSandbox.around(workspace, privateFolder(workspace), parts.environment)
                                .wayOut(profile -> network.ofPrograms(parts.organism, profile))
                                .build(),
                parts.walls);
    }

    /// Where children have what is theirs alone, package caches among it.
    private Path privateFolder(Path workspace) {
        try {
            var state =
                    parts.state.isPresent()
                            ? parts.state.get()
                            : WorkspaceState.directory(parts.environment, workspace);
            return state.toAbsolutePath().resolve("sandbox");
        } catch (IOException e) {
            throw new UncheckedIOException("the workspace is gone: " + e.getMessage(), e);
        }
    }

    /// Start the program of a server of tools, as commands are started.
    Sandbox.Child server(
            List<String> words, Map<String, String> variables, ToolServerPlace.Caller caller)
            throws SandboxException {
        var tools = inAWorkspace();
        var program = program(tools, words.getFirst());
        return tools.startFed(program, words, variables, caller.profile(), caller.grants());
    }

    /// Start the program of a hook, as commands are started. A file of the workspace's own settings
    /// may be one: no tool writes there.
    Sandbox.Child hook(List<String> words, String profile, CommandGrants grants)
            throws SandboxException {
        var tools = inAWorkspace();
        var name = words.getFirst();
        var program =
                name.startsWith(ProjectFiles.FOLDER + "/")
                        ? own(tools.workspace().root(), name)
                        : program(tools, name);
        return tools.startFed(program, words, Map.of(), profile, grants);
    }

    private NativeTools inAWorkspace() throws SandboxException {
        return natives.orElseThrow(
                () ->
                        new SandboxException(
                                "there is no workspace to start it in; say tools(NativeTools.in(workspace))"));
    }

    private Path program(NativeTools tools, String name) throws SandboxException {
        return CommandAllowList.of(
                        parts.organism,
                        System.getenv().getOrDefault("PATH", ""),
                        tools.workspace().root())
                .program(name)
                .orElseThrow(
                        () ->
                                new SandboxException(
                                        "'%s' is in no trusted directory of the path; install it, or write its absolute path"
                                                .formatted(name)));
    }

    private static Path own(Path root, String name) throws SandboxException {
        try {
            var file = root.resolve(name);
            if (!file.toRealPath().equals(file) || !Files.isExecutable(file)) {
                throw new SandboxException(
                        "%s is no program: make the file executable; a link to one is none"
                                .formatted(name));
            }
            return file;
        } catch (IOException e) {
            throw new SandboxException("there is no %s in the workspace".formatted(name));
        }
    }

    List<ToolPeer> peers() {
        return natives.map(tools -> SystemTools.natives(tools, policy(tools.workspace())))
                .orElse(List.of());
    }

    private CommandPolicy policy(Workspace workspace) {
        var path = System.getenv().getOrDefault("PATH", "");
        return parts.commands.orElseGet(
                () -> CommandAllowList.of(parts.organism, path, workspace.root()));
    }

    /// Whether nobody need be asked before a program starts with such grants.
    boolean contained(CommandGrants grants) {
        return sandbox.map(walls -> walls.contains(grants)).orElse(false);
    }

    StandingWalls walls() {
        return sandbox.map(walls -> StandingWalls.of(walls, CommandGrants.NONE))
                .orElse(StandingWalls.NONE);
    }

    /// End what an earlier process left, and from now on end jobs with their runs.
    void begin(Pipeline pipeline) {
        own.ifPresent(walls -> children.begin(pipeline, walls));
        natives.ifPresent(tools -> pipeline.watchEnds(end -> tools.endRun(end.run())));
        parts.servers.ifPresent(servers -> pipeline.watchEnds(end -> servers.endRun(end.run())));
    }

    /// End all that was started. The kernel is still open, and nothing starts any more.
    @Override
    public void close() {
        try {
            parts.servers.ifPresent(ToolServers::close);
            natives.ifPresent(Commands::close);
        } finally {
            own.ifPresent(CommandWalls::close);
        }
        children.end();
    }

    private static void close(NativeTools tools) {
        try {
            tools.close();
        } catch (IOException e) {
            throw new UncheckedIOException("what commands printed could not be removed", e);
        }
    }
}
