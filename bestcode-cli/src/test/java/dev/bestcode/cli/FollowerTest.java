package dev.bestcode.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestcode.api.control.Run;
import dev.bestcode.api.control.RunResult;
import dev.bestcode.api.control.RunStatus;
import dev.bestcode.api.event.BestCodeEvent;
import dev.bestcode.api.kernel.KernelException;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.kernel.Usage;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

class FollowerTest {
    private static final RunId RUN = new RunId("r-1");
    private static final RunResult DONE = new RunResult(RUN, RunStatus.DONE, "done", 1, Usage.ZERO);

    private final Follower follower = new Follower();

    @Test
    void everythingUpToTheEndOfItsRunIsShownInOrder() throws Exception {
        var spoken = new BestCodeEvent.MessageSpoken(RUN, new ThreadId(1), 1, "hi");
        var other = new BestCodeEvent.RunFinished(new RunId("r-2"), new ThreadId(2), 2, DONE);
        var finished = new BestCodeEvent.RunFinished(RUN, new ThreadId(1), 3, DONE);
        List.of(spoken, other, finished).forEach(follower);
        var shown = new ArrayList<BestCodeEvent>();

        assertThat(follower.follow(new Ends(), shown::add)).isEqualTo(DONE);
        assertThat(shown).containsExactly(spoken, other, finished);
    }

    @Test
    void aRunThatCanNoLongerEndIsNotWaitedFor() {
        var cause = new KernelException("the log has stopped");

        assertThatThrownBy(() -> follower.follow(new Breaks(cause), _ -> {})).isSameAs(cause);
    }

    private record Ends() implements Run {
        @Override
        public RunId id() {
            return RUN;
        }

        @Override
        public RunResult await() throws InterruptedException {
            new CountDownLatch(1).await(); // its events say it
            return DONE;
        }

        @Override
        public void stop() {}
    }

    private record Breaks(RuntimeException cause) implements Run {
        @Override
        public RunId id() {
            return RUN;
        }

        @Override
        public RunResult await() {
            throw cause;
        }

        @Override
        public void stop() {}
    }
}
