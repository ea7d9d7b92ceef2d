package dev.bestcode.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import picocli.CommandLine.ParameterException;

import java.util.List;

class SubcommandNamesTest {
    @ParameterizedTest
    @CsvSource({
        "rnu, bestcode run",
        "runns, bestcode runs",
        "Run, bestcode run",
        "jornal, bestcode journal",
        "kernel stast, bestcode kernel stats"
    })
    void theNearestIsMeant(String typed, String meant) {
        assertThat(told(typed.split(" ")))
                .hasSize(2)
                .last()
                .isEqualTo("Did you mean: " + meant + "?");
    }

    @Test
    void nothingIsMeantByWhatIsFarFromAll() {
        assertThat(told("xyzzy")).hasSize(1);
        assertThat(told("fix the failing test")).hasSize(1);
    }

    @Test
    void anOptionThatIsNearOneIsMeantAsThat() {
        assertThat(told("run", "--modle", "opus", "x")).last().asString().contains("--model");
    }

    @Test
    void aGroupAsksForWhichOfIts() {
        assertThat(told("journal", "--data-dir", "x"))
                .containsExactly("Missing subcommand: tail, export, verify");
    }

    private static List<String> told(String... args) {
        var command = Main.commandLine(args);
        var wrong = catchThrowableOfType(ParameterException.class, () -> command.parseArgs(args));
        return SubcommandNames.told(wrong);
    }
}
