package dev.bestcode.cli;

import dev.bestcode.routing.RoutedTool;
import dev.bestcode.runtime.CatalogueFile;
import dev.bestcode.runtime.SystemTools;
import dev.bestcode.tools.NativeTools;
import dev.bestcode.tools.Workspace;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// The options that say which tools are meant: those of a profile, or those of a file.
final class ToolChoice {
    @Option(
            names = "--catalogue",
            paramLabel = "FILE",
            description =
                    "Tools of a JSON file instead: an array, or one a line, of name, description, parameters.")
    private @Nullable Path catalogue;

    @Option(
            names = "--organism",
            paramLabel = "FILE",
            description =
                    "Organism file (default: the workspace's .bestcode/organism.yaml, else the built-in one).")
    private @Nullable Path organism;

    @Option(
            names = "--profile",
            paramLabel = "NAME",
            defaultValue = "coding",
            description = "Whose tools (default: ${DEFAULT-VALUE}).")
    private String profile = "coding";

    @Option(
            names = StateOptions.WORKSPACE,
            paramLabel = "DIR",
            defaultValue = ".",
            description = "The only directory that tools reach (default: the current one).")
    private Path workspace = Path.of(".");

    /// Those of a run here, in a fixed order. What the profile does not hold is not among them, nor
    /// what only servers know.
    /// @throws UntrustedException as a run
    List<RoutedTool> tools() throws IOException {
        if (catalogue != null) {
            return CatalogueFile.read(catalogue);
        }
        var chosen = ProjectOrganism.of(organism, workspace);
        var declared = chosen.trusted(System.getenv(), workspace).organism();
        var system =
                SystemTools.of(
                        declared,
                        NativeTools.in(Workspace.at(workspace)),
                        ComponentTools.of(declared, System.getenv()));
        var reachable = system.reachable(profile);
        return system.all().stream().filter(tool -> reachable.contains(tool.id())).toList();
    }
}
