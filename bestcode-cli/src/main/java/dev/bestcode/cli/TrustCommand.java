package dev.bestcode.cli;

import dev.bestcode.security.WorkspaceTrust;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;

/// `bestcode trust`: lets a project's own files widen what may be done in it.
@Command(
        name = "trust",
        description = "Trust a workspace's own files as they are now; a change is asked again.",
        footer = {
            "",
            "Examples:",
            "  bestcode trust                 look at what it would allow, and say yes",
            "  bestcode trust --revoke        take it back"
        })
final class TrustCommand implements Callable<Integer> {
    @Mixin HelpOption help = new HelpOption();

    @Option(
            names = "--workspace",
            paramLabel = "DIR",
            defaultValue = ".",
            description = "Which one (default: the current directory).")
    private Path workspace = Path.of(".");

    @Option(
            names = "--organism",
            paramLabel = "FILE",
            description =
                    "An organism file of the workspace (default: its .bestcode/organism.yaml).")
    private @Nullable Path organism;

    @Option(names = "--yes", description = "Do not ask.")
    private boolean yes;

    @Option(names = "--revoke", description = "Trust the workspace no more.")
    private boolean revoke;

    @Override
    public Integer call() throws IOException {
        var trust = WorkspaceTrust.of(System.getenv(), workspace);
        if (revoke) {
            System.out.println(
                    trust.revoke()
                            ? "The workspace is not trusted any more."
                            : "The workspace was not trusted.");
            return ExitCode.OK;
        }
        var project = ProjectOrganism.of(organism, workspace);
        if (project.files().isEmpty()) {
            System.out.println(
                    "The workspace has no organism, servers, skills or commands of its own, so there is nothing to trust.");
            return ExitCode.OK;
        }
        var files = project.files().get();
        var gained = project.widening(workspace);
        if (trust.isTrusted(files)) {
            System.out.println("The workspace is trusted as it is.");
            return ExitCode.OK;
        }
        gained.forEach(line -> System.out.println("+ " + Printable.of(line)));
        System.out.println(
                gained.isEmpty()
                        ? "Its files allow nothing beyond what you have; they need no trust."
                        : "That is what its files allow beyond what you have without them.");
        if (gained.isEmpty() || !(yes || saysYes())) {
            return gained.isEmpty() ? ExitCode.OK : ExitCode.REFUSED;
        }
        trust.trust(files);
        System.out.println("Trusted, until one of them changes.");
        return ExitCode.OK;
    }

    private boolean saysYes() throws IOException {
        if (Optional.ofNullable(System.console()).filter(Console::isTerminal).isEmpty()) {
            throw help.wrong("Nobody is at a terminal to be asked; say --yes.");
        }
        System.out.print("Trust them? [y/N] ");
        System.out.flush();
        var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        var line = in.readLine();
        return line != null && line.strip().equalsIgnoreCase("y");
    }
}
