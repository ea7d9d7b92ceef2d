package dev.bestcode.cli;

import dev.bestcode.ports.HostResolver;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;

/// `bestcode ports nftables`: the ports that a profile opens, as rules for the system's firewall.
@Command(
        name = "nftables",
        description = "Print the ports that a profile opens as rules for nft.",
        footer = {
            "",
            "Rules tell processes apart by their user: the profile's linux_user, or --user.",
            "Names are resolved now; print the rules again when their addresses move.",
            "",
            "Example:",
            "  bestcode ports nftables --organism shop.yaml --profile coding | sudo nft -f -"
        })
final class PortsNftablesCommand implements Callable<Integer> {
    @Mixin HelpOption help = new HelpOption();
    @Mixin private PortsChoice choice = new PortsChoice();

    @Option(
            names = "--user",
            paramLabel = "NAME",
            description = "Whose processes (default: the profile's linux_user).")
    private @Nullable String user;

    @Override
    public Integer call() throws IOException {
        var ports = choice.ports();
        var owner =
                Optional.ofNullable(user)
                        .or(() -> ports.profile(choice.profile).linuxUser())
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "profile '%s' has no linux_user, and rules tell processes apart by user; say which one with --user"
                                                        .formatted(choice.profile)));
        System.out.print(ports.nftables(choice.profile, owner, HostResolver.system()));
        System.out.flush();
        return ExitCode.OK;
    }
}
