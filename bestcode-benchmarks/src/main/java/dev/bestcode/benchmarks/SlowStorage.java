package dev.bestcode.benchmarks;

import dev.bestcode.api.kernel.KernelStorage;
import dev.bestcode.testkit.ForwardingStorage;

import java.io.IOException;
import java.time.Duration;

/// Storage on a slow medium: each force takes so much longer.
final class SlowStorage extends ForwardingStorage {
    private final Duration delay;

    SlowStorage(KernelStorage below, Duration delay) {
        super(below);
        this.delay = delay;
    }

    @Override
    public StorageFile open(String path, boolean create) throws IOException {
        return new SlowFile(super.open(path, create));
    }

    private final class SlowFile extends File {
        SlowFile(StorageFile file) {
            super(file);
        }

        @Override
        public void force() throws IOException {
            super.force();
            try {
                Thread.sleep(delay);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
