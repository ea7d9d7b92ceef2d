package dev.bestcode.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestcode.api.kernel.Force;
import dev.bestcode.api.kernel.KernelException;
import dev.bestcode.api.message.MessageId;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

class FileStorageTest {
    private static final int KILLS = 5;

    @TempDir Path temp;

    private WalKernel open(Path directory) {
        return WalKernel.open(FileStorage.at(directory), KernelOptions.defaults());
    }

    @Test
    void secondOpenerIsToldWhoHoldsTheDirectory() throws Exception {
        var directory = temp.resolve("k");
        var link = temp.resolve("link");
        try (var kernel = open(directory)) {
            Files.createSymbolicLink(link, directory);
            var pid = "process " + ProcessHandle.current().pid() + ", started ";
            for (var name : List.of(directory, link)) {
                assertThatThrownBy(() -> open(name))
                        .isInstanceOf(KernelException.class)
                        .hasMessageContaining("in use by " + pid)
                        .hasMessageContaining("this process");
            }
            var child = ChildKernel.start(directory);
            try (var output = child.inputReader()) {
                assertThat(output.readLine()).contains("in use by " + pid);
            }
            kernel.commit(List.of(Fixtures.root()), Force.NOW);
        }
        open(directory).close();
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
    void killedProcessLosesNothingThatItAcknowledged() throws Exception {
        var directory = temp.resolve("k");
        for (int round = 1; round <= KILLS; round++) {
            var child = ChildKernel.start(directory);
            long last = 0;
            try (var output = child.inputReader()) {
                for (int line = 0; line < 50 * round; line++) {
                    last = Long.parseLong(output.readLine());
                }
                child.toHandle().destroyForcibly(); // SIGKILL; the output stays readable
                child.waitFor();
                for (var rest = output.readLine(); rest != null; rest = output.readLine()) {
                    last = rest.isEmpty() ? last : Math.max(last, Long.parseLong(rest));
                }
            }
            try (var kernel = open(directory)) {
                assertThat(kernel.state().journal().get(new MessageId(last))).isPresent();
                assertThat(kernel.state().journal().undelivered())
                        .hasSize((int) kernel.state().nextId() - 2);
            }
        }
    }

    @Test
    void interruptedReaderHarmsNobody() {
        try (var kernel = open(temp.resolve("k"))) {
            kernel.commit(List.of(Fixtures.root(), Fixtures.dispatch(2, 1)), Force.NOW);
            Thread.currentThread().interrupt();
            assertThat(kernel.state().journal().get(new MessageId(2))).isPresent();
            kernel.commit(List.of(Fixtures.dispatch(3, 1)), Force.NOW);
            assertThat(Thread.interrupted()).isTrue();
            assertThat(kernel.state().journal().get(new MessageId(3))).isPresent();
        }
    }
}
