package dev.bestcode.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestcode.api.kernel.Force;
import dev.bestcode.api.kernel.KernelLockedException;
import dev.bestcode.testkit.ForwardingStorage;
import dev.bestcode.testkit.KernelFixtures;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// One owner, whoever else comes by whatever name.
class SecondOpenerTest {
    @TempDir Path temp;
    private Path directory = Path.of("");
    private List<Path> names = List.of();

    @BeforeEach
    void nameIt() throws IOException {
        directory = temp.resolve("k");
        var link = Files.createSymbolicLink(temp.resolve("link"), directory);
        var above = Files.createSymbolicLink(temp.resolve("above"), temp);
        names = List.of(directory, link, above.resolve("k"), temp.resolve("x/../k"));
    }

    private void assertRefused(ChildJvm child) throws IOException {
        var holder = "in use by process " + ProcessHandle.current().pid() + ", started ";
        for (var name : names) {
            assertThatThrownBy(() -> Fixtures.open(FileStorage.at(name)))
                    .isInstanceOf(KernelLockedException.class)
                    .hasMessageContaining(holder)
                    .hasMessageContaining("this process");
            assertThat(child.ask(name.toString())).contains(holder).contains("Wait for it to end");
        }
    }

    @Test
    void secondOpenerIsToldWhoHoldsTheDirectory() throws Exception {
        try (var child = ChildJvm.start(List.of("-Xmx32m"), OpenChild.class)) {
            try (var kernel = Fixtures.open(FileStorage.at(directory))) {
                assertRefused(child);
                kernel.commit(List.of(KernelFixtures.root()), Force.NOW);
                assertRefused(child);
            }
            assertThat(child.ask(directory.toString())).isEqualTo("opened at LSN 1");
        }
        Fixtures.open(FileStorage.at(directory)).close();
    }

    @Test
    void whoeverComesWhileItIsBeingOpenedIsRefusedAtOnce() throws Exception {
        var reading = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        var slow =
                new ForwardingStorage(FileStorage.at(directory)) {
                    @Override
                    public List<String> list(String path) throws IOException {
                        reading.countDown();
                        Uninterruptibly.run(goOn::await);
                        return super.list(path);
                    }
                };
        try (var opener = Executors.newVirtualThreadPerTaskExecutor();
                var child = ChildJvm.start(List.of("-Xmx32m"), OpenChild.class)) {
            var opened = opener.submit(() -> Fixtures.open(slow));
            try {
                reading.await();
                assertRefused(child);
            } finally {
                goOn.countDown();
            }
            opened.get().close();
        }
    }

    @Test
    void ofManyWhoOpenAtOnceOneWins() throws Exception {
        int rounds = 50;
        Fixtures.open(FileStorage.at(directory)).close(); // a link to nothing names no directory
        try (var openers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int round = 0; round < rounds; round++) {
                var start = new CountDownLatch(1);
                var opened =
                        names.stream()
                                .map(
                                        name ->
                                                openers.submit(
                                                        () -> {
                                                            start.await();
                                                            return Fixtures.open(
                                                                    FileStorage.at(name));
                                                        }))
                                .toList();
                start.countDown();
                int winners = 0;
                for (var kernel : opened) {
                    try {
                        kernel.get();
                        winners++;
                    } catch (ExecutionException e) {
                        assertThat(e.getCause()).isInstanceOf(KernelLockedException.class);
                    }
                }
                assertThat(winners).isEqualTo(1);
                for (var kernel : opened) {
                    if (kernel.state() == Future.State.SUCCESS) {
                        kernel.resultNow().close();
                    }
                }
            }
        }
    }
}
