package dev.bestcode.runtime;

import dev.bestcode.api.json.JsonException;
import dev.bestcode.api.kernel.Bytes;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/// One peer of the control socket: a worker reads its requests and answers them in order; longer
/// answers have a worker each. What a peer does wrong is answered and harms nobody.
final class ControlConnection implements ControlPeer {
    /// Streams of one connection: each view of a face needs one or two.
    static final int STREAMS_MAX = 8;

    private final SocketChannel channel;
    private final ControlDesk desk;
    private final Consumer<ControlConnection> onEnd;
    private final ReentrantLock writing = new ReentrantLock();
    private final Map<Thread, Stream> streams = new ConcurrentHashMap<>();

    ControlConnection(SocketChannel channel, ControlDesk desk, Consumer<ControlConnection> onEnd) {
        this.channel = channel;
        this.desk = desk;
        this.onEnd = onEnd;
    }

    void start() {
        Thread.ofVirtual().name("bestcode-control-peer").start(this::serve);
    }

    private void serve() {
        try {
            send(desk.greeting());
            var lines = new LineReader(channel, ControlLine.REQUEST_BYTES_MAX);
            for (var line = lines.next(); line.isPresent(); line = lines.next()) {
                switch (line.get()) {
                    case LineReader.Whole(var bytes) -> answer(bytes);
                    case LineReader.TooLong() -> send(ControlLine.error(tooLong()));
                }
            }
            endStreams();
        } catch (IOException | InterruptedException gone) {
            // The peer has left, or the system closes.
        } finally {
            hangUp();
            onEnd.accept(this);
        }
    }

    private static String tooLong() {
        return "the line is longer than %,d bytes, and was passed over"
                .formatted(ControlLine.REQUEST_BYTES_MAX);
    }

    private void answer(Bytes line) throws IOException {
        var id = OptionalLong.empty();
        try {
            var json = ControlRequest.parse(line);
            id = json.integer("id");
            desk.answer(ControlRequest.of(json), this);
        } catch (RuntimeException e) {
            refuse(id, e);
        }
    }

    private void refuse(OptionalLong id, RuntimeException e) throws IOException {
        var text = e instanceof JsonException ? "not a request: " + e.getMessage() : message(e);
        send(id.isPresent() ? ControlLine.error(id.getAsLong(), text) : ControlLine.error(text));
    }

    private static String message(RuntimeException e) {
        var text = e.getMessage();
        return text == null ? e.toString() : text;
    }

    @Override
    public void send(Bytes line) throws IOException {
        writing.lock();
        try {
            ControlLine.write(channel, line);
        } finally {
            writing.unlock();
        }
    }

    @Override
    public void stream(Stream stream) {
        if (streams.size() >= STREAMS_MAX) {
            throw new IllegalStateException(
                    "%d streams are open on this connection, which is the bound; open another"
                            .formatted(STREAMS_MAX));
        }
        var worker =
                Thread.ofVirtual().name("bestcode-control-stream").unstarted(() -> run(stream));
        streams.put(worker, stream);
        worker.start();
    }

    private void run(Stream stream) {
        try {
            stream.run(this);
        } catch (IOException | InterruptedException gone) {
            // Nobody reads it any more.
        } catch (RuntimeException e) {
            refuseQuietly(stream, e);
        } finally {
            streams.remove(Thread.currentThread());
        }
    }

    private void refuseQuietly(Stream stream, RuntimeException e) {
        try {
            refuse(OptionalLong.of(stream.request().id()), e);
        } catch (IOException gone) {
            // Nobody reads it any more.
        }
    }

    /// The peer asks no more: what has an end is given whole, what only waits is not.
    private void endStreams() throws InterruptedException {
        for (var open : Map.copyOf(streams).entrySet()) {
            if (open.getValue().follows()) {
                open.getKey().interrupt();
            }
        }
        for (var worker : Map.copyOf(streams).keySet()) {
            worker.join();
        }
    }

    void finish() {
        streams.values().forEach(Stream::finish);
    }

    /// @param deadline in `System.nanoTime`
    void awaitStreams(long deadline) throws InterruptedException {
        for (var worker : Map.copyOf(streams).keySet()) {
            worker.join(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
        }
    }

    /// At once, whoever waits for the peer.
    void hangUp() {
        streams.keySet().forEach(Thread::interrupt);
        try {
            channel.close();
        } catch (IOException e) {
            // It is gone either way.
        }
    }
}
