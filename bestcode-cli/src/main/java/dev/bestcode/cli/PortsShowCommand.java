package dev.bestcode.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import java.io.IOException;
import java.util.concurrent.Callable;

/// `bestcode ports show`: the ports that a profile opens, a line each.
@Command(
        name = "show",
        description = "List the ports that a profile opens: listener, direction, port, hosts.",
        footer = {
            "",
            "The way of llm-pool to its model provider is not listed: it follows from",
            "--base-url, and reaches that one host.",
            "",
            "Example:",
            "  bestcode ports show --organism shop.yaml --profile coding"
        })
final class PortsShowCommand implements Callable<Integer> {
    @Mixin HelpOption help = new HelpOption();
    @Mixin private PortsChoice choice = new PortsChoice();

    @Override
    public Integer call() throws IOException {
        var lines = choice.ports().lines(choice.profile);
        lines.forEach(line -> System.out.println(Printable.of(line)));
        if (lines.isEmpty()) {
            System.err.println("Profile '%s' opens no port.".formatted(choice.profile));
        }
        return ExitCode.OK;
    }
}
