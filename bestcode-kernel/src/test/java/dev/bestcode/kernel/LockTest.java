package dev.bestcode.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestcode.api.kernel.Force;
import dev.bestcode.api.kernel.KernelLockedException;
import dev.bestcode.testkit.KernelFixtures;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

/// POSIX takes a lock away when the process closes any descriptor of the locked file; nothing that
/// an owner reads may do that.
class LockTest {
    @TempDir Path temp;

    @Test
    void ownerThatReadsItsWholeDirectoryKeepsItsLock() throws Exception {
        var directory = temp.resolve("k");
        var storage = FileStorage.at(directory);
        var holder = "in use by process " + ProcessHandle.current().pid() + ", started ";
        try (var child = ChildJvm.start(List.of("-Xmx32m"), OpenChild.class);
                var kernel = Fixtures.open(storage)) {
            kernel.commit(List.of(KernelFixtures.root(), KernelFixtures.dispatch(2, 1)), Force.NOW);
            for (int i = 0; i < 3; i++) {
                dump(storage);
                Everything.read(kernel.state());
                assertThat(FileStorage.holder(directory)).isPresent();
                assertThat(FileStorage.holder(temp.resolve("../" + temp.getFileName() + "/k")))
                        .isPresent();
                assertThatThrownBy(() -> Fixtures.open(FileStorage.at(directory)))
                        .isInstanceOf(KernelLockedException.class);
                assertThat(child.ask(directory.toString())).contains(holder);
            }
        }
    }

    /// Read every file as a backup would.
    private static void dump(FileStorage storage) throws Exception {
        assertThat(storage.list("")).contains("LOCK");
        assertThatThrownBy(() -> storage.openForReading("LOCK"))
                .isInstanceOf(IllegalArgumentException.class);
        for (var folder : List.of("log", "snap", "blob")) {
            for (var name : storage.list(folder)) {
                try (var file = storage.openForReading(folder + "/" + name)) {
                    assertThat(file.read(ByteBuffer.allocate(4096), 0)).isPositive();
                }
            }
        }
    }
}
