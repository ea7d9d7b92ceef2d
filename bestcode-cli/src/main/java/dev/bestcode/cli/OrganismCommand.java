package dev.bestcode.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `bestcode organism`: the file that says who may do what.
@Command(
        name = "organism",
        description = "Begin, check and describe organism files.",
        subcommands = {
            OrganismInitCommand.class,
            OrganismCheckCommand.class,
            OrganismSchemaCommand.class
        })
final class OrganismCommand {
    @Mixin HelpOption help = new HelpOption();
}
