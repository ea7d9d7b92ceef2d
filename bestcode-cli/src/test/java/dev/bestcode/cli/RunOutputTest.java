package dev.bestcode.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.control.RunResult;
import dev.bestcode.api.control.RunStatus;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.kernel.Usage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

class RunOutputTest {
    private static final String ANSWER = "a\u001b[2Jb\u00ad\u202ec";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void anAnswerIsUnchangedInAPipeAndSafeAtATerminal() {
        write(RunStatus.DONE, false);
        write(RunStatus.DONE, true);

        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(ANSWER, Printable.of(ANSWER));
        assertThat(err.size()).isZero();
    }

    @Test
    void whatWentWrongIsSafeWhereverOutputGoes() {
        write(RunStatus.FAILED, false);

        assertThat(err.toString(StandardCharsets.UTF_8).strip()).isEqualTo(Printable.of(ANSWER));
        assertThat(out.size()).isZero();
    }

    @Test
    void aFileIsNoTerminalAndWhatCannotBeToldIsOne(@TempDir Path folder) throws Exception {
        var file = Files.createFile(folder.resolve("answer.txt"));

        assertThat(StandardOutput.isTerminal(file)).isFalse();
        assertThat(StandardOutput.isTerminal(Path.of("/dev/null"))).isTrue();
        assertThat(StandardOutput.isTerminal(folder.resolve("none"))).isTrue();
    }

    private void write(RunStatus status, boolean terminal) {
        var result = new RunResult(new RunId("r-1"), status, ANSWER, 1, Usage.ZERO);
        RunOutput.text.result(result, terminal, stream(out), stream(err));
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}
