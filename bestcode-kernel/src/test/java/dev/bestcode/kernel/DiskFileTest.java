package dev.bestcode.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;

class DiskFileTest {
    private static final int BYTES = 10_000;

    @TempDir Path temp;

    /// Moves some of what it is asked to, at least one byte.
    private static DiskReader.Transfer stuttering(DiskReader.Transfer whole, Random random) {
        return (bytes, position) -> {
            int limit = bytes.limit();
            bytes.limit(bytes.position() + 1 + random.nextInt(bytes.remaining()));
            int count = whole.at(bytes, position);
            bytes.limit(limit);
            return count;
        };
    }

    @Test
    void shortTransfersOfARealFileAreContinuedUntilAllIsDone() throws IOException {
        for (long seed = 0; seed < 50; seed++) {
            var random = new Random(seed);
            var bytes = new byte[BYTES];
            random.nextBytes(bytes);
            var path = temp.resolve("file" + seed);
            try (var channel =
                    FileChannel.open(
                            path,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE)) {
                DiskFile.drain(ByteBuffer.wrap(bytes), 0, stuttering(channel::write, random));
                assertThat(Files.readAllBytes(path)).as("seed %d", seed).isEqualTo(bytes);

                var reading = stuttering(channel::read, random);
                var into = ByteBuffer.allocate(BYTES - 200);
                assertThat(DiskReader.fill(into, 100, reading)).isEqualTo(BYTES - 200);
                assertThat(into.flip())
                        .as("seed %d", seed)
                        .isEqualTo(ByteBuffer.wrap(bytes, 100, BYTES - 200));
                var longer = ByteBuffer.allocate(2 * BYTES);
                assertThat(DiskReader.fill(longer, 10, reading)).isEqualTo(BYTES - 10);
                assertThat(DiskReader.fill(longer, BYTES, reading)).isEqualTo(-1);
            }
        }
    }

    @Test
    void failedReadSaysWhichFile() throws IOException {
        var file = Files.write(temp.resolve("file"), new byte[8]);
        var reader = DiskReader.open(file);
        reader.close();
        assertThatThrownBy(() -> reader.read(ByteBuffer.allocate(1), 0))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(file.toString());
    }

    @Test
    void fileThatCannotBeOpenedSaysWhy() {
        assertThatThrownBy(() -> DiskReader.open(temp.resolve("none")))
                .isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> DiskReader.open(temp))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(temp.toString());
    }

    @Test
    void fileThatCannotBeLookedForIsNotCalledMissing() throws IOException {
        var storage = FileStorage.at(temp);
        storage.open("file", true).close();
        assertThat(storage.exists("file")).isTrue();
        assertThat(storage.exists("other")).isFalse();
        Files.createSymbolicLink(temp.resolve("loop"), Path.of("loop"));
        assertThatThrownBy(() -> storage.exists("loop")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> storage.list("file")).isInstanceOf(IOException.class);
    }
}
