package dev.bestcode.tui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.json.Json;

import org.junit.jupiter.api.Test;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.IntConsumer;

/// A history of 100,000 lines. What is asserted is how much is drawn and held; the time of a frame
/// is printed, since a busy machine says nothing about it.
class LongHistoryTest {
    private static final int LINES_EACH = 10;
    private static final int LINES = 100_000;
    private static final int FRAMES = 300;
    private static final int COLUMNS = 120;
    private static final int ROWS = 40;

    /// The letter, where it stands, its style, where the caret goes, and the marks of the frame.
    private static final int LETTER_BYTES = 100;

    private static final int PIECE_BYTES = 160;

    /// What the items and their lines may take, twice, and some for making them.
    private static final String HEAP = "-Xmx24m";

    @Test
    void aFrameWritesWhatIsOnTheScreenAndNoMore() {
        var model = longRun();
        var shown = View.draw(model);
        int bound = ScreenDiff.FRAME_BYTES_MAX + COLUMNS * ROWS * ScreenDiff.CELL_BYTES_MAX;
        long nanos = 0;
        long most = 0;
        for (int i = 0; i < FRAMES; i++) {
            Events.happen(model, Events.streams("another word "));
            long began = cpu();
            var next = View.draw(model);
            var frame = ScreenDiff.between(shown, next, Theme.DARK);
            nanos += i < FRAMES / 2 ? 0 : cpu() - began;
            most = Math.max(most, frame.length());
            shown = next;
        }
        System.out.printf(
                "%,d lines: %.2f ms of CPU a frame, %,d bytes at most%n",
                LINES, nanos / 1e6 / (FRAMES / 2), most);
        assertThat(most).isLessThan(bound);
    }

    private static Model longRun() {
        var run = new Events();
        var model = Events.model(COLUMNS, ROWS);
        Events.happen(model, run.task("a long run"));
        for (int i = 0; i < LINES / LINES_EACH; i++) {
            Events.happen(model, run.said(("word " + i + "  \n").repeat(LINES_EACH)));
        }
        return model;
    }

    @Test
    void aLetterOfOnesOwnAndAPieceOfAnAnswerCostWhatTheyChangeOnTheScreen() {
        var model = longRun();
        var letters = frames(model, i -> Events.type(model, "x"));
        assertThat(letters).allMatch(bytes -> bytes <= LETTER_BYTES);

        // A line of the answer is full now and then, and all lines above it move up.
        var pieces = frames(model, i -> Events.happen(model, Events.streams("word ")));
        long small = pieces.stream().filter(bytes -> bytes <= PIECE_BYTES).count();
        System.out.printf(
                "bytes of %d frames: a letter at most %d; a piece %d at median, %d at most%n",
                FRAMES,
                Collections.max(letters),
                pieces.stream().sorted().toList().get(FRAMES / 2),
                Collections.max(pieces));
        assertThat(small).isGreaterThan(FRAMES * 9 / 10);

        var nothing = frames(model, i -> model.update(new Input.Noted(model.note)));
        assertThat(nothing).allMatch(bytes -> bytes == 0);
    }

    private static List<Integer> frames(Model model, IntConsumer change) {
        var shown = View.draw(model);
        var sizes = new ArrayList<Integer>();
        for (int i = 0; i < FRAMES; i++) {
            change.accept(i);
            var next = View.draw(model);
            var frame = ScreenDiff.between(shown, next, Theme.DARK);
            sizes.add(frame.getBytes(StandardCharsets.UTF_8).length);
            shown = next;
        }
        return sizes;
    }

    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    @Test
    void whatIsHeldDoesNotGrowWithTheRun() {
        var history = new History(1 << 20);
        long after = 0;
        for (int i = 1; i <= 200_000; i++) {
            history.add(Items.note("a line of a run without end " + i), true);
            history.lines(history.end() - 1, 80);
            after = i == 50_000 ? history.heapBytes() : after;
            assertThat(history.heapBytes()).isLessThanOrEqualTo(1 << 20);
            assertThat(history.linesHeld()).isLessThanOrEqualTo(RenderedItems.LINES_MAX);
        }
        System.out.printf(
                "held after 50,000 items %,d, after 200,000 %,d%n", after, history.heapBytes());
    }

    @Test
    void aLineOfManyWordsIsOneSpan() {
        var line = Wrap.words(List.of(new Span("a line of many words", Style.TEXT)), 80);
        assertThat(line).singleElement().isEqualTo(Line.of("a line of many words"));
    }

    @Test
    void whatACallIsGivenCountsWhereItsLineLeavesItOut() {
        var call = Json.parseObject("{\"content\":\"%s\"}".formatted("x".repeat(100_000)));
        var item = new Item(1, Item.Kind.CALL, "file-write", "content: x…", "file-write", call);
        assertThat(item.heapBytes()).isGreaterThan(200_000);
    }

    @Test
    void aRunThatSaysMoreThanTheHeapHoldsIsReadToItsFirstLineSearchedAndReadDownAgain()
            throws Exception {
        int lines = Boolean.getBoolean("bestcode.long") ? 2_000_000 : 200_000;
        System.out.printf("a run of %,d lines in a heap of %s%n", lines, HEAP);
        assertThat(run(lines))
                .containsExactly(
                        "followed: true",
                        "found far above: true",
                        "the first line: true",
                        "lines read on the way down: " + (lines + EndlessRun.LINES_EACH),
                        "back at the end: true");
    }

    private static List<String> run(int lines) throws Exception {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var classPath =
                System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path"));
        var child =
                new ProcessBuilder(
                                java,
                                HEAP,
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                classPath,
                                EndlessRun.class.getName(),
                                Integer.toString(lines))
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        try (var out = child.inputReader(StandardCharsets.UTF_8)) {
            var said = out.readAllLines();
            said.stream().filter(line -> line.startsWith("#")).forEach(System.out::println);
            assertThat(child.waitFor()).isZero();
            return said.stream().filter(line -> !line.startsWith("#")).toList();
        } finally {
            child.destroyForcibly();
        }
    }
}
