package dev.bestcode.kernel;

import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.KernelOp;
import dev.bestcode.api.kernel.KernelStorage;
import dev.bestcode.api.kernel.Relevance;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.kernel.SegmentId;
import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.message.Message;
import dev.bestcode.api.message.MessageId;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;

/// Words of the kernel's tests.
final class Fixtures {
    static final RunId RUN = new RunId("run");
    static final Sha256 RIGHTS = Sha256.of(new byte[0]);
    static final ThreadId ROOT = new ThreadId(1);

    /// The first segment.
    static final String LOG = "log/1.log";

    /// Small segments, so that copies of a whole directory are cheap.
    static final LogLimits SMALL = new LogLimits(32 << 10, 64 << 10, 1 << 20);

    private Fixtures() {}

    /// A frozen clock and a seeded id, so that two kernels write the same bytes.
    static KernelOptions options() {
        return KernelOptions.defaults()
                .withClock(() -> Instant.ofEpochSecond(1_000_000))
                .withRandom(new Random(7))
                .withLimits(SMALL)
                .withUpkeep(Upkeep.INLINE);
    }

    static WalKernel open(KernelStorage storage) {
        return WalKernel.open(storage, options());
    }

    static KernelOp root() {
        return new KernelOp.ThreadPushed(
                ROOT, Optional.empty(), Optional.empty(), "root", "none", RIGHTS);
    }

    static KernelOp push(long thread, long parent, String name) {
        return new KernelOp.ThreadPushed(
                new ThreadId(thread),
                Optional.of(new ThreadId(parent)),
                Optional.of(RUN),
                name,
                "coder",
                RIGHTS);
    }

    static KernelOp dispatch(long message, long thread, Bytes payload) {
        return new KernelOp.MessageDispatched(message(message, thread, payload));
    }

    static KernelOp dispatch(long message, long thread) {
        return dispatch(message, thread, Bytes.ofUtf8("{\"n\":" + message + "}"));
    }

    static Message message(long id, long thread, Bytes payload) {
        return new Message(
                new MessageId(id),
                new ThreadId(thread),
                Message.Kind.REQUEST,
                "user",
                "coder",
                "Task",
                Optional.empty(),
                "",
                payload);
    }

    static KernelOp segment(long segment, long thread, String content) {
        return new KernelOp.SegmentAdded(
                new ThreadId(thread),
                new SegmentId(segment),
                "user",
                Bytes.ofUtf8(content),
                3,
                Relevance.FULL,
                false);
    }

    static byte[] logBytes(KernelStorage storage) {
        try (var file = storage.open(LOG, false)) {
            var bytes = ByteBuffer.allocate((int) file.size());
            file.read(bytes, 0);
            return bytes.array();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static KernelStorage storageWith(byte[] log) {
        var storage = FileStorage.inMemory();
        try (var file = storage.open(LOG, true)) {
            file.write(ByteBuffer.wrap(log), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return storage;
    }
}
