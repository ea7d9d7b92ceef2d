package dev.bestcode.cli;

import dev.bestcode.organism.OrganismYaml;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import java.util.concurrent.Callable;

/// `bestcode organism schema`: for editors.
@Command(
        name = "schema",
        description = "Print the JSON Schema (2020-12) of organism files, for editors.",
        footer = {
            "",
            "In an editor with YAML support, as the first line of the file:",
            "  # yaml-language-server: $schema=organism.schema.json"
        })
final class OrganismSchemaCommand implements Callable<Integer> {
    @Mixin HelpOption help = new HelpOption();

    @Override
    public Integer call() {
        System.out.print(OrganismYaml.schema());
        System.out.flush();
        return ExitCode.OK;
    }
}
