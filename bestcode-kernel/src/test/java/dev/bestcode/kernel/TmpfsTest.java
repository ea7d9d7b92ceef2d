package dev.bestcode.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.Force;
import dev.bestcode.api.kernel.KernelFullException;
import dev.bestcode.api.kernel.KernelOp;
import dev.bestcode.api.kernel.PruneReason;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.kernel.ThreadStatus;
import dev.bestcode.api.message.MessageId;
import dev.bestcode.testkit.KernelFixtures;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// A file system of 2 MiB that fills up.
class TmpfsTest {
    private static final int DISK_BYTES = 2 << 20;
    private static final int BALLAST_BYTES = 512 << 10;
    private static final int ROUNDS = Boolean.getBoolean("bestcode.long") ? 20 : 2;
    private static final RunId GONE = new RunId("gone");

    @TempDir Path temp;
    private Optional<Mount> mount = Optional.empty();
    private Path directory = Path.of("");
    private final Random random = new Random(5);

    @BeforeEach
    void mount() throws Exception {
        mount = Optional.of(Mount.tmpfs(temp.resolve("disk"), DISK_BYTES));
        directory = temp.resolve("disk/k");
    }

    @AfterEach
    void unmount() throws Exception {
        if (mount.isPresent()) {
            mount.get().close();
        }
    }

    private Bytes bytes(int size) {
        var bytes = new byte[size];
        random.nextBytes(bytes);
        return Bytes.of(bytes);
    }

    private static void commit(WalKernel kernel, KernelOp... ops) {
        kernel.commit(List.of(ops), Force.NOW);
    }

    /// Commit until the disk takes no more.
    /// @return how many were taken
    private int fill(WalKernel kernel, int payload) {
        for (int taken = 0; ; taken++) {
            var before = kernel.state();
            long id = before.nextId();
            var content = bytes(payload);
            try {
                commit(
                        kernel,
                        KernelFixtures.dispatch(id, 1, content),
                        KernelFixtures.dispatch(id + 1, 1));
            } catch (KernelFullException e) {
                assertThat(e).hasMessageContaining("make room");
                assertThat(kernel.state().lsn()).isEqualTo(before.lsn());
                assertThat(kernel.state().journal().get(new MessageId(id))).isEmpty();
                assertThat(kernel.state().journal().get(new MessageId(id + 1))).isEmpty();
                return taken;
            }
        }
    }

    private Path ballast() throws IOException {
        return Files.write(temp.resolve("disk/ballast"), new byte[BALLAST_BYTES]);
    }

    @Test
    void commitsAreRefusedWholeReadingAndClosingWorkAndRoomLetsThemGoOn() throws Exception {
        try (var kernel = LoadChild.open(directory)) {
            commit(kernel, KernelFixtures.root());
        }
        for (int round = 0; round < ROUNDS; round++) {
            var ballast = ballast();
            State full;
            try (var kernel = LoadChild.open(directory)) {
                fill(kernel, 20_000);
                full = (State) kernel.state();
                Everything.read(full);
            }
            try (var kernel = LoadChild.open(directory)) {
                assertThat(kernel.state().hash()).isEqualTo(full.hash());
                Everything.read(kernel.state());
                fill(kernel, 20_000);
                Files.delete(ballast);
                assertThat(fill(kernel, 20_000)).isPositive();
                full = (State) kernel.state();
            }
            try (var kernel = LoadChild.open(directory)) {
                assertThat(kernel.state().hash()).isEqualTo(full.hash());
            }
            eraseEverything();
        }
    }

    private void eraseEverything() throws IOException {
        try (var files = Files.walk(directory)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                Files.delete(file);
            }
        }
        try (var kernel = LoadChild.open(directory)) {
            commit(kernel, KernelFixtures.root());
        }
    }

    @Test
    void contentThatDoesNotFitLeavesNothingBehind() throws Exception {
        try (var kernel = LoadChild.open(directory)) {
            commit(kernel, KernelFixtures.root());
            assertThat(fill(kernel, LogFormat.INLINE_BYTES_MAX + 100_000)).isPositive();
            assertThatThrownBy(() -> kernel.content().put(bytes(DISK_BYTES)))
                    .isInstanceOf(KernelFullException.class)
                    .hasMessageContaining("make room");
            try (var blobs = Files.list(directory.resolve("blob"))) {
                assertThat(blobs.filter(blob -> blob.toString().endsWith(".new"))).isEmpty();
            }
            commit(kernel, KernelFixtures.dispatch(kernel.state().nextId(), 1));
            Everything.read(kernel.state());
        }
        LoadChild.open(directory).close();
    }

    @Test
    void erasureMakesRoomOnAFullDisk() throws Exception {
        try (var kernel = LoadChild.open(directory)) {
            commit(kernel, KernelFixtures.root());
            commit(kernel, run(2));
            while (fillsRun(kernel)) {
                assertThat(kernel.state().lsn()).isLessThan(10_000);
            }
            commit(kernel, new KernelOp.RunPruned(GONE, PruneReason.ERASED));
        }
        try (var kernel = LoadChild.open(directory)) {
            assertThat(kernel.state().runs().get(GONE).orElseThrow().pruned())
                    .contains(PruneReason.ERASED);
            kernel.state().journal().from(1, Integer.MAX_VALUE);
        }
        try (var kernel = LoadChild.open(directory)) {
            assertThat(fill(kernel, 20_000)).isGreaterThan(20);
        }
    }

    private static KernelOp run(long thread) {
        return new KernelOp.ThreadPushed(
                new ThreadId(thread),
                Optional.of(KernelFixtures.ROOT),
                Optional.of(GONE),
                "coder",
                "coding",
                KernelFixtures.RIGHTS);
    }

    /// A page of the run, and its end and beginning again, so that it can be erased at any time.
    private boolean fillsRun(WalKernel kernel) {
        long id = kernel.state().nextId();
        var thread = new ThreadId(2);
        try {
            commit(
                    kernel,
                    new KernelOp.ThreadStatusSet(thread, ThreadStatus.ACTIVE),
                    KernelFixtures.dispatch(id, 2, bytes(20_000)),
                    new KernelOp.MessageDelivered(new MessageId(id)),
                    new KernelOp.ThreadStatusSet(thread, ThreadStatus.COMPLETED));
            return true;
        } catch (KernelFullException e) {
            return false;
        }
    }
}
