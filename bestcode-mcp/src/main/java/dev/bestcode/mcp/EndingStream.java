package dev.bestcode.mcp;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CountDownLatch;

/// A stream of lines, none of which is longer than may be, that tells when it has ended.
final class EndingStream extends FilterInputStream {
    private final int lineBytesMax;
    private final CountDownLatch ended = new CountDownLatch(1);
    private int line;

    EndingStream(InputStream in, int lineBytesMax) {
        super(in);
        this.lineBytesMax = lineBytesMax;
    }

    void awaitEnd() throws InterruptedException {
        ended.await();
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count;
        try {
            count = super.read(buffer, offset, length);
        } catch (IOException e) {
            ended.countDown();
            throw e;
        }
        if (count < 0) {
            ended.countDown();
        }
        for (int i = offset; i < offset + count; i++) {
            line = buffer[i] == '\n' ? 0 : line + 1;
            if (line > lineBytesMax) {
                ended.countDown();
                throw new IOException("a message has more than %,d bytes".formatted(lineBytesMax));
            }
        }
        return count;
    }
}
