package dev.bestcode.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReplCommandTest {
    @Test
    void aSlipIsAnsweredWithTheNearestCommandAndNonsenseWithWhereToLook() {
        assertThat(ReplCommand.unknown("/qut")).endsWith("did you mean /quit?");
        assertThat(ReplCommand.unknown("/modle")).endsWith("did you mean /model?");
        assertThat(ReplCommand.unknown("/res")).endsWith("did you mean /resume?");
        assertThat(ReplCommand.unknown("/frobnicate")).endsWith("/help lists them.");
    }
}
