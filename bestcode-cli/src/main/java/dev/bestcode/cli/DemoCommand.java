package dev.bestcode.cli;

import dev.bestcode.api.control.RunStatus;
import dev.bestcode.api.control.Task;
import dev.bestcode.api.event.BestCodeEvent;
import dev.bestcode.api.organism.Organism;
import dev.bestcode.api.organism.ProfileSpec;
import dev.bestcode.api.security.Permission;
import dev.bestcode.llm.Cassette;
import dev.bestcode.llm.ReplayClient;
import dev.bestcode.runtime.BestCode;
import dev.bestcode.runtime.BestCodeBuilder;
import dev.bestcode.security.CommandAllowList;
import dev.bestcode.tools.NativeTools;
import dev.bestcode.tools.Workspace;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/// `bestcode demo`: the real agent, pipeline, kernel and tools on a small project, offline.
@Command(
        name = "demo",
        description =
                "See it work offline: mend a small project with a failing test. Needs no key.")
final class DemoCommand implements Callable<Integer> {
    private static final String PROFILE = "demo";

    @Mixin HelpOption help = new HelpOption();

    @Override
    public Integer call() throws IOException, InterruptedException {
        System.out.println(
                "The model's answers in this demo are scripted; the agent, the kernel and the tools are real.");
        try (var project = DemoProject.create()) {
            System.out.println("A sample project with a failing test: " + project.workspace());
            return mend(project);
        }
    }

    private static int mend(DemoProject project) throws IOException, InterruptedException {
        var follower = new Follower();
        var progress = new ProgressLines(System.out, false);
        var diffs = new ArrayList<String>();
        try (var os = system(project).events(follower).build()) {
            var run =
                    os.submit(
                            Task.of(
                                    PROFILE,
                                    "SlugTest fails. Mend Slug, and show that it passes."));
            var result =
                    follower.follow(
                            run,
                            event -> {
                                progress.show(event);
                                collectDiff(event, diffs);
                            });
            System.out.println();
            System.out.println(Printable.of(result.text()));
            System.out.println();
            diffs.forEach(diff -> System.out.println(Printable.of(diff)));
            System.out.println(
                    "Next: bestcode run \"your task\", with ANTHROPIC_API_KEY or OPENAI_API_KEY set");
            return result.status() == RunStatus.DONE ? ExitCode.OK : ExitCode.of(result.status());
        }
    }

    private static BestCodeBuilder system(DemoProject project) throws IOException {
        return BestCode.builder()
                .organism(organism())
                .llm(
                        ReplayClient.of(
                                Cassette.parse(DemoProject.resource("demo/cassette.json")),
                                project.workspace().toString()))
                .tools(NativeTools.in(Workspace.at(project.workspace())))
                .commands(
                        CommandAllowList.of(organism(), "", project.workspace())
                                .allowExactly(javaProgram(), DemoProject.TEST_COMMAND))
                .approveAll(true) // the one command of its own project, and it says so
                .stateIn(project.state());
    }

    /// Grants the agent the tools it needs here, and command-exec for the one command.
    private static Organism organism() {
        var tools = List.of("coder", "file-read", "file-edit", "grep", "command-exec");
        var granted = Map.of("file-edit", Permission.AUTO, "command-exec", Permission.AUTO);
        return Organism.named("demo")
                .profile(new ProfileSpec(PROFILE, tools, granted, List.of()))
                .build();
    }

    private static Path javaProgram() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }

    private static void collectDiff(BestCodeEvent event, List<String> diffs) {
        if (event instanceof BestCodeEvent.ToolAnswered answered
                && answered.tool().equals("file-edit")
                && !answered.error()) {
            diffs.add(answered.text());
        }
    }
}
