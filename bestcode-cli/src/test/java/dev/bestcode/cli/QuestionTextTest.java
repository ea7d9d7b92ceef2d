package dev.bestcode.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.tool.ToolPreview;

import org.junit.jupiter.api.Test;

import java.util.List;

class QuestionTextTest {
    @Test
    void eachFactOfACallHasItsLineAndNoBlankHidesInAWord() {
        var preview =
                ToolPreview.ofCommand("/bin/rm", List.of("rm", "-rf", "my folder", ""), "/shop");

        assertThat(QuestionText.of("command-exec", preview, 80))
                .containsExactly(
                        "? command-exec asks to run",
                        "  program  /bin/rm",
                        "  command  rm -rf 'my folder' ''",
                        "  in       /shop");
    }

    @Test
    void aLongCommandIsBrokenBehindBlanksAndNothingIsCut() {
        var words = List.of("echo", "one", "two", "x".repeat(40), "three");
        var lines = QuestionText.of("t", ToolPreview.ofCommand("/e", words, "/"), 30);

        assertThat(lines).allMatch(line -> line.length() <= 30);
        assertThat(String.join("", lines).replace(" ", ""))
                .contains("echoonetwo" + "x".repeat(40) + "three");
    }

    @Test
    void whatWouldMoveTheTerminalIsReplaced() {
        var preview = ToolPreview.ofPath("/shop/a\u001b[2J\u202Eb\nc");

        assertThat(String.join("\n", QuestionText.of("t\u0007", preview, 80)))
                .doesNotContain("\u001b", "\u202E", "\u0007")
                .contains("\uFFFD[2J\uFFFDb⏎c");
    }

    @Test
    void aCallWithMoreFactsThanAScreenSaysHowMany() {
        var preview = ToolPreview.ofCommand("/p", List.of("p", "y".repeat(3_000)), "/");

        assertThat(QuestionText.of("t", preview, 40))
                .hasSize(21)
                .last()
                .asString()
                .contains("more lines");
    }
}
