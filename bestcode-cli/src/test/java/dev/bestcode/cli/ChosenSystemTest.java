package dev.bestcode.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// `tools` and `ports` tell of the system that `run` would assemble.
class ChosenSystemTest {
    @TempDir private Path folder;
    private Path workspace = Path.of("");

    @BeforeEach
    void lay() throws IOException {
        workspace = folder.toRealPath();
        Files.createDirectory(workspace.resolve(".bestcode"));
    }

    private void organism(String yaml) throws IOException {
        Files.writeString(workspace.resolve(".bestcode/organism.yaml"), yaml);
    }

    private int executed(String... words) {
        var here = new String[words.length + 2];
        System.arraycopy(words, 0, here, 0, words.length);
        here[words.length] = "--workspace";
        here[words.length + 1] = workspace.toString();
        return Main.commandLine(here).execute(here);
    }

    @Test
    void theProjectsOrganismIsReadWhereNoneIsNamed() throws IOException {
        assertThat(executed("tools", "describe", "file-write")).isEqualTo(ExitCode.OK);
        organism("profiles: {reader: {listeners: [coder, file-read]}}\n");

        assertThat(executed("tools", "describe", "file-read", "--profile", "reader"))
                .isEqualTo(ExitCode.OK);
        assertThat(executed("tools", "describe", "file-write", "--profile", "reader"))
                .isEqualTo(ExitCode.CONFIGURATION);
        assertThat(executed("tools", "list")).isEqualTo(ExitCode.CONFIGURATION);
        assertThat(executed("tools", "find", "read a file", "--profile", "reader"))
                .isEqualTo(ExitCode.OK);
        assertThat(executed("ports", "show", "--profile", "reader")).isEqualTo(ExitCode.OK);
        assertThat(executed("ports", "nftables", "--profile", "reader", "--user", "x"))
                .isEqualTo(ExitCode.OK);
        assertThat(executed("ports", "show")).isEqualTo(ExitCode.CONFIGURATION);
    }

    @Test
    void oneThatWidensAndIsNotTrustedIsRefusedAsARunIs() throws IOException {
        organism(
                """
                profiles:
                  coding:
                    listeners: [coder, command-exec]
                    commands: [bash]
                """);

        assertThat(executed("tools", "list")).isEqualTo(ExitCode.REFUSED);
        assertThat(executed("ports", "show")).isEqualTo(ExitCode.REFUSED);
        assertThat(executed("ports", "nftables", "--user", "x")).isEqualTo(ExitCode.REFUSED);
    }
}
