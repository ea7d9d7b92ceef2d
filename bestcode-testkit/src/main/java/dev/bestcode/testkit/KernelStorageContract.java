package dev.bestcode.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestcode.api.kernel.KernelLockedException;
import dev.bestcode.api.kernel.KernelStorage;
import dev.bestcode.api.kernel.KernelStorage.StorageFile;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// What a kernel relies on in its storage, to be run over every implementation: extend it and say
/// how to make one.
public abstract class KernelStorageContract {
    private static final int READERS = 8;
    private static final int BLOCK_BYTES = 4096;
    private static final int BLOCKS = 16;

    /// An empty storage that shares nothing with those made before.
    protected abstract KernelStorage fresh() throws IOException;

    private static byte[] bytes(int length, int first) {
        var bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (first + i);
        }
        return bytes;
    }

    private static void put(KernelStorage storage, String path, byte... bytes) throws IOException {
        try (var file = storage.open(path, true)) {
            file.write(ByteBuffer.wrap(bytes), 0);
        }
    }

    private static byte[] content(KernelStorage storage, String path) throws IOException {
        try (var file = storage.openForReading(path)) {
            return read(file, 0, Math.toIntExact(file.size()));
        }
    }

    private static byte[] read(StorageFile file, long position, int atMost) throws IOException {
        var into = ByteBuffer.allocate(atMost);
        int count = file.read(into, position);
        assertThat(into.position()).isEqualTo(Math.max(0, count));
        return Arrays.copyOf(into.array(), into.position());
    }

    @Test
    void createdFileIsEmptyAndItsParentsAreMade() throws IOException {
        var storage = fresh();
        assertThat(storage.exists("a/b/file")).isFalse();
        try (var file = storage.open("a/b/file", true)) {
            assertThat(file.size()).isZero();
        }
        assertThat(storage.exists("a/b/file")).isTrue();
        assertThat(content(storage, "a/b/file")).isEmpty();
    }

    @Test
    void openingToCreateKeepsWhatIsThere() throws IOException {
        var storage = fresh();
        put(storage, "file", bytes(3, 1));
        try (var file = storage.open("file", true)) {
            assertThat(file.size()).isEqualTo(3);
        }
        assertThat(content(storage, "file")).isEqualTo(bytes(3, 1));
    }

    @Test
    void writesLandWhereTheyAreSentAndGrowTheFile() throws IOException {
        var storage = fresh();
        var expected = bytes(3000, 0);
        try (var file = storage.open("file", true)) {
            file.write(ByteBuffer.wrap(expected), 0);
            System.arraycopy(bytes(700, 90), 0, expected, 500, 700);
            var part = ByteBuffer.wrap(bytes(900, -10)).slice(100, 700);
            file.write(part, 500);
            assertThat(part.hasRemaining()).isFalse();
            file.write(ByteBuffer.allocateDirect(10), 3000);
            assertThat(file.size()).isEqualTo(3010);
            file.force();
        }
        assertThat(content(storage, "file")).isEqualTo(Arrays.copyOf(expected, 3010));
    }

    @Test
    void gapIsZeros() throws IOException {
        var storage = fresh();
        try (var file = storage.open("file", true)) {
            file.write(ByteBuffer.wrap(new byte[] {7}), 1000);
            assertThat(file.size()).isEqualTo(1001);
        }
        var expected = new byte[1001];
        expected[1000] = 7;
        assertThat(content(storage, "file")).isEqualTo(expected);
    }

    @Test
    void readFillsTheBufferUpToTheEndAndNoFurther() throws IOException {
        var storage = fresh();
        put(storage, "file", bytes(2000, 0));
        try (var file = storage.open("file", false)) {
            assertThat(read(file, 600, 1000)).isEqualTo(bytes(1000, 600));
            assertThat(read(file, 1500, 1000)).isEqualTo(bytes(500, 1500));
            assertThat(file.read(ByteBuffer.allocate(1), 2000)).isEqualTo(-1);
            assertThat(file.read(ByteBuffer.allocate(1), 1L << 40)).isEqualTo(-1);
        }
    }

    @Test
    void cutFileForgetsItsEnd() throws IOException {
        var storage = fresh();
        put(storage, "file", bytes(2000, 1));
        try (var file = storage.open("file", false)) {
            file.truncate(700);
            assertThat(file.size()).isEqualTo(700);
            file.truncate(900);
            assertThat(file.size()).as("truncating never grows").isEqualTo(700);
            file.write(ByteBuffer.wrap(new byte[] {7}), 1999);
        }
        var expected = Arrays.copyOf(bytes(700, 1), 2000);
        expected[1999] = 7;
        assertThat(content(storage, "file")).isEqualTo(expected);
    }

    @Test
    void renameReplacesTheTarget() throws IOException {
        var storage = fresh();
        put(storage, "d/new", bytes(10, 1));
        put(storage, "d/old", bytes(20, 2));
        storage.rename("d/new", "d/old");
        storage.forceDirectory("d");
        assertThat(storage.list("d")).containsExactly("old");
        assertThat(content(storage, "d/old")).isEqualTo(bytes(10, 1));
        storage.rename("d/old", "d/old");
        assertThat(content(storage, "d/old")).isEqualTo(bytes(10, 1));
    }

    @Test
    void listingIsSortedAndOfOneDirectory() throws IOException {
        var storage = fresh();
        for (var path : new String[] {"d/b", "d/a/x", "d/a-b/x", "d/a/y", "d/10", "e/z"}) {
            put(storage, path);
        }
        assertThat(storage.list("d")).containsExactly("10", "a", "a-b", "b");
        assertThat(storage.list("")).contains("d", "e");
        assertThat(storage.list("nowhere")).isEmpty();
    }

    @Test
    void deletedFileIsGoneAndItsReadersGoOn() throws IOException {
        var storage = fresh();
        put(storage, "d/file", bytes(10, 1));
        try (var open = storage.openForReading("d/file")) {
            storage.delete("d/file");
            storage.forceDirectory("d");
            assertThat(storage.exists("d/file")).isFalse();
            assertThat(storage.list("d")).isEmpty();
            put(storage, "d/file", bytes(10, 2));
            assertThat(read(open, 0, 10)).isEqualTo(bytes(10, 1));
        }
        assertThat(content(storage, "d/file")).isEqualTo(bytes(10, 2));
    }

    @Test
    void missingFileIsSaidToBeMissing() throws IOException {
        var storage = fresh();
        put(storage, "d/other");
        assertThatThrownBy(() -> storage.open("d/file", false))
                .isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> storage.openForReading("d/file"))
                .isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> storage.openForReading("nowhere/file"))
                .isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> storage.delete("d/file")).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> storage.rename("d/file", "d/to"))
                .isInstanceOf(NoSuchFileException.class);
        assertThat(storage.list("d")).containsExactly("other");
        assertThat(storage.exists("nowhere")).isFalse();
    }

    @Test
    void fileOpenedForReadingRefusesChanges() throws IOException {
        var storage = fresh();
        put(storage, "file", bytes(10, 1));
        try (var file = storage.openForReading("file")) {
            assertThat(file.size()).isEqualTo(10);
            assertThatThrownBy(() -> file.write(ByteBuffer.allocate(1), 0))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("file was opened for reading alone");
            assertThatThrownBy(() -> file.truncate(0)).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(file::force).isInstanceOf(IllegalStateException.class);
        }
        assertThat(content(storage, "file")).isEqualTo(bytes(10, 1));
    }

    @Test
    void secondOwnerIsRefusedAndToldWhoIsFirst() throws Exception {
        var storage = fresh();
        var first = storage.lock();
        assertThatThrownBy(storage::lock)
                .isInstanceOf(KernelLockedException.class)
                .hasMessageContaining("this process");
        first.close();
        try (var _ = storage.lock()) {
            first.close(); // no longer his to give back
            assertThatThrownBy(storage::lock).isInstanceOf(KernelLockedException.class);
        }
        storage.lock().close();
    }

    @Test
    void readersDoNotDisturbEachOtherNorTheWriter() throws Exception {
        var storage = fresh();
        try (var file = storage.open("file", true);
                var workers = Executors.newVirtualThreadPerTaskExecutor()) {
            writeBlocks(file);
            var readers = new ArrayList<Future<?>>();
            for (int reader = 0; reader < READERS; reader++) {
                int first = reader;
                readers.add(workers.submit(() -> readAll(file, first)));
            }
            for (int i = 0; i < 100; i++) {
                file.write(ByteBuffer.wrap(bytes(100, i)), BLOCKS * BLOCK_BYTES + 100L * i);
            }
            for (var reader : readers) {
                reader.get();
            }
        }
    }

    private static void writeBlocks(StorageFile file) throws IOException {
        for (int block = 0; block < BLOCKS; block++) {
            file.write(ByteBuffer.wrap(bytes(BLOCK_BYTES, block)), (long) block * BLOCK_BYTES);
        }
    }

    private static boolean readAll(StorageFile file, int first) throws IOException {
        for (int i = 0; i < 10 * BLOCKS; i++) {
            int block = (first + i) % BLOCKS;
            assertThat(read(file, (long) block * BLOCK_BYTES, BLOCK_BYTES))
                    .isEqualTo(bytes(BLOCK_BYTES, block));
        }
        return true;
    }

    @Test
    void interruptedReaderKeepsItsInterruptAndHarmsNobody() throws Exception {
        var storage = fresh();
        try (var file = storage.open("file", true);
                var sealed = storage.openForReading("file");
                var workers = Executors.newVirtualThreadPerTaskExecutor()) {
            writeBlocks(file);
            var readers = new ArrayList<Future<?>>();
            for (int reader = 0; reader < READERS; reader++) {
                int first = reader;
                var own = reader % 2 == 0 ? file : sealed;
                readers.add(
                        workers.submit(
                                () -> {
                                    Thread.currentThread().interrupt();
                                    readAll(own, first);
                                    assertThat(own.size()).isEqualTo(BLOCKS * BLOCK_BYTES);
                                    return assertThat(Thread.interrupted()).isTrue();
                                }));
            }
            for (var reader : readers) {
                reader.get();
            }
            file.write(ByteBuffer.wrap(new byte[] {7}), 0);
            file.force();
            assertThat(read(sealed, 0, 1)).containsExactly(7);
        }
    }
}
