package dev.bestcode.tui;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.lang.management.ManagementFactory;

/// A history of 100,000 lines. What is asserted is how much is drawn and held; the time of a frame
/// is printed, since a busy machine says nothing about it.
class LongHistoryTest {
    private static final int LINES_EACH = 10;
    private static final int LINES = 100_000;
    private static final int FRAMES = 300;

    @Test
    void aFrameWritesWhatIsOnTheScreenAndNoMore() {
        var run = new Events();
        var model = Events.model(120, 40);
        Events.happen(model, run.task("a long run"));
        for (int i = 0; i < LINES / LINES_EACH; i++) {
            Events.happen(model, run.said(("word " + i + "  \n").repeat(LINES_EACH)));
        }
        var shown = View.draw(model);
        int bound = ScreenDiff.FRAME_BYTES_MAX + 120 * 40 * ScreenDiff.CELL_BYTES_MAX;
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

    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    @Test
    void whatIsHeldDoesNotGrowWithTheRun() {
        var history = new History(1 << 20);
        long after = 0;
        for (int i = 1; i <= 200_000; i++) {
            history.add(Items.note("a line of a run without end " + i));
            history.lines(history.end() - 1, 80);
            after = i == 50_000 ? history.chars() : after;
            assertThat(history.chars()).isLessThanOrEqualTo(1 << 20);
        }
        System.out.printf(
                "held after 50,000 items %,d, after 200,000 %,d%n", after, history.chars());
    }
}
