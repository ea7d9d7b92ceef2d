package dev.bestcode.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestcode.api.kernel.KernelLockedException;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;

class DirectoryLockTest {
    private static final int QUESTIONS = 200;
    private static final int ROUNDS = Boolean.getBoolean("bestcode.long") ? 2000 : 200;

    @TempDir Path temp;
    private Path directory = Path.of("");
    private FileStorage storage = FileStorage.at(directory);

    @BeforeEach
    void makeStorage() {
        directory = temp.resolve("k0");
        storage = FileStorage.at(directory);
    }

    private static String words(long pid) {
        return "process " + pid + ", started ";
    }

    @Test
    void nobodyHoldsADirectoryThatIsNotThereOrWasGivenBack() throws Exception {
        assertThat(FileStorage.holder(directory)).isEmpty();
        assertThat(directory).doesNotExist();
        storage.lock().close();
        assertThat(FileStorage.holder(directory)).isEmpty();
    }

    @Test
    void ownerInThisProcessIsNamedByAnyNameOfTheDirectory() throws Exception {
        try (var _ = storage.lock()) {
            var link = Files.createSymbolicLink(temp.resolve("link"), directory);
            for (var name : new Path[] {directory, link, temp.resolve("x/../k0")}) {
                assertThat(FileStorage.holder(name))
                        .hasValueSatisfying(
                                line ->
                                        assertThat(line)
                                                .startsWith(words(ProcessHandle.current().pid())));
            }
        }
    }

    @Test
    void askingInTheOwnersProcessDoesNotLoseItsLock() throws Exception {
        try (var child = LockChild.start(directory);
                var _ = storage.lock()) {
            for (int i = 0; i < QUESTIONS; i++) {
                assertThat(FileStorage.holder(directory)).isPresent();
                assertThatThrownBy(storage::lock).isInstanceOf(KernelLockedException.class);
                if (i % 20 == 0) {
                    assertThat(child.tell("lock"))
                            .contains("in use by " + words(ProcessHandle.current().pid()));
                }
            }
            assertThat(child.tell("holder")).startsWith(words(ProcessHandle.current().pid()));
        }
    }

    @Test
    void lockGivenBackTwiceIsNotTheNextOwnersLoss() throws Exception {
        var first = storage.lock();
        first.close();
        try (var child = LockChild.start(directory);
                var _ = storage.lock()) {
            first.close();
            assertThat(FileStorage.holder(directory)).isPresent();
            assertThatThrownBy(storage::lock)
                    .isInstanceOf(KernelLockedException.class)
                    .hasMessageContaining("this process");
            assertThat(child.tell("lock")).contains("in use by");
        }
    }

    @Test
    void ownerInAnotherProcessIsNamedUntilItIsKilled() throws Exception {
        try (var child = LockChild.start(directory)) {
            assertThat(child.tell("holder")).isEqualTo("nobody");
            assertThat(child.tell("lock")).isEqualTo("locked");
            for (int i = 0; i < QUESTIONS; i++) {
                assertThat(FileStorage.holder(directory))
                        .hasValueSatisfying(
                                line -> assertThat(line).startsWith(words(child.pid())));
            }
            assertThatThrownBy(storage::lock)
                    .isInstanceOf(KernelLockedException.class)
                    .hasMessageContaining("in use by " + words(child.pid()));
            child.kill();
            assertThat(FileStorage.holder(directory)).isEmpty();
            assertThat(directory.resolve("LOCK")).isNotEmptyFile();
        }
        storage.lock().close();
    }

    /// Another process asks all the while; no owner-to-be may be told that somebody owns it.
    @Test
    void askingNeverMakesADirectoryLookOwned() throws Exception {
        storage.lock().close();
        var done = new AtomicBoolean();
        try (var child = LockChild.start(directory);
                var asking = Executors.newVirtualThreadPerTaskExecutor()) {
            var questions =
                    asking.submit(
                            () -> {
                                int asked = 0;
                                for (; !done.get(); asked++) {
                                    child.tell("holder");
                                }
                                return asked;
                            });
            try {
                for (int i = 0; i < ROUNDS; i++) {
                    storage.lock().close();
                }
            } finally {
                done.set(true);
            }
            System.out.println(
                    "locked " + ROUNDS + " times, asked meanwhile " + questions.get() + " times");
        }
    }

    @Test
    void askingNeedsNoRightToWrite() throws IOException {
        storage.open("file", true).close();
        var lock = Files.createFile(directory.resolve("LOCK"));
        var modified = Files.getLastModifiedTime(lock);
        Files.setPosixFilePermissions(lock, PosixFilePermissions.fromString("r--------"));
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("r-x------"));
        try {
            assertThat(FileStorage.holder(directory)).isEmpty();
            assertThat(Files.getLastModifiedTime(lock)).isEqualTo(modified);
        } finally {
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
        }
    }
}
