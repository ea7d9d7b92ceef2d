package dev.bestcode.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.Force;
import dev.bestcode.api.kernel.KernelOp;
import dev.bestcode.testkit.ForwardingStorage;
import dev.bestcode.testkit.KernelFixtures;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.List;

class NextSegmentTest {
    /// Holds the upkeep's first making of a next segment back until the log thread waits for its
    /// end, or makes one itself.
    private static final class SlowUpkeep extends ForwardingStorage {
        private volatile Thread logThread = Thread.currentThread();
        private volatile boolean upkeepMakes;
        private boolean heldBack;
        private volatile boolean bothMake;

        SlowUpkeep() {
            super(FileStorage.inMemory());
        }

        @Override
        public AutoCloseable lock() throws IOException {
            logThread = Thread.currentThread();
            return super.lock();
        }

        @Override
        public StorageFile open(String path, boolean create) throws IOException {
            if (create && path.equals(LogNames.NEXT)) {
                if (Thread.currentThread() == logThread) {
                    bothMake |= upkeepMakes;
                } else if (!heldBack) {
                    heldBack = true;
                    makeSlowly();
                }
            }
            return super.open(path, create);
        }

        private void makeSlowly() {
            upkeepMakes = true;
            while (!bothMake && logThread.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
            upkeepMakes = false;
        }
    }

    @Test
    void recordTooLargeForTheSegmentInMakingWaitsUntilThatIsMade() {
        var storage = new SlowUpkeep();
        try (var kernel = WalKernel.open(storage, Fixtures.options().withUpkeep(Upkeep.BESIDE))) {
            kernel.commit(List.of(KernelFixtures.root(), dispatch(2, 20_000)), Force.NOW);
            kernel.commit(List.of(dispatch(3, 200_000)), Force.NOW);
        }
        assertThat(storage.bothMake).isFalse();
    }

    private static KernelOp dispatch(long id, int size) {
        return KernelFixtures.dispatch(id, 1, Bytes.of(new byte[size]));
    }
}
