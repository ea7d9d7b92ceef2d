package dev.bestcode.cli;

import dev.bestcode.llm.ModelPrices;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The option that says what models cost, beside the prices that are known.
final class PricesOption {
    @Option(
            names = "--prices",
            paramLabel = "FILE",
            description = "Prices of your own, before the built-in ones.")
    private @Nullable Path file;

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec spec;

    /// @throws ParameterException naming the file, when it cannot be read as prices
    ModelPrices table() {
        if (file == null) {
            return ModelPrices.builtIn();
        }
        try {
            return ModelPrices.builtIn().and(Files.readAllBytes(file));
        } catch (IOException e) {
            throw wrong("no prices can be read from %s: %s".formatted(file, IoSentence.of(e)));
        } catch (IllegalArgumentException e) {
            throw wrong("%s holds no prices: %s".formatted(file, e.getMessage()));
        }
    }

    private ParameterException wrong(String message) {
        if (spec == null) {
            throw new IllegalStateException("picocli has not filled in the command's spec");
        }
        return new ParameterException(spec.commandLine(), message);
    }
}
