package dev.bestcode.kernel;

import static dev.bestcode.testkit.KernelFixtures.push;
import static dev.bestcode.testkit.KernelFixtures.root;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.kernel.Force;
import dev.bestcode.api.kernel.KernelOp;
import dev.bestcode.api.kernel.PruneReason;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.kernel.ThreadStatus;
import dev.bestcode.testkit.KernelFixtures;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

class VerifyLiveTest {
    private static final int ROUNDS = Boolean.getBoolean("bestcode.long") ? 400 : 40;

    @TempDir Path temp;

    @Test
    void ownerAtWorkIsNeverTakenForDamage() {
        var storage = FileStorage.at(temp.resolve("k"));
        var options =
                KernelOptions.defaults().withLimits(new LogLimits(16 << 10, 64 << 10, 40 << 10));
        try (var kernel = WalKernel.open(storage, options)) {
            kernel.commit(List.of(root(), push(2, 1, "a"), push(3, 1, "b")), Force.NOW);
            try (var _ = new Load(kernel)) {
                verifyOften(kernel);
            }
        }
        System.out.println("verifications beside an owner: " + ROUNDS);
    }

    /// With heads of moments before, which each later look must find.
    private void verifyOften(WalKernel kernel) {
        Optional<KeptHead> kept = Optional.empty();
        for (int round = 0; round < ROUNDS; round++) {
            if (round == ROUNDS / 2) {
                dropSome(kernel);
            }
            long before = kernel.state().lsn();
            var found = WalInspector.of(FileStorage.at(temp.resolve("k"))).verify(kept);
            assertThat(found.findings()).noneMatch(finding -> finding.kind().isBad());
            assertThat(found.findings())
                    .noneMatch(finding -> finding.kind() == Finding.Kind.DERIVED);
            assertThat(found.head().lsn()).isGreaterThanOrEqualTo(before);
            kept =
                    Optional.of(
                            new KeptHead(
                                    OptionalLong.of(found.head().lsn()), found.head().chain()));
        }
    }

    /// So that segments are copied meanwhile.
    private static void dropSome(WalKernel kernel) {
        kernel.commit(
                List.of(
                        new KernelOp.ThreadStatusSet(new ThreadId(2), ThreadStatus.COMPLETED),
                        new KernelOp.RunPruned(KernelFixtures.RUN, PruneReason.ERASED)),
                Force.NOW);
    }

    @Test
    void readOnlyStorageIsEnough() {
        var files = Inspected.files(Inspected.sample(true));
        var storage = new ReadOnlyStorage(Inspected.storageWith(files));
        var inspector = Inspected.inspector(storage);
        assertThat(inspector.verify(Optional.empty()).isSound()).isTrue();
        assertThat(inspector.stats().pages()).isEqualTo(1);
        inspector.dump(1, Long.MAX_VALUE, true, json -> assertThat(json.members()).isNotEmpty());
        inspector.backup(FileStorage.inMemory());
        inspector.repair(FileStorage.inMemory());
        assertThat(inspector.isKernel()).isTrue();
        assertThat(Inspected.inspector(FileStorage.inMemory()).isKernel()).isFalse();
    }

    @Test
    void stateIsReadWithItsContent() {
        var storage = Inspected.sample(true);
        var content =
                Inspected.inspector(storage)
                        .read(state -> state.handlerState(new ThreadId(2), "coder"));
        assertThat(content.map(bytes -> bytes.utf8())).contains("kept");
    }
}
