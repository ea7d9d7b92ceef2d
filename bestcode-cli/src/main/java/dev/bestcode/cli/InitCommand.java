package dev.bestcode.cli;

import dev.bestcode.organism.OrganismYaml;
import dev.bestcode.security.ProjectFiles;
import dev.bestcode.security.UserKeys;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.concurrent.Callable;

/// `bestcode init`: the files of a project, and what comes next.
@Command(
        name = "init",
        description = "Write the files that a project may have. What is there stays as it is.",
        footer = {
            "",
            "  .bestcode/organism.yaml   who may do what here; it counts once you trust it",
            "  .bestcode/config.yaml     settings for all who work here",
            "  AGENTS.md                 what every agent should know of the project",
            "",
            "Examples:",
            "  bestcode init",
            "  bestcode init --workspace ../shop"
        })
final class InitCommand implements Callable<Integer> {
    private static final String CONFIG =
            """
            # Settings for all who work here; 'bestcode config show' says what holds.
            # model: sonnet
            """;

    private static final String MEMORY =
            """
            # What agents should know

            How to build and test, in the words that are typed:

            What the folders are, and what must not be touched:
            """;

    @Mixin HelpOption help = new HelpOption();

    @Option(
            names = "--workspace",
            paramLabel = "DIR",
            defaultValue = ".",
            description = "The project's folder (default: the current one).")
    private Path workspace = Path.of(".");

    @Override
    public Integer call() throws IOException {
        var root = workspace.toRealPath();
        var files = new LinkedHashMap<String, String>();
        files.put(ProjectFiles.ORGANISM, OrganismYaml.starter());
        files.put(ProjectFiles.FOLDER + "/config.yaml", CONFIG);
        files.put("AGENTS.md", MEMORY);
        Files.createDirectories(root.resolve(ProjectFiles.FOLDER));
        for (var file : files.entrySet()) {
            boolean made = write(root.resolve(file.getKey()), file.getValue());
            System.out.println((made ? "wrote " : "kept  ") + file.getKey());
        }
        System.out.println();
        if (UserKeys.of(System.getenv()).completing(System.getenv(), root).keySet().stream()
                .noneMatch(name -> name.endsWith("_API_KEY") || name.endsWith("_AUTH_TOKEN"))) {
            System.out.println("next: bestcode config key anthropic     or set ANTHROPIC_API_KEY");
        }
        System.out.println(
                "next: bestcode trust                    look at what organism.yaml allows");
        System.out.println("next: bestcode run \"describe this project\"");
        return ExitCode.OK;
    }

    /// @return whether it was not there before
    private static boolean write(Path file, String text) throws IOException {
        try {
            Files.write(
                    file,
                    text.getBytes(StandardCharsets.UTF_8),
                    StandardOpenOption.CREATE_NEW,
                    StandardOpenOption.WRITE);
            return true;
        } catch (FileAlreadyExistsException there) {
            return false;
        }
    }
}
