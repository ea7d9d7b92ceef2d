package dev.bestcode.it;

import static dev.bestcode.it.BestCodeProcess.bestcode;
import static dev.bestcode.testkit.Step.answer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.testkit.ScriptedModel;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;

/// State that is somewhere else than its reader thinks.
class DataDirTest {
    private static final int USAGE = 2;
    private static final int CONFIGURATION = 3;
    private static final int KERNEL = 7;

    @TempDir Path folder;
    private Path workspace = Path.of("");
    private Path state = Path.of("");

    @BeforeEach
    void lay() throws Exception {
        workspace = Files.createDirectory(folder.resolve("workspace"));
        state = folder.resolve("state");
    }

    private BestCodeProcess command(String... words) {
        return bestcode(words)
                .env("HOME", folder.toString())
                .env("ANTHROPIC_API_KEY", "key")
                .in(workspace);
    }

    private void ran() throws Exception {
        try (var model = ScriptedModel.start(answer("done"))) {
            var run = command("run", "x").with("--base-url", model.baseUrl(), "--data-dir", state);
            assertThat(run.run().exit()).isZero();
        }
    }

    @Test
    void copyIsStateLikeAnyOtherWhereTheHelpPutsIt() throws Exception {
        ran();
        assertThat(command("kernel", "backup", "--help").run().out()).contains("../kept/k0");
        var copied = command("kernel", "backup", "../kept/k0").with("--data-dir", state).run();
        assertThat(copied.exit()).as(copied.err()).isZero();
        assertThat(command("runs", "--data-dir", "../kept").run().out()).contains("\"k0\"");
    }

    @Test
    void kernelItselfIsNoPlaceForKernels() throws Exception {
        ran();
        var kernel = state.resolve("k0");
        for (var verb : new String[] {"runs", "run"}) {
            var wrong = command(verb).with("--data-dir", kernel).typing("x").run();
            assertThat(wrong.err()).contains(kernel + " is a kernel", "folder that it lies in");
            assertThat(wrong.exit()).isEqualTo(CONFIGURATION);
        }
        assertThat(kernel.resolve("k0")).doesNotExist();
        assertThat(command("kernel", "stats").with("--data-dir", kernel).run().exit()).isZero();
    }

    @Test
    void placeThatIsNotThereIsNotEmpty() throws Exception {
        for (var verb : new String[] {"runs", "approve"}) {
            var wrong = command(verb).with("--data-dir", state).run();
            assertThat(wrong.err()).contains("there is no directory " + state);
            assertThat(wrong.exit()).isEqualTo(CONFIGURATION);
        }
        assertThat(command("runs").run().exit()).as("nothing has run as yet").isZero();
    }

    @Test
    void placeThatCannotBeReadIsNotEmpty() throws Exception {
        var loop = Files.createSymbolicLink(folder.resolve("loop"), folder.resolve("loop"));
        var wrong = command("runs").with("--data-dir", loop).run();
        assertThat(wrong.err()).contains(loop + " cannot be read");
        assertThat(wrong.out()).isEmpty();
        assertThat(wrong.exit()).isEqualTo(KERNEL);
    }

    @Test
    void runThatIsNotThereIsTheSameMistakeEverywhere() throws Exception {
        ran();
        var nobody = "r-0000000000";
        for (var words :
                new String[][] {
                    {"resume", nobody},
                    {"stop", nobody},
                    {"send", nobody, "x"},
                    {"replay", nobody},
                    {"report", nobody},
                    {"explain", nobody},
                    {"explain", nobody, "--calls"},
                    {"runs", "show", nobody},
                    {"journal", "tail", nobody},
                    {"journal", "export", nobody}
                }) {
            var wrong = command(words).with("--data-dir", state).run();
            assertThat(wrong.err()).as(String.join(" ", words)).contains("there is no run");
            assertThat(wrong.exit()).as(String.join(" ", words)).isEqualTo(USAGE);
        }
    }

    @Test
    void runThatNobodyWorksOnIsNoTroubleOfTheKernel() throws Exception {
        ran();
        var id = command("runs").with("--data-dir", state).run().out();
        id = id.replaceAll("(?s).*(r-[0-9a-z]{10}).*", "$1");
        var wrong = command("send", id, "more").with("--data-dir", state).run();
        assertThat(wrong.err()).contains("no process works on run " + id, "bestcode resume");
        assertThat(wrong.exit()).isEqualTo(USAGE);
    }
}
