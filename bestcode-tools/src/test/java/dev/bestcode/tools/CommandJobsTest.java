package dev.bestcode.tools;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.tool.ToolCall;
import dev.bestcode.api.tool.ToolOutcome;
import dev.bestcode.testkit.NoRights;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

@Timeout(120)
class CommandJobsTest {
    private static final RunId RUN = new RunId("one");
    private static final RunId OTHER = new RunId("two");

    @TempDir private Path root;
    private NativeTools tools;

    @BeforeEach
    void open() {
        tools = NativeTools.in(Workspace.at(root));
    }

    @AfterEach
    void close() throws IOException {
        tools.close();
    }

    private ToolOutcome call(RunId run, String tool, String arguments) {
        var peer =
                tools.peers(ToolBench.ANY_SYSTEM_PROGRAM).stream()
                        .filter(one -> one.descriptor().name().equals(tool))
                        .findFirst()
                        .orElseThrow();
        var json = Json.parseObject(arguments.replace('\'', '"'));
        try {
            return peer.call(new ToolCall(json, run, "coding", new NoRights(), _ -> {}));
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts this call", e);
        }
    }

    private String background(RunId run, String command) {
        var text =
                call(run, "command-exec", "{'background':true,'command':'" + command + "'}").text();
        assertThat(text).startsWith("job c");
        return text.split(" ", -1)[1];
    }

    @Test
    void allThatACommandPrintedIsReadBackPieceByPiece() {
        call(RUN, "command-exec", "{'command':'seq 1 20000'}");
        var text = new StringBuilder();
        int total = 108_894;
        while (text.length() < total) {
            var piece =
                    call(
                                    RUN,
                                    "command-jobs",
                                    "{'action':'read','id':'c1','offset':%d}"
                                            .formatted(text.length()))
                            .text();
            assertThat(piece).startsWith("bytes %d to ".formatted(text.length()));
            text.append(piece.substring(piece.indexOf('\n') + 1));
        }
        assertThat(text.toString())
                .startsWith("1\n2\n")
                .endsWith("\n19999\n20000\n")
                .hasSize(total);
        assertThat(call(OTHER, "command-jobs", "{'action':'read','id':'c1'}").error())
                .as("another run's output")
                .isTrue();
    }

    @Test
    void aJobIsListedAndKilledByItsOwnRunAlone() {
        var id = background(RUN, "sleep 611");

        assertThat(call(RUN, "command-jobs", "{'action':'list'}").text())
                .isEqualTo(id + "  running  /usr/bin/sleep 611\n");
        assertThat(call(OTHER, "command-jobs", "{'action':'list'}").text())
                .isEqualTo("no background jobs\n");
        assertThat(call(OTHER, "command-jobs", "{'action':'kill','id':'%s'}".formatted(id)).error())
                .isTrue();
        assertThat(call(RUN, "command-jobs", "{'action':'kill','id':'%s'}".formatted(id)).text())
                .isEqualTo(id + ": killed\n");
        assertThat(running("611")).isZero();
    }

    @Test
    void aNinthJobIsRefusedUntilOneHasEnded() {
        for (int i = 0; i < CommandJobs.ALIVE_MAX; i++) {
            background(RUN, "sleep 612");
        }
        assertThat(call(RUN, "command-exec", "{'background':true,'command':'sleep 612'}").text())
                .startsWith("8 background jobs are running");
        call(RUN, "command-jobs", "{'action':'kill','id':'c1'}");
        assertThat(background(RUN, "sleep 612")).isEqualTo("c9");
    }

    @Test
    void jobsEndWithTheirRunAndAllWithTheSystem() throws IOException {
        background(RUN, "sleep 613");
        background(OTHER, "sleep 614");

        tools.endRun(RUN);
        assertThat(running("613")).isZero();
        assertThat(running("614")).isOne();
        tools.close();
        assertThat(running("614")).isZero();
    }

    @Test
    void theDescendantsOfAJobEndWithIt() throws IOException {
        Files.writeString(root.resolve("spawn.sh"), "sleep 615 & setsid sleep 615 & wait\n");
        var id = background(RUN, "sh spawn.sh");
        while (running("615") < 2) {
            Thread.onSpinWait();
        }
        call(RUN, "command-jobs", "{'action':'kill','id':'%s'}".formatted(id));
        assertThat(running("615")).isZero();
    }

    /// How many processes sleep for so long.
    private static long running(String seconds) {
        return ProcessHandle.allProcesses()
                .filter(
                        process ->
                                process.info().arguments().stream()
                                        .flatMap(Arrays::stream)
                                        .anyMatch(seconds::equals))
                .count();
    }
}
