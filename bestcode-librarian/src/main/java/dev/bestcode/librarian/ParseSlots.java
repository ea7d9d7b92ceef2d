package dev.bestcode.librarian;

import dev.bestcode.api.kernel.Sha256;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.stream.IntStream;

/// What is being parsed right now, in a mapped file: the pages outlive a process that native code
/// took down, and noting a parse costs no system call. One file for each process and instance.
final class ParseSlots implements AutoCloseable {
    /// Parses at a time in one process.
    static final int SLOTS = 64;

    static final int SLOT_BYTES = 32; // a SHA-256; all zero = free

    private final Path file;
    private final MappedByteBuffer slots;
    private final BlockingQueue<Integer> free = new ArrayBlockingQueue<>(SLOTS);

    private ParseSlots(Path file, MappedByteBuffer slots) {
        this.file = file;
        this.slots = slots;
        free.addAll(IntStream.range(0, SLOTS).boxed().toList());
    }

    static ParseSlots create(Path file) throws IOException {
        try (var random = new RandomAccessFile(file.toFile(), "rw")) {
            var mapped =
                    random.getChannel()
                            .map(FileChannel.MapMode.READ_WRITE, 0, (long) SLOTS * SLOT_BYTES);
            return new ParseSlots(file, mapped);
        }
    }

    /// A parse under way, until closed.
    final class Slot implements AutoCloseable {
        private final int number;

        private Slot(int number) {
            this.number = number;
        }

        private void write(byte[] bytes) {
            slots.put(number * SLOT_BYTES, bytes);
        }

        @Override
        public void close() {
            write(new byte[SLOT_BYTES]);
            free.add(number);
        }
    }

    Slot begin(Sha256 content) throws InterruptedException {
        var slot = new Slot(free.take());
        slot.write(content.toByteArray());
        return slot;
    }

    /// What a process that is gone was parsing.
    static List<Sha256> left(Path file) throws IOException {
        var bytes = Files.readAllBytes(file);
        var found = new ArrayList<Sha256>();
        for (int at = 0;
                at + SLOT_BYTES <= Math.min(bytes.length, SLOTS * SLOT_BYTES);
                at += SLOT_BYTES) {
            var digest = Arrays.copyOfRange(bytes, at, at + SLOT_BYTES);
            if (!Arrays.equals(digest, new byte[SLOT_BYTES])) {
                found.add(Sha256.ofDigest(digest));
            }
        }
        return found;
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file);
    }
}
