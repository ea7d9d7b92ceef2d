package dev.bestcode.kernel;

import static dev.bestcode.testkit.KernelFixtures.root;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestcode.api.kernel.Kernel;
import dev.bestcode.api.kernel.KernelLockedException;
import dev.bestcode.testkit.KernelContract;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

class SqliteKernelTest extends KernelContract {
    @TempDir private Path directory;

    @Override
    protected Kernel open() {
        return SqliteKernel.open(directory.resolve("kernel.db"), Clock.systemUTC());
    }

    @Override
    protected Optional<Kernel> reopen() {
        return Optional.of(open());
    }

    @Override
    protected boolean holdsStates() {
        return false;
    }

    @Test
    void aFileHasOneOwner() {
        commit(root());
        assertThatThrownBy(this::open).isInstanceOf(KernelLockedException.class);
    }
}
