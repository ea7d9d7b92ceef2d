package dev.bestcode.cli;

import dev.bestcode.organism.OrganismYaml;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Callable;

/// `bestcode organism init`: a file to start from.
@Command(
        name = "init",
        description = "Write an organism file to start from. What is there stays as it is.",
        footer = {"", "Example:", "  bestcode organism init .bestcode/organism.yaml"})
final class OrganismInitCommand implements Callable<Integer> {
    @Mixin HelpOption help = new HelpOption();

    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            defaultValue = "organism.yaml",
            description = "The file (default: ${DEFAULT-VALUE}).")
    private Path file = Path.of("organism.yaml");

    @Override
    public Integer call() throws IOException {
        try {
            Files.write(
                    file,
                    OrganismYaml.starter().getBytes(StandardCharsets.UTF_8),
                    StandardOpenOption.CREATE_NEW,
                    StandardOpenOption.WRITE);
        } catch (FileAlreadyExistsException e) {
            System.err.println(
                    "bestcode: "
                            + Printable.of(file.toString())
                            + " is there already; name another file");
            return ExitCode.CONFIGURATION;
        }
        System.out.println("wrote " + Printable.of(file.toString()));
        System.out.println("next: bestcode organism check " + Printable.of(file.toString()));
        return ExitCode.OK;
    }
}
