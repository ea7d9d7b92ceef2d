package dev.bestcode.cli;

import dev.bestcode.api.llm.Effort;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/// The option that says how hard models are to think.
final class EffortOption {
    @Option(
            names = "--effort",
            paramLabel = "LEVEL",
            converter = Level.class,
            description = "How hard it thinks: low, medium, high, xhigh, max.")
    private @Nullable Effort effort;

    Optional<Effort> chosen() {
        return Optional.ofNullable(effort);
    }

    /// What is wrong with a word that is to be a level.
    static Optional<String> problem(String word) {
        return Effort.ofWord(word).isPresent()
                ? Optional.empty()
                : Optional.of("'%s'; there are %s".formatted(word, words()));
    }

    private static String words() {
        return Arrays.stream(Effort.values()).map(Effort::word).collect(Collectors.joining(", "));
    }

    static final class Level implements ITypeConverter<Effort> {
        @Override
        public Effort convert(String value) {
            return Effort.ofWord(value)
                    .orElseThrow(() -> new TypeConversionException(problem(value).orElse("")));
        }
    }
}
