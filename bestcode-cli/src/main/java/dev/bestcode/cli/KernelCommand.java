package dev.bestcode.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `bestcode kernel`: what can be done with a kernel's files, whether or not an owner is at work.
@Command(
        name = "kernel",
        description = "Look after the files of a kernel; none of these touches its lock.",
        subcommands = {
            KernelStatsCommand.class,
            KernelVerifyCommand.class,
            KernelDumpCommand.class,
            KernelRepairCommand.class,
            KernelBackupCommand.class
        })
final class KernelCommand {
    @Mixin HelpOption help = new HelpOption();
}
