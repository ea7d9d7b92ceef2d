package dev.bestcode.tools;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/// A file opened by the JDK, whose attributes were read by name.
record ChannelFile(FileChannel channel, Attributes attributes) implements OpenFile {
    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        var buffer = ByteBuffer.wrap(into, from, length);
        while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
            // a channel may read less than there is
        }
        int count = length - buffer.remaining();
        return count == 0 ? -1 : count;
    }

    @Override
    public void write(byte[] bytes) throws IOException {
        var buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    @Override
    public void force() throws IOException {
        channel.force(true);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
