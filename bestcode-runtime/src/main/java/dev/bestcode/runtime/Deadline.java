package dev.bestcode.runtime;

import java.io.IOException;
import java.nio.channels.Channel;
import java.time.Duration;

/// While open, closes a channel when the time is over, so that nobody waits for a process that was
/// suspended.
final class Deadline implements AutoCloseable {
    private final Thread timer;

    private Deadline(Thread timer) {
        this.timer = timer;
    }

    static Deadline of(Duration time, Channel channel) {
        return new Deadline(
                Thread.ofVirtual()
                        .name("bestcode-control-deadline")
                        .start(() -> closeAfter(time, channel)));
    }

    private static void closeAfter(Duration time, Channel channel) {
        try {
            Thread.sleep(time);
            channel.close();
        } catch (InterruptedException inTime) {
            // What was waited for has come.
        } catch (IOException e) {
            // It is closed either way.
        }
    }

    @Override
    public void close() {
        timer.interrupt();
    }
}
