package dev.bestcode.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.kernel.Force;
import dev.bestcode.api.message.MessageId;
import dev.bestcode.testkit.KernelFixtures;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

class FileStorageTest {
    @TempDir Path temp;

    private WalKernel open(Path directory) {
        return WalKernel.open(FileStorage.at(directory), KernelOptions.defaults());
    }

    @Test
    void filesAreForTheirOwnerAlone() throws IOException {
        var directory = temp.resolve("a/k");
        open(directory).close();
        assertMode(directory, "rwx------");
        assertMode(directory.resolve("log"), "rwx------");
        assertMode(directory.resolve("LOCK"), "rw-------");
        assertMode(directory.resolve("log/1.log"), "rw-------");
    }

    private static void assertMode(Path path, String mode) throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                .isEqualTo(mode);
    }

    @Test
    void interruptedReaderHarmsNobody() {
        try (var kernel = open(temp.resolve("k"))) {
            kernel.commit(List.of(KernelFixtures.root(), KernelFixtures.dispatch(2, 1)), Force.NOW);
            Thread.currentThread().interrupt();
            assertThat(kernel.state().journal().get(new MessageId(2))).isPresent();
            kernel.commit(List.of(KernelFixtures.dispatch(3, 1)), Force.NOW);
            assertThat(Thread.interrupted()).isTrue();
            assertThat(kernel.state().journal().get(new MessageId(3))).isPresent();
        }
    }
}
