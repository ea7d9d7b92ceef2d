package dev.bestcode.mcp;

import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.spec.McpSchema;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/// Messages of a client, a line each, up to its end or the first line that is none: the SDK would
/// stop reading there without a word. Read by one worker.
final class MessageLines extends InputStream {
    private final BufferedInputStream in;
    private final McpJsonMapper mapper;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile Optional<String> problem = Optional.empty();
    private byte[] line = {};
    private int at;

    MessageLines(InputStream in, McpJsonMapper mapper) {
        this.in = new BufferedInputStream(in);
        this.mapper = mapper;
    }

    /// Wait until nothing more will come.
    /// @return what was no message; empty when the client has ended its input
    Optional<String> awaitEnd() throws InterruptedException {
        ended.await();
        return problem;
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (at == line.length && !next()) {
            return -1;
        }
        int count = Math.min(length, line.length - at);
        System.arraycopy(line, at, buffer, offset, count);
        at += count;
        return count;
    }

    private boolean next() throws IOException {
        try {
            while (ended.getCount() > 0) {
                var read = line();
                if (read.isEmpty() || isProblem(read.get())) {
                    break;
                }
                if (!read.get().isBlank()) {
                    line = (read.get() + "\n").getBytes(StandardCharsets.UTF_8);
                    at = 0;
                    return true;
                }
            }
        } catch (IOException e) {
            ended.countDown();
            throw e;
        }
        ended.countDown();
        return false;
    }

    private boolean isProblem(String text) {
        if (text.isBlank()) {
            return false;
        }
        try {
            McpSchema.deserializeJsonRpcMessage(mapper, text);
            return false;
        } catch (IOException | RuntimeException e) { // the SDK throws both on what is no message
            problem = Optional.of(SafeText.line(text, 200) + " is no message of the protocol");
            return true;
        }
    }

    /// @return empty at the end, and where a line is too long
    private Optional<String> line() throws IOException {
        var bytes = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                return bytes.size() == 0
                        ? Optional.empty()
                        : Optional.of(bytes.toString(StandardCharsets.UTF_8));
            }
            if (bytes.size() == Bounds.MESSAGE_BYTES_MAX) {
                problem =
                        Optional.of(
                                String.format(
                                        Locale.ROOT,
                                        "a message has more than %,d bytes",
                                        Bounds.MESSAGE_BYTES_MAX));
                return Optional.empty();
            }
            bytes.write(b);
        }
        return Optional.of(bytes.toString(StandardCharsets.UTF_8));
    }
}
