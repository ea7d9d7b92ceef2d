package dev.bestcode.tools;

import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.security.CommandGrants;
import dev.bestcode.api.security.CommandPolicy;
import dev.bestcode.api.security.Sandbox;
import dev.bestcode.api.security.SandboxException;
import dev.bestcode.api.tool.ToolPeer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The native tools of one workspace. The peers are safe from any worker. To be closed when no call
/// will come any more; copies made by `with…` and `remembering` share what is closed.
public final class NativeTools implements AutoCloseable {
    private final Workspace workspace;
    private final CommandRunner runner;
    private final CommandJobs jobs;
    private final Optional<WorkspacePast> past;
    private final WebClients web;
    private final Skills skills;

    private NativeTools(
            Workspace workspace,
            CommandRunner runner,
            CommandJobs jobs,
            Optional<WorkspacePast> past,
            WebClients web,
            Skills skills) {
        this.web = web;
        this.skills = skills;
        this.workspace = workspace;
        this.runner = runner;
        this.jobs = jobs;
        this.past = past;
    }

    /// The tools, with commands seeing this process's environment as far as [#withEnvironment] lets
    /// them, and no walls around commands, see [#withSandbox].
    public static NativeTools in(Workspace workspace) {
        return new NativeTools(
                workspace,
                new CommandRunner(
                        new PlainSandbox(), System.getenv(), ChildNotes.NONE, new OutputStore()),
                new CommandJobs(),
                Optional.empty(),
                WebClients.NONE,
                Skills.NONE);
    }

    /// @param values of which commands see `PATH`, `HOME`, `LANG`, `TMPDIR`, `JAVA_HOME` and what
    ///     they are granted by name, and nothing else
    public NativeTools withEnvironment(Map<String, String> values) {
        return new NativeTools(
                workspace,
                new CommandRunner(runner.sandbox(), values, runner.notes(), runner.outputs()),
                jobs,
                past,
                web,
                skills);
    }

    /// Start commands inside a sandbox, which stays the caller's to close.
    public NativeTools withSandbox(Sandbox sandbox, ChildNotes notes) {
        return new NativeTools(
                workspace,
                new CommandRunner(sandbox, runner.environment(), notes, runner.outputs()),
                jobs,
                past,
                web,
                skills);
    }

    /// The one that they were given.
    public Optional<Sandbox> sandbox() {
        return runner.sandbox() instanceof PlainSandbox
                ? Optional.empty()
                : Optional.of(runner.sandbox());
    }

    /// Let what the tools change be kept, so that it can be undone.
    public NativeTools remembering(WorkspacePast kept) {
        return new NativeTools(workspace, runner, jobs, Optional.of(kept), web, skills);
    }

    /// Let `web-fetch` go out by these clients; without them it reaches nothing.
    public NativeTools withWeb(WebClients clients) {
        return new NativeTools(workspace, runner, jobs, past, clients, skills);
    }

    /// Tell agents of these skills; without them the tool `skill` has none.
    public NativeTools withSkills(Skills some) {
        return new NativeTools(workspace, runner, jobs, past, web, some);
    }

    public Skills skills() {
        return skills;
    }

    public Workspace workspace() {
        return workspace;
    }

    /// `file-read file-write file-edit glob grep command-exec command-jobs web-fetch
    /// skill`, in this order, then the commands that are tools of their own.
    /// @param commands decides which programs may start
    public List<ToolPeer> peers(CommandPolicy commands) {
        var publisher = new FilePublisher(workspace);
        var trees = new TreeRules(workspace, GlobalExcludes.of(runner.environment()));
        var peers =
                new ArrayList<ToolPeer>(
                        List.of(
                                new FileRead(workspace),
                                remembered(new FileWrite(publisher)),
                                remembered(new FileEdit(publisher)),
                                new GlobTool(workspace, trees),
                                new Grep(workspace, trees),
                                remembered(new CommandExec(workspace, commands, runner, jobs)),
                                new CommandJobsTool(jobs, runner.outputs()),
                                new WebFetch(web),
                                new SkillTool(skills)));
        Stream.concat(GitCommands.ALL.stream(), BuildCommands.ALL.stream())
                .map(command -> new SafeCommandTool(command, workspace, commands, runner))
                .map(this::remembered)
                .forEach(peers::add);
        return List.copyOf(peers);
    }

    /// Start a program in the workspace's root as commands are started, to be written to and to be
    /// closed by whoever asked. Nobody decides here whether it may start.
    /// @param words with the program's name first
    /// @param variables besides those that every command gets
    public Sandbox.Child startFed(
            Path program,
            List<String> words,
            Map<String, String> variables,
            String profile,
            CommandGrants grants)
            throws SandboxException {
        var command =
                new CommandPolicy.Decision.Run(
                        program,
                        CommandPolicy.Decision.Run.as(program, words).arguments(),
                        variables);
        return runner.start(command, workspace.root(), profile, grants, true);
    }

    /// Any tool that may write into the workspace, its changes kept as those of the native ones
    /// are.
    public ToolPeer remembered(ToolPeer tool) {
        return past.map(kept -> RememberedTool.of(tool, workspace, kept)).orElse(tool);
    }

    /// End the background jobs of a run, and forget what it keeps in memory.
    public void endRun(RunId run) {
        jobs.endRun(run);
        past.ifPresent(kept -> kept.forget(run));
    }

    /// End all background jobs, and forget what commands printed.
    @Override
    public void close() throws IOException {
        jobs.close();
        runner.outputs().close();
    }
}
