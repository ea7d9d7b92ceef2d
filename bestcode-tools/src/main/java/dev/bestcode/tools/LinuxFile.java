package dev.bestcode.tools;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// A regular file held by its descriptor.
final class LinuxFile implements OpenFile {
    /// Read or written with one system call.
    private static final int BUFFER_BYTES = 64 * 1024;

    private final LinuxHandle handle;
    private final Attributes attributes;
    private final Arena arena = Arena.ofConfined();
    private MemorySegment buffer = MemorySegment.NULL;

    /// Takes the handle over.
    LinuxFile(LinuxHandle handle, Attributes attributes) {
        this.handle = handle;
        this.attributes = attributes;
    }

    @Override
    public Attributes attributes() {
        return attributes;
    }

    /// As large as the file when that is small, since fresh memory has to be cleared.
    private MemorySegment buffer(long wanted) {
        if (buffer.byteSize() < Math.min(wanted, BUFFER_BYTES)) {
            buffer = arena.allocate(Math.min(BUFFER_BYTES, Math.max(wanted, 512)));
        }
        return buffer;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        var bytes = buffer(Math.min(length, attributes.sizeBytes() + 1));
        int total = 0;
        while (total < length) {
            long wanted = Math.min(bytes.byteSize(), length - total);
            int count =
                    (int)
                            LinuxHandle.checked(
                                    handle.file(),
                                    (_, state) ->
                                            (long)
                                                    LinuxCalls.Read.CALL.invokeExact(
                                                            state, handle.number(), bytes, wanted));
            MemorySegment.copy(bytes, ValueLayout.JAVA_BYTE, 0, into, from + total, count);
            total += count;
            if (count < wanted) {
                break; // a regular file gives less only at its end
            }
        }
        return total == 0 ? -1 : total;
    }

    @Override
    public void write(byte[] content) throws IOException {
        var bytes = buffer(content.length);
        for (int at = 0; at < content.length; ) {
            int wanted = (int) Math.min(bytes.byteSize(), content.length - at);
            MemorySegment.copy(content, at, bytes, ValueLayout.JAVA_BYTE, 0, wanted);
            at +=
                    (int)
                            LinuxHandle.checked(
                                    handle.file(),
                                    (_, state) ->
                                            (long)
                                                    LinuxCalls.Write.CALL.invokeExact(
                                                            state,
                                                            handle.number(),
                                                            bytes,
                                                            (long) wanted));
        }
    }

    @Override
    public Attributes attributesNow() throws IOException {
        return handle.status().attributes();
    }

    @Override
    public int readAt(long position, byte[] into) throws IOException {
        var bytes = buffer(into.length);
        int total = 0;
        while (total < into.length) {
            long wanted = Math.min(bytes.byteSize(), into.length - total);
            long at = position + total;
            int count =
                    (int)
                            LinuxHandle.checked(
                                    handle.file(),
                                    (_, state) ->
                                            (long)
                                                    LinuxCalls.ReadAt.CALL.invokeExact(
                                                            state,
                                                            handle.number(),
                                                            bytes,
                                                            wanted,
                                                            at));
            MemorySegment.copy(bytes, ValueLayout.JAVA_BYTE, 0, into, total, count);
            total += count;
            if (count < wanted) {
                break; // a regular file gives less only at its end
            }
        }
        return total == 0 && into.length > 0 ? -1 : total;
    }

    @Override
    public void writeAt(long position, byte[] content) throws IOException {
        var bytes = buffer(content.length);
        for (int done = 0; done < content.length; ) {
            long wanted = Math.min(bytes.byteSize(), content.length - done);
            long at = position + done;
            MemorySegment.copy(content, done, bytes, ValueLayout.JAVA_BYTE, 0, (int) wanted);
            done +=
                    (int)
                            LinuxHandle.checked(
                                    handle.file(),
                                    (_, state) ->
                                            (long)
                                                    LinuxCalls.WriteAt.CALL.invokeExact(
                                                            state,
                                                            handle.number(),
                                                            bytes,
                                                            wanted,
                                                            at));
        }
    }

    @Override
    public void resize(long bytes) throws IOException {
        LinuxHandle.checked(
                handle.file(),
                (_, state) ->
                        (int) LinuxCalls.Truncate.CALL.invokeExact(state, handle.number(), bytes));
    }

    @Override
    public Claim claim() {
        return handle.claim();
    }

    @Override
    public void force() throws IOException {
        handle.force();
    }

    @Override
    public void close() {
        handle.close();
        if (arena.scope().isAlive()) {
            arena.close();
        }
    }
}
