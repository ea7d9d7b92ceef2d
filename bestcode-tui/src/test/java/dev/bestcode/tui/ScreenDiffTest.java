package dev.bestcode.tui;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;

class ScreenDiffTest {
    private static final List<String> PIECES =
            List.of(
                    "a",
                    "bc",
                    "日本",
                    "é",
                    "e\u0301",
                    "👨",
                    "─│",
                    " ",
                    "\u001b[2J",
                    "\u202Ex",
                    "wörd");

    @Test
    void nothingIsWrittenWhenNothingDiffers() {
        var screen = random(new Random(1), 30, 5);
        assertThat(ScreenDiff.between(screen, screen, Theme.DARK)).isEmpty();
    }

    @Test
    void oneLetterCostsAFewBytes() {
        var before = new Screen(80, 24);
        var after = new Screen(80, 24);
        after.put(new Area(10, 5, 1, 1), 0, Line.of("x"));
        assertThat(ScreenDiff.between(before, after, Theme.DARK).length()).isLessThan(40);
    }

    @Test
    void whatIsWrittenTurnsOneScreenIntoTheNextWithinItsBound() {
        long seed = Long.getLong("bestcode.seed", 7L);
        System.out.println("screens: 500 pairs, seed " + seed);
        var random = new Random(seed);
        for (int i = 0; i < 500; i++) {
            int columns = 1 + random.nextInt(40);
            int rows = 1 + random.nextInt(8);
            var before = random(random, columns, rows);
            var after = random(random, columns, rows);
            var terminal = new FakeTerminal(columns, rows);
            terminal.write(ScreenDiff.whole(before, Theme.LIGHT));
            assertThat(terminal.text()).isEqualTo(before.text());
            var frame = ScreenDiff.between(before, after, Theme.LIGHT);
            terminal.write(frame);
            assertThat(terminal.text()).isEqualTo(after.text());
            assertThat(frame.getBytes(StandardCharsets.UTF_8).length)
                    .isLessThanOrEqualTo(
                            ScreenDiff.FRAME_BYTES_MAX
                                    + columns * rows * ScreenDiff.CELL_BYTES_MAX);
        }
    }

    @Test
    void withoutColoursOnlyMarksAreSet() {
        assertThat(Theme.PLAIN.sgr(Style.ERROR.with(Style.BOLD))).isEqualTo("\u001b[0;1m");
        assertThat(Theme.of(Map.of("NO_COLOR", "1"), Theme.DARK)).isEqualTo(Theme.PLAIN);
    }

    private static Screen random(Random random, int columns, int rows) {
        var screen = new Screen(columns, rows);
        for (int row = 0; row < rows; row++) {
            var text = new StringBuilder();
            for (int i = random.nextInt(12); i > 0; i--) {
                text.append(PIECES.get(random.nextInt(PIECES.size())));
            }
            var roles = Role.values();
            var style = Style.of(roles[random.nextInt(roles.length)]);
            screen.put(new Area(0, 0, columns, rows), row, Line.of(text.toString(), style));
        }
        return screen;
    }
}
