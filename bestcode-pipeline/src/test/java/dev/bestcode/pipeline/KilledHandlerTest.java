package dev.bestcode.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.KernelException;
import dev.bestcode.api.kernel.KernelOp;
import dev.bestcode.api.kernel.MessageStatus;
import dev.bestcode.api.message.Delivery;
import dev.bestcode.api.message.HandlerResponse;
import dev.bestcode.api.message.Message;
import dev.bestcode.api.message.Outgoing;
import dev.bestcode.api.message.Progress;
import dev.bestcode.api.message.Source;
import dev.bestcode.api.tool.ToolOutcome;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/// A handler that dies before it returns has changed nothing, wherever it dies, and its caller
/// hears of it.
@Timeout(60)
class KilledHandlerTest {
    private final CountDownLatch never = new CountDownLatch(1);

    @AfterEach
    void letGo() {
        never.countDown();
    }

    /// How it dies.
    enum Death {
        EXCEPTION,
        ERROR,
        STACK,
        MEMORY,
        INTERRUPTED,
        SILENT,
        UNPRINTABLE,
        DEADLINE,
        DEADLINE_WITHOUT_A_RESPONSE_TO_THE_INTERRUPT
    }

    @ParameterizedTest
    @EnumSource
    void deadHandlerHasChangedNothingAndItsCallerHearsOfIt(Death death) throws Exception {
        var answers = new CopyOnWriteArrayList<Message>();
        try (var scene = new Scene()) {
            scene.options(
                    PipelineOptions.defaults()
                            .withDeadlines(
                                    Duration.ofSeconds(2),
                                    Duration.ofSeconds(5),
                                    Duration.ofMillis(20)));
            scene.pure(
                    "asker",
                    d -> {
                        if (d.message().kind() == Message.Kind.REQUEST) {
                            return Scene.send(Scene.note("dying", "c"));
                        }
                        answers.add(d.message());
                        return Scene.noted();
                    });
            scene.noter("dying", d -> die(death, d));
            scene.noter("peer", d -> Scene.noted());
            var pipeline = scene.start();

            assertThat(pipeline.submit("p", "asker", "Note", Scene.NOTE_1).await())
                    .isInstanceOf(Answer.Replied.class);

            assertThat(answers).extracting(Message::kind).containsExactly(Message.Kind.FAILURE);
            var thread = scene.kernel.entries(MessageStatus.FAILED).getFirst().message().thread();
            assertThat(scene.kernel.handlerState(thread, "dying")).isEmpty();
            assertThat(scene.kernel.entries())
                    .extracting(e -> e.message().listener())
                    .doesNotContain("peer");
            assertThat(opsAbout(scene, thread.value()))
                    .containsExactly(
                            "ThreadPushed",
                            "MessageDispatched", // its request
                            "MessageFailed",
                            "ThreadPruned");
            new JournalCheck(scene.kernel).run();

            assertThat(pipeline.submit("p", "asker", "Note", Scene.NOTE_1).await())
                    .as("the next is handled")
                    .isInstanceOf(Answer.Replied.class);
        }
    }

    /// The log fails at the first commit, the second, ... until one run goes through: what is on
    /// record is the undisturbed run up to there, no tool started whose request is not on record,
    /// and whoever waits hears of it.
    @Test
    void runIsCutAtEveryCommitAndWhatIsLeftIsAPrefix() throws Exception {
        var whole = new Cut(1_000);
        assertThat(whole.ended).isTrue();

        int cut = 0;
        for (var part = new Cut(cut); !part.ended; part = new Cut(++cut)) {
            assertThat(part.ops).as("cut at " + cut).isEqualTo(whole.ops.subList(0, cut));
            assertThat(part.started).isLessThanOrEqualTo(part.requested);
        }
        assertThat(cut).isEqualTo(whole.ops.size()).isGreaterThan(5);
        Counts.print(cut + " commits, each the last one", 0);
    }

    /// One run of an agent with a tool, on a log that fails after so many commits.
    private static final class Cut {
        final List<List<String>> ops = new ArrayList<>();
        final boolean ended;
        final int started;
        final int requested;

        Cut(int commits) throws InterruptedException {
            var starts = new AtomicInteger();
            boolean through;
            try (var scene = new Scene()) {
                scene.pure(
                        "coder",
                        d ->
                                switch (d.message().call()) {
                                    case "" -> Scene.send(Scene.call("look", "one"));
                                    case "one" -> Scene.send(Scene.call("look", "two"));
                                    default -> Scene.noted();
                                });
                scene.tool(
                        "look",
                        call -> {
                            starts.incrementAndGet();
                            return ToolOutcome.succeeded("seen");
                        });
                var pipeline = scene.start();
                scene.kernel.breakLogAfter(commits);
                through = isThrough(pipeline);
                pipeline.close();
                scene.kernel.transactions().stream()
                        .skip(1) // the root
                        .map(t -> t.ops().stream().map(KilledHandlerTest::shown).toList())
                        .forEach(ops::add);
                requested =
                        (int)
                                scene.kernel.entries().stream()
                                        .filter(e -> e.message().listener().equals("look"))
                                        .count();
            }
            ended = through;
            started = starts.get();
        }

        private static boolean isThrough(Pipeline pipeline) throws InterruptedException {
            try {
                pipeline.submit("p", "coder", "Note", Scene.NOTE_1).await();
                return true;
            } catch (KernelException e) {
                return false;
            }
        }
    }

    private HandlerResponse die(Death death, Delivery d) throws InterruptedException {
        d.progress(new Progress.Text("about to die"));
        d.readFrom(Source.file("half-read"));
        var _ = willHaveBeen(d);
        return switch (death) {
            case EXCEPTION -> throw new IllegalStateException("dies");
            case ERROR -> throw new AssertionError("dies");
            case STACK -> Scene.send(Scene.note("peer", "c" + deeper(0)));
            case MEMORY -> throw new OutOfMemoryError("as if");
            case INTERRUPTED -> throw new InterruptedException("by itself");
            case SILENT -> nothing();
            case UNPRINTABLE -> throw new Unprintable();
            case DEADLINE -> {
                never.await();
                yield willHaveBeen(d);
            }
            case DEADLINE_WITHOUT_A_RESPONSE_TO_THE_INTERRUPT -> {
                awaitWhateverComes();
                yield willHaveBeen(d);
            }
        };
    }

    private void awaitWhateverComes() {
        while (never.getCount() > 0) {
            try {
                never.await();
            } catch (InterruptedException e) {
                // That is the point.
            }
        }
    }

    /// What it was about to answer.
    private static HandlerResponse willHaveBeen(Delivery d) {
        return HandlerResponse.done(
                List.of(
                        new Outgoing.Spawn("peer", "Note", Scene.NOTE_1),
                        new Outgoing.Reply("Note", Scene.NOTE_1)),
                List.of(
                        new KernelOp.HandlerStateSet(
                                d.message().thread(), "dying", Bytes.ofUtf8("half"))));
    }

    @SuppressWarnings("NullAway") // what no handler may do
    private static HandlerResponse nothing() {
        return null;
    }

    private static int deeper(int depth) {
        return depth < 0 ? depth : deeper(depth + 1) - 1;
    }

    private static List<String> opsAbout(Scene scene, long thread) {
        return scene.kernel.transactions().stream()
                .flatMap(t -> t.ops().stream())
                .filter(op -> isAbout(scene, op, thread))
                .map(KilledHandlerTest::shown)
                .toList();
    }

    private static boolean isAbout(Scene scene, KernelOp op, long thread) {
        return switch (op) {
            case KernelOp.ThreadPushed pushed ->
                    pushed.thread().value() == thread
                            || pushed.parent().filter(up -> up.value() == thread).isPresent();
            case KernelOp.ThreadPruned(var id) -> id.value() == thread;
            case KernelOp.MessageDispatched(var message) -> message.thread().value() == thread;
            case KernelOp.MessageDelivered(var id) -> isOn(scene, id.value(), thread);
            case KernelOp.MessageFailed(var id, _) -> isOn(scene, id.value(), thread);
            case KernelOp.StateOp own -> own.thread().value() == thread;
            case KernelOp.MessageRefused(var message, _, _) -> message.thread().value() == thread;
            case KernelOp.ThreadStatusSet(var id, _) -> id.value() == thread;
            case KernelOp.MessageRetried _,
                    KernelOp.RunRetained _,
                    KernelOp.RunPruned _,
                    KernelOp.RunForked _ ->
                    false;
        };
    }

    private static boolean isOn(Scene scene, long message, long thread) {
        return scene.kernel.entries().stream()
                .anyMatch(
                        e ->
                                e.message().id().value() == message
                                        && e.message().thread().value() == thread);
    }

    private static String shown(KernelOp op) {
        return op.getClass().getSimpleName();
    }

    /// Throws again when it is asked for its text.
    private static final class Unprintable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        @Override
        public String getMessage() {
            throw new IllegalStateException("no");
        }
    }
}
