package dev.bestcode.wasm.wit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.wasm.WitException;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// Texts near right ones: each is read or refused, and what is read is printed and read again as
/// the same.
class WitFuzzTest {
    private static final int TRIES = Boolean.getBoolean("bestcode.long") ? 50_000 : 5_000;

    private static final List<String> PIECES =
            List.of(
                    "{",
                    "}",
                    "<",
                    ">",
                    ";",
                    ",",
                    "%",
                    "-",
                    "@",
                    "func",
                    "use ",
                    "u8",
                    "/",
                    ":",
                    "\n///x\n");

    @Test
    void damagedTextIsReadOrRefusedAndNothingElse() {
        long seed = System.nanoTime();
        System.out.println("WIT texts: " + TRIES + ", seed " + seed);
        var random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        int read = 0;
        for (int i = 0; i < TRIES; i++) {
            read += survives(damaged(random)) ? 1 : 0;
        }
        assertThat(read).isPositive();
    }

    private static boolean survives(String text) {
        try {
            var file = WitParser.parse("fuzz.wit", text);
            assertThat(WitParser.parse("fuzz.wit", WitPrinter.print(file)))
                    .as("%s", text)
                    .isEqualTo(file);
            WitResolver.resolve(
                    new WitResolver.Part("fuzz", List.of(file)), List.of(), Set.of("rooms"));
            return true;
        } catch (WitException e) {
            return false;
        }
    }

    private static String damaged(RandomGenerator random) {
        var text = new StringBuilder(WitTexts.EVERYTHING);
        for (int i = random.nextInt(4); i >= 0; i--) {
            int at = random.nextInt(text.length());
            switch (random.nextInt(3)) {
                case 0 -> text.delete(at, Math.min(text.length(), at + 1 + random.nextInt(12)));
                case 1 -> text.insert(at, PIECES.get(random.nextInt(PIECES.size())));
                default -> {
                    int from = random.nextInt(text.length());
                    int to = Math.min(text.length(), from + random.nextInt(30));
                    text.insert(at, text.substring(from, to));
                }
            }
        }
        return text.toString();
    }
}
