package dev.bestcode.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.Force;
import dev.bestcode.api.kernel.KernelOp;
import dev.bestcode.api.kernel.Relevance;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.kernel.SegmentId;
import dev.bestcode.api.kernel.SegmentRow;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.kernel.ThreadStatus;
import dev.bestcode.api.message.Delivery;
import dev.bestcode.api.message.HandlerResponse;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A run that begins where another one stood.
@Timeout(60)
class PipelineForkTest {
    private static final RunId FORK = new RunId("r-fork");

    /// Each request leaves a page.
    private static HandlerResponse remember(Delivery delivery) {
        var page =
                new KernelOp.SegmentAdded(
                        delivery.message().thread(),
                        new SegmentId(delivery.newId()),
                        "user",
                        Bytes.ofUtf8("page of " + delivery.message().id()),
                        1,
                        Relevance.FULL,
                        false);
        return HandlerResponse.done(Scene.noted().outgoing(), List.of(page));
    }

    private static List<SegmentId> pages(Scene scene, ThreadId thread) {
        return scene.kernel.state().contexts().segments(thread).stream()
                .map(SegmentRow::id)
                .toList();
    }

    private static ThreadId thread(Scene scene, RunId run) {
        return scene.kernel.state().threads().ofRun(run).orElseThrow().id();
    }

    private static List<String> texts(Scene scene, RunId run) {
        return pages(scene, thread(scene, run)).stream()
                .map(page -> scene.kernel.state().contexts().content(page).orElseThrow().utf8())
                .toList();
    }

    @Test
    void forkHasThePagesItWasGivenAndIsFollowedUpOnItsOwn() throws Exception {
        try (var scene = new Scene().pure("noter", PipelineForkTest::remember)) {
            var pipeline = scene.start();
            var run = pipeline.submit("p", "noter", "Note", Scene.NOTE_1).run();
            pipeline.underWay(run).ifPresent(PipelineForkTest::await);
            await(pipeline.followUp(run, "Note", Scene.NOTE_1));
            var origin = texts(scene, run);
            var told = new ArrayList<SegmentId>();

            pipeline.fork(
                    new Fork(
                            run,
                            FORK,
                            pages(scene, thread(scene, run)).subList(0, 1),
                            numbers -> {
                                told.addAll(numbers);
                                return Optional.of(Bytes.ofUtf8("resting"));
                            },
                            Map.of("system.part", Bytes.ofUtf8("known"))));

            assertThat(texts(scene, FORK)).isEqualTo(origin.subList(0, 1));
            assertThat(told).isEqualTo(pages(scene, thread(scene, FORK)));
            assertThat(pipeline.kept(FORK, "noter")).contains(Bytes.ofUtf8("resting"));
            assertThat(pipeline.kept(FORK, "system.part")).contains(Bytes.ofUtf8("known"));
            assertThat(scene.kernel.state().threads().ofRun(FORK).orElseThrow().status())
                    .isEqualTo(ThreadStatus.COMPLETED);
            await(pipeline.followUp(FORK, "Note", Scene.NOTE_1));
            assertThat(texts(scene, FORK)).hasSize(2);
            assertThat(texts(scene, run)).isEqualTo(origin);
        }
    }

    @Test
    void forkThatIsCompleteStaysAsItIsAndOneThatWasBegunIsCompleted() throws Exception {
        try (var scene = new Scene().pure("noter", PipelineForkTest::remember)) {
            var pipeline = scene.start();
            var run = pipeline.submit("p", "noter", "Note", Scene.NOTE_1).run();
            pipeline.underWay(run).ifPresent(PipelineForkTest::await);
            await(pipeline.followUp(run, "Note", Scene.NOTE_1));
            var fork =
                    new Fork(
                            run,
                            FORK,
                            pages(scene, thread(scene, run)),
                            _ -> Optional.empty(),
                            Map.of());
            pipeline.fork(fork);
            var complete = pages(scene, thread(scene, FORK));
            pipeline.fork(fork);
            assertThat(pages(scene, thread(scene, FORK))).isEqualTo(complete);

            scene.kernel.commit( // as a kill after its first page would have left it
                    List.of(new KernelOp.ThreadStatusSet(thread(scene, FORK), ThreadStatus.ACTIVE)),
                    Force.NOW);
            pipeline.fork(fork);
            assertThat(pages(scene, thread(scene, FORK))).isEqualTo(complete);
            assertThat(scene.kernel.state().threads().ofRun(FORK).orElseThrow().status())
                    .isEqualTo(ThreadStatus.COMPLETED);
        }
    }

    @Test
    void runThatIsNotThereIsNotForked() {
        try (var scene = new Scene()) {
            var pipeline = scene.start();
            var none =
                    new Fork(new RunId("r-none"), FORK, List.of(), _ -> Optional.empty(), Map.of());
            assertThatThrownBy(() -> pipeline.fork(none))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("there is no run r-none");
        }
    }

    private static void await(Ticket ticket) {
        try {
            ticket.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
