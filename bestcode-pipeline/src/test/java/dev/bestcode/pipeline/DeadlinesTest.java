package dev.bestcode.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

@Timeout(20)
class DeadlinesTest {
    private static final Duration SOON = Duration.ofMillis(20);
    private static final Duration LATE = Duration.ofDays(1_000_000);

    private final Deadlines deadlines = new Deadlines();
    private final BlockingQueue<String> passed = new ArrayBlockingQueue<>(8);

    private Deadlines.Deadline set(String name, Duration time) {
        return deadlines.in(time, () -> passed.add(name));
    }

    @Test
    void eachIsToldOnce() throws InterruptedException {
        set("first", SOON);
        assertThat(passed.take()).isEqualTo("first");
        set("second", SOON);

        assertThat(passed.take()).isEqualTo("second");
        assertThat(passed).isEmpty();
    }

    @Test
    void oneThatIsEarlierThanAllBeforeIsNotOverslept() throws InterruptedException {
        set("first", SOON);
        set("late", LATE);
        assertThat(passed.take()).isEqualTo("first"); // from here on it sleeps until late
        set("soon", SOON);

        assertThat(passed.take()).isEqualTo("soon");
    }

    @Test
    void whatIsDroppedIsNotTold() throws InterruptedException {
        var dropped = set("dropped", Duration.ofSeconds(1));
        set("after", Duration.ofSeconds(1));
        deadlines.drop(dropped);

        assertThat(passed.take()).isEqualTo("after");
        assertThat(passed).isEmpty();
    }

    @Test
    void oneThatIsSetWhenAllWereDroppedIsToldToo() throws InterruptedException {
        deadlines.drop(set("dropped", LATE));
        set("after", SOON);

        assertThat(passed.take()).isEqualTo("after");
    }

    @Test
    void noTimeAtAllHasPassedAtOnce() throws InterruptedException {
        set("now", Duration.ZERO);
        set("before", SOON.negated());

        assertThat(List.of(passed.take(), passed.take())).containsExactly("now", "before");
    }
}
