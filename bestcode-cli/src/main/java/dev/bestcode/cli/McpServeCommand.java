package dev.bestcode.cli;

import dev.bestcode.llm.MissingKeyException;
import dev.bestcode.mcp.McpService;
import dev.bestcode.runtime.BestCodeBuilder;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.util.concurrent.Callable;

/// `bestcode mcp serve`: offers the tools of a profile, and whole runs, to another program.
@Command(
        name = "serve",
        description =
                "Offer the tools of a profile, and whole runs, over standard input and output.",
        footer = {
            "",
            "For the configuration of another agent or editor. Each call goes through",
            "the table, permissions and sandbox of the profile; one that needs a person's",
            "yes is asked for through the client, or refused in words where it cannot ask.",
            "",
            "Examples:",
            "  bestcode mcp serve --workspace /home/you/app --profile researcher",
            "  bestcode mcp serve --tools-only        without run-task; no model is asked"
        })
final class McpServeCommand implements Callable<Integer> {
    @Mixin HelpOption help = new HelpOption();
    @Mixin private SystemOptions system = new SystemOptions();

    @Option(names = "--tools-only", description = "Offer no runs, so that no key is needed.")
    private boolean toolsOnly;

    @Override
    public Integer call() throws IOException, InterruptedException {
        // Whatever prints, the protocol has the output for itself.
        System.setOut(System.err);
        var approver = new ClientApprover();
        boolean runs = !toolsOnly;
        BestCodeBuilder builder;
        try {
            builder =
                    toolsOnly
                            ? system.builderWithoutModel(System.getenv())
                            : system.builder(System.getenv());
        } catch (MissingKeyException e) {
            System.err.println(
                    "bestcode: no runs are offered: "
                            + Printable.of(String.valueOf(e.getMessage())));
            builder = system.builderWithoutModel(System.getenv());
            runs = false;
        }
        var tools = ServedTools.listed(system, runs);
        try (var output = new FileOutputStream(FileDescriptor.out);
                var os = builder.approver(approver).events(HeapCare.ofThisProcess()).build();
                var service =
                        McpService.over(
                                System.in,
                                output,
                                new ServedTools(os, system.profile, tools, approver))) {
            os.controlProblem().ifPresent(problem -> System.err.println("bestcode: " + problem));
            var problem = service.awaitEnd();
            problem.ifPresent(
                    it -> System.err.println("bestcode: the client was left: " + Printable.of(it)));
            return problem.isEmpty() ? ExitCode.OK : ExitCode.FAILED;
        }
    }
}
