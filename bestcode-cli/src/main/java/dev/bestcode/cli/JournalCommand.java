package dev.bestcode.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `bestcode journal`: what can be done with the messages that a kernel keeps.
@Command(
        name = "journal",
        description = "Read the journal: every message, with what became of it.",
        subcommands = {
            JournalTailCommand.class,
            JournalExportCommand.class,
            JournalVerifyCommand.class
        })
final class JournalCommand {
    @Mixin HelpOption help = new HelpOption();
}
