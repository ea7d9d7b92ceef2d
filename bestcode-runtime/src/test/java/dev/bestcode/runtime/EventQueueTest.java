package dev.bestcode.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.event.BestCodeEvent;
import dev.bestcode.api.event.BestCodeEvent.MessageSpoken;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.message.Progress;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

class EventQueueTest {
    private static final RunId RUN = new RunId("r-1");

    @Test
    void whatFitsComesInOrderAndTheRestIsToldAsAGap() throws Exception {
        int bytesOfOne = sizeOf(spoken(1));
        var queue = new EventQueue(1, 2 * bytesOfOne);
        for (int seq = 1; seq <= 5; seq++) {
            queue.accept(spoken(seq));
        }

        assertThat(seqs(queue, 2)).containsExactly("1", "2");
        queue.accept(spoken(6)); // there is room, but it must not overtake the gap
        assertThat(seqs(queue, 1)).containsExactly("3-6");
        queue.accept(spoken(7));
        queue.end();
        assertThat(seqs(queue, 1)).containsExactly("7");
        assertThat(queue.take()).isEmpty();
    }

    @Test
    void anEventThatIsLargerThanTheBoundStillComesWhenNothingWaits() throws Exception {
        var queue = new EventQueue(1, 1);

        queue.accept(spoken(1));

        assertThat(seqs(queue, 1)).containsExactly("1");
    }

    @Test
    void provisionalOnesAreNotCarried() throws Exception {
        var queue = new EventQueue(1, 1_000);

        queue.accept(
                new BestCodeEvent.Provisional(RUN, new ThreadId(1), new Progress.Text("maybe")));
        queue.end();

        assertThat(queue.take()).isEmpty();
    }

    private static List<String> seqs(EventQueue queue, int count) throws InterruptedException {
        var seqs = new ArrayList<String>();
        for (int taken = 0; taken < count; taken++) {
            seqs.add(
                    switch (queue.take().orElseThrow()) {
                        case EventQueue.Happened(var seq, _) -> Long.toString(seq);
                        case EventQueue.Gap(var from, var to) -> from + "-" + to;
                    });
        }
        return seqs;
    }

    private static int sizeOf(MessageSpoken event) throws InterruptedException {
        var queue = new EventQueue(1, 1_000);
        queue.accept(event);
        return ((EventQueue.Happened) queue.take().orElseThrow()).line().size();
    }

    private static MessageSpoken spoken(long seq) {
        return new MessageSpoken(RUN, new ThreadId(1), seq, "hello");
    }
}
