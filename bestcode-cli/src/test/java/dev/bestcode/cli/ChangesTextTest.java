package dev.bestcode.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.tools.WorkspacePast.Change;

import org.junit.jupiter.api.Test;

class ChangesTextTest {
    @Test
    void nameThatWouldTurnTheLineRoundOrMoveTheCursorIsShownHarmless() {
        var line = ChangesText.line(new Change("a\u202egpj.sh\u001b[2J", "created"));

        assertThat(line).startsWith("created  a").doesNotContain("\u202e", "\u001b");
    }
}
