package dev.bestcode.runtime;

import static dev.bestcode.testkit.Step.answer;
import static dev.bestcode.testkit.Step.calls;
import static dev.bestcode.testkit.Step.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestcode.api.control.Run;
import dev.bestcode.api.control.RunStatus;
import dev.bestcode.api.control.Task;
import dev.bestcode.api.kernel.JournalEntry;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.message.MessageId;
import dev.bestcode.librarian.Explanation;
import dev.bestcode.testkit.ScriptedModel;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/// Another process's view of a system, here from the same process.
class ControlClientTest {
    @TempDir private Path folder;

    @Test
    void aRunIsBegunWatchedStoppedAndGoesOnFromOutside() throws Exception {
        var asked = new CountDownLatch(1);
        var never = new CountDownLatch(1);
        try (var model =
                        ScriptedModel.start(
                                Owner.answerAfter(asked, never, "late"), answer("on we go"));
                var os = Owner.of(model, folder);
                var client = connect()) {
            var run = client.submit(Task.of("coding", "wait\nfor it"));
            asked.await(); // a run that is stopped before it asks leaves the answer to the next
            assertThat(client.runs())
                    .singleElement()
                    .satisfies(
                            summary -> {
                                assertThat(summary.run()).isEqualTo(run);
                                assertThat(summary.state()).isEqualTo(RunState.RUNNING);
                                assertThat(summary.task()).isEqualTo("wait");
                                assertThat(summary.profile()).isEqualTo("coding");
                            });
            assertThat(client.stats().underWay()).isEqualTo(1);
            var underWay = os.underWay(run).orElseThrow();

            assertThat(client.stop(run)).isTrue();
            assertThat(underWay.await().status()).isEqualTo(RunStatus.STOPPED);
            assertThat(client.stop(run)).isFalse();
            assertThat(client.runs().getFirst().state()).isEqualTo(RunState.STOPPED);

            client.followUp(run, "go on");
            os.underWay(run).ifPresent(ControlClientTest::await);
            assertThat(client.runs().getFirst().state()).isEqualTo(RunState.DONE);
            never.countDown();
        }
    }

    @Test
    void theContextOfARunIsExplainedByItsOwnerAndAfterwardsFromItsFiles() throws Exception {
        RunId run;
        List<RunExplanation> explained;
        try (var model = ScriptedModel.start(answer("done"));
                var os = Owner.of(model, folder);
                var client = connect()) {
            var begun = os.submit(Task.of("coding", "explain yourself"));
            run = begun.id();
            begun.await();
            explained = client.explain(run, OptionalLong.empty());

            assertThat(Optional.of(explained)).isEqualTo(RunExplanation.in(os.state(), run));
            assertThat(explained.getFirst().segments())
                    .extracting(Explanation::tag)
                    .contains("system", "tools", "user", "assistant");
            var first = explained.getFirst().segments().getFirst();
            var one = client.explain(run, OptionalLong.of(first.segment().value()));
            assertThat(one.getFirst().segments()).containsExactly(first);
            assertThat(client.explain(new RunId("r-none"), OptionalLong.empty())).isEmpty();
            assertThat(RunExplanation.find(folder, run)).contains(explained);
        }
        assertThat(RunExplanation.find(folder, run)).contains(explained);
    }

    @Test
    void aRefusalIsAnExceptionThatSaysWhy() throws Exception {
        try (var model = ScriptedModel.start();
                var os = Owner.of(model, folder);
                var client = connect()) {
            assertThatThrownBy(() -> client.submit(Task.of("no-such", "x")))
                    .isInstanceOf(ControlException.class)
                    .hasMessageContaining("there is no profile 'no-such'");
            assertThat(client.stats().runs()).isZero();
            assertThat(os.state().threads().count()).isEqualTo(1);
        }
    }

    @Test
    void followedEntriesAreTheJournalEachOnceAndInOrderAndEndWithTheOwner() throws Exception {
        var lines = Collections.synchronizedList(new ArrayList<JournalLine>());
        var end = new AtomicReference<ControlClient.End>();
        List<JournalEntry> journal;
        RunId run;
        Thread follower;
        try (var model =
                        ScriptedModel.start(
                                calls(tool("glob", "{\"pattern\":\"*\"}"), tool("no-such", "{}")),
                                answer("done"));
                var os = Owner.of(model, folder)) {
            os.submit(Task.of("coding", "first")).await();
            follower = following(line -> lines.add(line), end);
            run = os.submit(Task.of("coding", "second")).await().run();
            journal = os.state().journal().from(0, 1_000);
        }
        follower.join();

        assertThat(end).hasValue(ControlClient.End.COMPLETE);
        assertThat(lines.stream().map(line -> line.message().id()))
                .containsExactlyElementsOf(ids(journal));
        assertThat(lines.stream().map(JournalLine::message))
                .containsExactlyElementsOf(journal.stream().map(JournalEntry::message).toList());
        assertThat(lines.getLast().run()).contains(run);
        assertThat(lines).allMatch(line -> line.run().isPresent());
    }

    @Test
    void theLastEntriesOfARunAreItsOwn() throws Exception {
        try (var model = ScriptedModel.builder().otherwise(answer("done")).start();
                var os = Owner.of(model, folder);
                var client = connect()) {
            var first = os.submit(Task.of("coding", "first")).await().run();
            os.submit(Task.of("coding", "second")).await();

            var query = new JournalQuery(new JournalQuery.Last(2), Optional.of(first));
            var lines = new ArrayList<JournalLine>();
            assertThat(client.tail(query, false, lines::add)).isEqualTo(ControlClient.End.COMPLETE);

            assertThat(lines).hasSize(2).allMatch(line -> line.run().equals(Optional.of(first)));
            assertThat(lines.getLast().message().listener()).isEqualTo("user");
        }
    }

    @Test
    void eventsAreTheSystemsOwnInOrder() throws Exception {
        var types = Collections.synchronizedList(new ArrayList<String>());
        var begun = new CountDownLatch(1);
        Thread follower;
        try (var model = ScriptedModel.builder().otherwise(answer("done")).start();
                var os = Owner.of(model, folder)) {
            follower =
                    Thread.ofVirtual()
                            .start(
                                    () -> {
                                        try (var client = connect()) {
                                            client.events(
                                                    item -> {
                                                        types.add(type(item));
                                                        begun.countDown();
                                                    });
                                        }
                                    });
            while (begun.getCount() > 0) { // a follower sees what begins after it
                os.submit(Task.of("coding", "x")).await();
            }
        }
        follower.join();

        assertThat(types).containsSubsequence("message", "usage", "run_finished");
        assertThat(types.getLast()).isEqualTo("run_finished");
    }

    private static String type(ControlClient.Item item) {
        return switch (item) {
            case ControlClient.Event(var json) -> json.requireString("type");
            case ControlClient.Gap gap -> gap.toString();
        };
    }

    /// Follows from the beginning; returns once it has seen something.
    private Thread following(Consumer<JournalLine> show, AtomicReference<ControlClient.End> end)
            throws Exception {
        var seen = new CountDownLatch(1);
        var thread =
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    try (var client = connect()) {
                                        end.set(
                                                client.tail(
                                                        JournalQuery.everything(),
                                                        true,
                                                        line -> {
                                                            show.accept(line);
                                                            seen.countDown();
                                                        }));
                                    }
                                });
        seen.await();
        return thread;
    }

    private static List<MessageId> ids(List<JournalEntry> journal) {
        return journal.stream().map(entry -> entry.message().id()).toList();
    }

    private static void await(Run run) {
        try {
            run.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private ControlClient connect() {
        return ControlClient.connect(folder.resolve("k0")).orElseThrow();
    }
}
