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
    public Attributes attributesNow() throws IOException {
        return new Attributes(
                attributes.kind(),
                channel.size(),
                attributes.modified(),
                attributes.key(),
                attributes.device());
    }

    @Override
    public int readAt(long position, byte[] into) throws IOException {
        var buffer = ByteBuffer.wrap(into);
        while (buffer.hasRemaining() && channel.read(buffer, position + buffer.position()) >= 0) {
            // a channel may read less than there is
        }
        return buffer.position() == 0 && into.length > 0 ? -1 : buffer.position();
    }

    @Override
    public void writeAt(long position, byte[] bytes) throws IOException {
        var buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            channel.write(buffer, position + buffer.position());
        }
    }

    @Override
    public void resize(long bytes) throws IOException {
        if (bytes < channel.size()) {
            channel.truncate(bytes);
        } else if (bytes > channel.size()) {
            channel.write(ByteBuffer.allocate(1), bytes - 1);
        }
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
