package dev.bestcode.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/// How long a client thought and worked between the end of an answer and its next request. For
/// clients that ask one thing at a time; of others it is the time since the newest answer.
final class AnswerGaps {
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Duration> gaps = new ArrayList<>();
    private long answeredNanos;
    private boolean answered;

    /// @param nanos when the first byte of a request came
    void requested(long nanos) {
        lock.lock();
        try {
            if (answered) {
                gaps.add(Duration.ofNanos(nanos - answeredNanos));
            }
            answered = false;
        } finally {
            lock.unlock();
        }
    }

    /// The last byte of an answer is on its way.
    void answered() {
        lock.lock();
        try {
            answeredNanos = System.nanoTime();
            answered = true;
        } finally {
            lock.unlock();
        }
    }

    List<Duration> all() {
        lock.lock();
        try {
            return List.copyOf(gaps);
        } finally {
            lock.unlock();
        }
    }
}
