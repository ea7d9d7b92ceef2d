package dev.bestcode.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.event.BestCodeEvent;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.message.Progress;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

class ProgressLinesTest {
    @Test
    void theReasonOfAWithdrawnAnswerMovesNoTerminal() {
        var bytes = new ByteArrayOutputStream();
        var lines = new ProgressLines(new PrintStream(bytes, true, StandardCharsets.UTF_8), false);
        lines.show(
                new BestCodeEvent.Provisional(
                        new RunId("r-0123456789"),
                        new ThreadId(1),
                        new Progress.Withdrawn("cut\u001b[2J")));

        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .contains("asked for again: cut")
                .doesNotContain("\u001b");
    }
}
