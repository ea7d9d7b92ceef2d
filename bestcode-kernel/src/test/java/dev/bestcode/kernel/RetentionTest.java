package dev.bestcode.kernel;

import static dev.bestcode.kernel.Fixtures.options;
import static dev.bestcode.testkit.KernelFixtures.dispatch;
import static dev.bestcode.testkit.KernelFixtures.root;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.CommitRejectedException;
import dev.bestcode.api.kernel.Force;
import dev.bestcode.api.kernel.KernelOp;
import dev.bestcode.api.kernel.KernelOp.MessageDelivered;
import dev.bestcode.api.kernel.KernelOp.MessageFailed;
import dev.bestcode.api.kernel.KernelOp.RunForked;
import dev.bestcode.api.kernel.KernelOp.RunPruned;
import dev.bestcode.api.kernel.KernelOp.RunRetained;
import dev.bestcode.api.kernel.KernelOp.ThreadStatusSet;
import dev.bestcode.api.kernel.KernelStorage;
import dev.bestcode.api.kernel.PruneReason;
import dev.bestcode.api.kernel.Retention;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.kernel.SegmentId;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.kernel.ThreadStatus;
import dev.bestcode.api.message.MessageId;
import dev.bestcode.testkit.KernelFixtures;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What retention promises, read from the files themselves.
class RetentionTest {
    private static final RunId KEPT = new RunId("kept");
    private static final RunId GONE = new RunId("gone");
    private static final String SECRET = "the-secret-";
    private static final Bytes LARGE = Bytes.ofUtf8(SECRET.repeat(30_000));

    private final KernelStorage storage = FileStorage.inMemory();
    private Instant now = Instant.ofEpochSecond(1_000_000);

    private WalKernel open() {
        return WalKernel.open(storage, options().withClock(() -> now));
    }

    private static void commit(WalKernel kernel, KernelOp... ops) {
        kernel.commit(List.of(ops), Force.NOW);
    }

    private static KernelOp push(long thread, RunId run) {
        return new KernelOp.ThreadPushed(
                new ThreadId(thread),
                Optional.of(KernelFixtures.ROOT),
                Optional.of(run),
                "coder",
                "coding",
                KernelFixtures.RIGHTS);
    }

    private static KernelOp secret(long message, long thread) {
        return dispatch(message, thread, Bytes.ofUtf8(SECRET + message));
    }

    private static KernelOp delivered(long message) {
        return new MessageDelivered(new MessageId(message));
    }

    private static KernelOp kept(long thread, Bytes content) {
        return new KernelOp.ContentKept(new ThreadId(thread), content);
    }

    @Test
    void keptContentOutlivesItsThreadAndGoesWithItsRun() throws IOException {
        var small = Bytes.ofUtf8(SECRET + "as it was before");
        try (var kernel = open()) {
            commit(kernel, root(), push(2, KEPT), push(3, GONE));
            commit(kernel, child(4, 2, KEPT), kept(4, small), kept(3, LARGE));
            commit(kernel, new KernelOp.ThreadPruned(new ThreadId(4)), completed(3));
        }
        try (var kernel = open()) {
            assertThat(kernel.content().get(small.sha256())).contains(small);
            assertThat(kernel.content().get(LARGE.sha256())).contains(LARGE);
            commit(kernel, new RunPruned(GONE, PruneReason.ERASED));
        }
        assertThat(storage.list(BlobFile.DIRECTORY)).containsExactly(small.sha256().hex());
        try (var kernel = open()) {
            assertThat(kernel.content().get(small.sha256())).contains(small);
            commit(kernel, completed(2), new RunPruned(KEPT, PruneReason.ERASED));
        }
        assertThat(storage.list(BlobFile.DIRECTORY)).isEmpty();
    }

    @Test
    void forkKeepsWhatItsOriginKeptBefore() throws IOException {
        try (var kernel = open()) {
            commit(kernel, root(), push(2, KEPT));
            commit(kernel, kept(2, LARGE));
            commit(kernel, push(3, GONE), new RunForked(GONE, KEPT, 2));
            commit(kernel, completed(2), new RunPruned(KEPT, PruneReason.ERASED));
        }
        try (var kernel = open()) {
            assertThat(kernel.content().get(LARGE.sha256())).contains(LARGE);
            commit(kernel, completed(3), new RunPruned(GONE, PruneReason.ERASED));
        }
        assertThat(storage.list(BlobFile.DIRECTORY)).isEmpty();
    }

    private static KernelOp child(long thread, long parent, RunId run) {
        return new KernelOp.ThreadPushed(
                new ThreadId(thread),
                Optional.of(new ThreadId(parent)),
                Optional.of(run),
                "file-write",
                "coding",
                KernelFixtures.RIGHTS);
    }

    private static KernelOp completed(long thread) {
        return new ThreadStatusSet(new ThreadId(thread), ThreadStatus.COMPLETED);
    }

    /// Root and two runs, on threads 2 and 3, that say secrets of both kinds.
    private static void twoRuns(WalKernel kernel, Retention retention) {
        commit(kernel, root(), push(2, KEPT), push(3, GONE), new RunRetained(GONE, retention));
        commit(kernel, dispatch(10, 2, Bytes.ofUtf8("harmless")), secret(11, 3));
        commit(
                kernel,
                delivered(10),
                delivered(11),
                KernelFixtures.segment(12, 3, SECRET + "page"));
        commit(
                kernel,
                dispatch(13, 3, LARGE),
                new KernelOp.HandlerStateSet(
                        new ThreadId(3), "coder", Bytes.ofUtf8(SECRET + "state")),
                secret(14, 3));
        commit(
                kernel,
                delivered(13),
                new MessageFailed(new MessageId(14), SECRET + "reason"),
                KernelFixtures.segment(15, 2, "harmless page"));
    }

    private long filesWith(String text) {
        return files().stream().filter(path -> contains(path, text)).count();
    }

    private List<String> files() {
        return List.of("log", "snap", "blob").stream()
                .flatMap(directory -> list(directory).stream().map(name -> directory + "/" + name))
                .toList();
    }

    private List<String> list(String directory) {
        try {
            return storage.list(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean contains(String path, String text) {
        try (var file = storage.openForReading(path)) {
            var bytes = ByteBuffer.allocate((int) file.size());
            file.read(bytes, 0);
            return new String(bytes.array(), StandardCharsets.ISO_8859_1).contains(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void whatIsPrunedOnDeliveryIsInNoFileOnceTheRunHasEnded() {
        try (var kernel = open()) {
            twoRuns(kernel, new Retention.PruneOnDelivery());
            var entry = kernel.state().journal().get(new MessageId(11)).orElseThrow();
            assertThat(entry.pruned()).isTrue();
            assertThat(entry.message().payload()).isEqualTo(Bytes.EMPTY);
            assertThat(kernel.state().contexts().content(new SegmentId(12))).isPresent();
            commit(kernel, completed(3));
            assertThat(kernel.state().contexts().segments(new ThreadId(3))).isEmpty();
            assertThat(kernel.state().runs().get(GONE).orElseThrow().pruned())
                    .contains(PruneReason.DELIVERED);
        }
        assertThat(filesWith(SECRET)).isZero();
        assertThat(filesWith("harmless page")).isEqualTo(1);
    }

    @Test
    void largePayloadThatWasDroppedOnDeliveryReadsAsPrunedWhileItsRunGoesOn() {
        try (var kernel = open()) {
            twoRuns(kernel, new Retention.PruneOnDelivery());
        }
        assertThat(list("blob")).isEmpty();
        try (var kernel = open()) {
            var entry = kernel.state().journal().get(new MessageId(13)).orElseThrow();
            assertThat(entry.pruned()).isTrue();
            assertThat(entry.payloadHash()).isEqualTo(LARGE.sha256());
            assertThat(kernel.state().journal().from(1, 100)).hasSize(4);
        }
    }

    @Test
    void whatIsDroppedLeavesStateChainAndOrderAsTheyWere() {
        var before = FileStorage.inMemory();
        var kept = stateAfter(before, false);
        var redacted = stateAfter(storage, true);
        assertThat(redacted.chain()).isEqualTo(kept.chain());
        assertThat(redacted.hash()).isEqualTo(kept.hash());
        try (var again = open()) {
            assertThat(again.state().hash()).isEqualTo(kept.hash());
            var all = again.state().journal().from(1, 100);
            assertThat(all)
                    .extracting(e -> e.message().id().value())
                    .containsExactly(10L, 11L, 13L, 14L);
            assertThat(all.get(2).payloadHash()).isEqualTo(LARGE.sha256());
            assertThat(all).extracting(e -> e.pruned()).containsExactly(false, true, true, true);
        }
    }

    /// @param close whether retention gets its occasion to copy
    private State stateAfter(KernelStorage where, boolean close) {
        var kernel = WalKernel.open(where, options().withClock(() -> now));
        twoRuns(kernel, new Retention.PruneOnDelivery());
        commit(kernel, completed(3));
        var state = (State) kernel.state();
        if (close) {
            kernel.close();
        }
        return state;
    }

    @Test
    void daysAreOverOnlyWhenTheClockHasSeenThem() {
        try (var kernel = open()) {
            twoRuns(kernel, new Retention.Days(3));
            commit(kernel, completed(3));
        }
        now = now.plus(Duration.ofDays(2));
        assertThat(gonePruned()).isFalse();
        now = now.minus(Duration.ofDays(9));
        assertThat(gonePruned()).isFalse();
        now = now.plus(Duration.ofDays(9)).plus(Duration.ofHours(24));
        assertThat(gonePruned()).isTrue();
        assertThat(filesWith(SECRET)).isZero();
    }

    @Test
    void clockThatLeapsAYearAndComesBackPrunesNothing() {
        try (var kernel = open()) {
            twoRuns(kernel, new Retention.Days(3));
            commit(kernel, completed(3));
        }
        now = now.plus(Duration.ofDays(365));
        assertThat(gonePruned()).isFalse();
        now = now.minus(Duration.ofDays(364));
        assertThat(gonePruned()).isFalse();
        now = now.plus(Duration.ofDays(364)).plus(Duration.ofHours(1));
        look();
        assertThat(gonePruned()).isTrue();
    }

    /// An open and a close are occasions for what is due.
    private void look() {
        open().close();
    }

    private boolean gonePruned() {
        look();
        try (var kernel = open()) {
            return kernel.state().runs().get(GONE).orElseThrow().pruned().isPresent();
        }
    }

    @Test
    void erasureTakesARunFromEveryFileAndLeavesItsName() {
        try (var kernel = open()) {
            twoRuns(kernel, new Retention.Forever());
            assertThatThrownBy(() -> commit(kernel, new RunPruned(GONE, PruneReason.ERASED)))
                    .isInstanceOf(CommitRejectedException.class)
                    .hasMessageContaining("under way");
            commit(kernel, completed(3));
            assertThat(filesWith(SECRET)).isEqualTo(2);
            commit(kernel, new RunPruned(GONE, PruneReason.ERASED));
        }
        assertThat(filesWith(SECRET)).isZero();
        assertThat(list("blob")).isEmpty();
        try (var kernel = open()) {
            assertThat(kernel.state().runs().get(GONE).orElseThrow().pruned())
                    .contains(PruneReason.ERASED);
            assertThatThrownBy(
                            () -> commit(kernel, secret(30, 3), KernelFixtures.segment(31, 3, "x")))
                    .hasMessageContaining("run gone was pruned");
        }
    }

    @Test
    void forkKeepsItsPrefixUntilItIsErasedItself() {
        var fork = new RunId("fork");
        try (var kernel = open()) {
            twoRuns(kernel, new Retention.Forever());
            long through = kernel.state().journal().get(new MessageId(13)).orElseThrow().lsn();
            commit(kernel, push(20, fork), new RunForked(fork, GONE, through));
            commit(kernel, secret(21, 3), completed(3));
            commit(kernel, delivered(21), new RunPruned(GONE, PruneReason.ERASED));
        }
        assertThat(filesWith(SECRET + "21")).isZero();
        try (var kernel = open()) {
            var journal = kernel.state().journal();
            assertThat(journal.get(new MessageId(13)).orElseThrow().message().payload())
                    .isEqualTo(LARGE);
            assertThat(journal.get(new MessageId(14)).orElseThrow().reason())
                    .isEqualTo(SECRET + "reason");
            assertThat(journal.get(new MessageId(21)).orElseThrow().pruned()).isTrue();
            commit(kernel, completed(20));
            commit(kernel, new RunPruned(fork, PruneReason.ERASED));
        }
        assertThat(filesWith(SECRET)).isZero();
    }

    @Test
    void smallCopiesOfManyRunsAreJoined() {
        for (int i = 0; i < 20; i++) {
            try (var kernel = open()) {
                if (kernel.state().lsn() == 0) {
                    commit(kernel, root());
                }
                long id = kernel.state().nextId();
                var run = new RunId("run-" + i);
                commit(
                        kernel,
                        push(id, run),
                        new RunRetained(run, new Retention.PruneOnDelivery()),
                        secret(id + 1, id));
                commit(kernel, delivered(id + 1), completed(id));
            }
        }
        assertThat(filesWith(SECRET)).isZero();
        assertThat(list("log").stream().filter(name -> name.endsWith(".log"))).hasSize(2);
        try (var kernel = open()) {
            assertThat(kernel.state().journal().from(1, 100)).hasSize(20);
        }
    }
}
