package dev.bestcode.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.kernel.JournalEntry;
import dev.bestcode.api.kernel.MessageStatus;
import dev.bestcode.api.message.Message;
import dev.bestcode.api.message.Outgoing;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

/// A flood of refused messages is answered in full and recorded in part, with a count of the rest.
@Timeout(60)
class RefusalMeterTest {
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);

    @Test
    void burstIsRecordedThenSoManyASecondAndTheRestCounted() {
        var meter =
                new RefusalMeter(now::get, PipelineOptions.defaults().withRefusalsRecorded(3, 2));

        assertThat(next(meter, 5)).containsExactly(0L, 0L, 0L, -1L, -1L);
        pass(500);
        assertThat(next(meter, 2)).containsExactly(2L, -1L);
        pass(60_000);
        assertThat(next(meter, 4)).as("never more than the burst").containsExactly(1L, 0L, 0L, -1L);
        assertThat(meter.take()).isEqualTo(1);
        assertThat(meter.take()).isZero();
    }

    @Test
    void clockThatIsSetBackRefillsNothing() {
        var meter =
                new RefusalMeter(now::get, PipelineOptions.defaults().withRefusalsRecorded(1, 1));
        pass(10_000);
        assertThat(next(meter, 2)).containsExactly(0L, -1L);
        pass(-5_000);
        assertThat(next(meter, 1)).containsExactly(-1L);
    }

    @Test
    void floodOfOneRunIsAnsweredInFullAndItsCountIsInTheJournal() throws Exception {
        var answers = new AtomicInteger();
        try (var scene = flooding(PipelineOptions.defaults().withRefusalsRecorded(4, 0), 50)) {
            scene.builder.clock(now::get);
            scene.pure(
                    "asker",
                    d -> {
                        if (d.message().kind() == Message.Kind.REQUEST) {
                            return Scene.send(
                                    IntStream.range(0, 50)
                                            .mapToObj(i -> Scene.note("nobody", "c" + i))
                                            .toArray(Outgoing[]::new));
                        }
                        return answers.incrementAndGet() == 50
                                ? Scene.noted()
                                : Scene.acknowledge();
                    });
            scene.start().submit("p", "asker", "Note", Scene.NOTE_1).await();

            assertThat(answers).hasValue(50);
            assertThat(reasons(scene))
                    .hasSize(5)
                    .last()
                    .isEqualTo("46 refused messages were answered and only counted");
        }
    }

    @Test
    void floodAtTheDoorIsAnsweredInFullAndItsCountIsInTheJournalAfterTheClose() throws Exception {
        try (var scene = new Scene()) {
            scene.options(PipelineOptions.defaults().withRefusalsRecorded(2, 1));
            scene.builder.clock(now::get);
            var pipeline = scene.start();
            for (int i = 0; i < 10; i++) {
                assertThat(pipeline.submit("p", "nobody", "Note", Scene.NOTE_1).await())
                        .isInstanceOf(Answer.Failed.class);
            }
            pass(1_000);
            pipeline.submit("p", "nobody", "Note", Scene.NOTE_1).await();
            pipeline.submit("p", "nobody", "Note", Scene.NOTE_1).await();
            pipeline.close();

            assertThat(reasons(scene)).hasSize(4);
            assertThat(reasons(scene).get(2)).endsWith("(8 before it only counted)");
            assertThat(reasons(scene).getLast())
                    .isEqualTo("1 refused messages were answered and only counted");
        }
    }

    private static Scene flooding(PipelineOptions options, int inARow) {
        return new Scene().options(options.withRepeatLimits(1, inARow, 1_000));
    }

    private static List<String> reasons(Scene scene) {
        return scene.kernel.entries(MessageStatus.REFUSED).stream()
                .map(JournalEntry::reason)
                .toList();
    }

    private static List<Long> next(RefusalMeter meter, int times) {
        return IntStream.range(0, times)
                .mapToObj(i -> meter.next())
                .map(counted -> counted.orElse(-1))
                .toList();
    }

    private void pass(long millis) {
        now.updateAndGet(then -> then.plusMillis(millis));
    }
}
