package dev.bestcode.kernel;

import static dev.bestcode.testkit.KernelFixtures.dispatch;
import static dev.bestcode.testkit.KernelFixtures.push;
import static dev.bestcode.testkit.KernelFixtures.root;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestcode.api.kernel.Force;
import dev.bestcode.api.kernel.JournalEntry;
import dev.bestcode.api.kernel.KernelDamagedException;
import dev.bestcode.api.kernel.KernelException;
import dev.bestcode.api.kernel.KernelState;
import dev.bestcode.api.kernel.KernelStorage;
import dev.bestcode.api.message.MessageId;
import dev.bestcode.testkit.SimulatedDisk;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;

class BackupTest {
    private static final int ROUNDS = Boolean.getBoolean("bestcode.long") ? 40 : 4;

    /// Segments are many under load, and not so many that a fast disk fills a process's
    /// descriptors: each segment holds two.
    private static final LogLimits ROLLING = new LogLimits(64 << 10, 1 << 20, 1 << 20);

    @TempDir Path temp;

    @Test
    void closedKernelIsCopiedWithItsHeadAndState() {
        var source = Inspected.sample(true);
        var before = Inspected.files(source);
        var target = FileStorage.inMemory();
        var report = Inspected.inspector(source).backup(target);
        assertThat(Inspected.files(source)).isEqualTo(before);
        assertThat(report.head()).isEqualTo(Inspected.verify(source).head());
        assertThat(Inspected.files(target)).hasSize((int) report.files());
        try (var old = Inspected.open(source);
                var copy = Inspected.open(target)) {
            assertThat(copy.state().hash()).isEqualTo(old.state().hash());
            assertThat(copy.state().journal().from(1, 999))
                    .isEqualTo(old.state().journal().from(1, 999));
            Inspected.commit(copy, dispatch(copy.state().nextId(), 2));
        }
    }

    @Test
    void backupUnderLoadHoldsEverythingAcknowledgedBeforeTheCall() throws Exception {
        var source = FileStorage.at(temp.resolve("k"));
        var options = KernelOptions.defaults().withLimits(ROLLING);
        try (var kernel = WalKernel.open(source, options)) {
            kernel.commit(List.of(root(), push(2, 1, "a")), Force.NOW);
            try (var load = new Load(kernel)) {
                for (int round = 0; round < ROUNDS; round++) {
                    load.awaitMore();
                    assertRestores(source, kernel.state(), temp.resolve("b" + round));
                }
            }
        }
        System.out.println("backups under load: " + ROUNDS);
    }

    /// @param acknowledged all of it had been, before the call
    private static void assertRestores(
            KernelStorage source, KernelState acknowledged, Path directory) {
        var target = FileStorage.at(directory);
        var report = WalInspector.of(source).backup(target);
        assertThat(report.head().lsn()).isGreaterThanOrEqualTo(acknowledged.lsn());
        try (var kernel = WalKernel.open(target, KernelOptions.defaults())) {
            var restored = kernel.state();
            assertThat(restored.lsn()).isEqualTo(report.head().lsn());
            assertThat(restored.threads().count()).isEqualTo(acknowledged.threads().count());
            var last = new MessageId(acknowledged.nextId() - 1);
            assertThat(restored.journal().get(last).map(JournalEntry::message))
                    .isEqualTo(acknowledged.journal().get(last).map(JournalEntry::message));
        }
        var head = Optional.of(KeptHead.parse(report.head().toString()));
        assertThat(WalInspector.of(source).verify(head).isSound()).isTrue(); // a prefix of it
        assertThat(WalInspector.of(target).verify(head).isSound()).isTrue();
    }

    @Test
    void copyIsForItsOwnerAlone() throws Exception {
        var directory = temp.resolve("new/copy");
        WalInspector.of(Inspected.sample(true)).backup(FileStorage.at(directory));
        try (var paths = Files.walk(directory)) {
            for (var path : paths.toList()) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                        .isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------");
            }
        }
        assertThat(directory.resolve("LOCK")).doesNotExist();
    }

    @Test
    void damagedKernelIsNotCopied() {
        var source = Inspected.sample(false);
        var path = Inspected.segments(source).getFirst();
        var bytes = Inspected.bytes(source, path);
        bytes[300] ^= 1;
        Inspected.put(source, path, bytes);
        var target = FileStorage.inMemory();
        assertThatThrownBy(() -> Inspected.inspector(source).backup(target))
                .isInstanceOf(KernelDamagedException.class)
                .hasMessageContaining(path);
        assertThat(Inspected.files(target)).isEmpty();
    }

    @Test
    void targetThatIsFullIsNamedWithFileAndByteAndLeftEmpty() {
        var source = Inspected.sample(true);
        for (int write = 1; write < 5; write++) {
            var target = SimulatedDisk.seeded(write);
            target.failWrite(write);
            assertThatThrownBy(() -> Inspected.inspector(source).backup(target))
                    .isInstanceOf(KernelException.class)
                    .hasMessageContaining("simulated disk/")
                    .hasMessageContaining("byte 0 cannot be written")
                    .hasMessageContaining("the source is unchanged");
            assertThat(Inspected.files(target)).isEmpty();
        }
    }

    @Test
    void everythingInTheCopyIsForced() {
        var source = Inspected.sample(true);
        var head = Inspected.verify(source).head();
        var target = SimulatedDisk.seeded(5);
        Inspected.inspector(source).backup(target);
        var found = Inspected.verify(target.crash());
        assertThat(found.isSound()).isTrue();
        assertThat(found.head()).isEqualTo(head);
    }
}
