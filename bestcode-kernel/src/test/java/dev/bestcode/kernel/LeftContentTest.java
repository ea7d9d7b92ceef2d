package dev.bestcode.kernel;

import static dev.bestcode.testkit.KernelFixtures.RUN;
import static dev.bestcode.testkit.KernelFixtures.complete;
import static dev.bestcode.testkit.KernelFixtures.deliver;
import static dev.bestcode.testkit.KernelFixtures.dispatch;
import static dev.bestcode.testkit.KernelFixtures.erase;
import static dev.bestcode.testkit.KernelFixtures.push;
import static dev.bestcode.testkit.KernelFixtures.retain;
import static dev.bestcode.testkit.KernelFixtures.retry;
import static dev.bestcode.testkit.KernelFixtures.root;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.Force;
import dev.bestcode.api.kernel.KernelOp;
import dev.bestcode.api.kernel.KernelStorage;
import dev.bestcode.api.kernel.Retention;
import dev.bestcode.api.kernel.RunId;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.LongStream;

/// A segment is copied because one run is erased, while messages in it of another one, which is
/// pruned on delivery, are open. They go when they are finished, in few copies.
class LeftContentTest {
    private static final RunId OTHER = new RunId("other");
    private static final int MESSAGES = 40;
    private static final int FIRST = 10;
    private static final String SECRET = "the-secret-";
    private static final Retention PRUNE = new Retention.PruneOnDelivery();

    private final KernelStorage storage = FileStorage.inMemory();

    /// An open and a close are occasions for what is due.
    private SegmentHeader take(KernelOp... ops) throws IOException {
        try (var kernel = Fixtures.open(storage)) {
            kernel.commit(List.of(ops), Force.NOW);
        }
        return LogFiles.list(storage).segments().getFirst();
    }

    private static KernelOp secret(long message) {
        return dispatch(message, 2, Bytes.ofUtf8((SECRET + message + ";").repeat(20)));
    }

    private boolean isInTheLog(String text) throws IOException {
        for (var segment : LogFiles.list(storage).segments()) {
            try (var file = storage.openForReading(LogNames.of(segment).segment())) {
                var bytes = ByteBuffer.allocate((int) file.size());
                file.read(bytes, 0);
                if (new String(bytes.array(), StandardCharsets.ISO_8859_1).contains(text)) {
                    return true;
                }
            }
        }
        return false;
    }

    private SegmentHeader copyWithOpenMessages(int messages, KernelOp... more) throws IOException {
        take(root(), push(2, 1, "a"), retain(RUN, PRUNE));
        take(
                LongStream.range(FIRST, FIRST + messages)
                        .mapToObj(LeftContentTest::secret)
                        .toArray(KernelOp[]::new));
        take(more);
        take(push(OTHER, 4, 1, "b"), dispatch(5, 4), deliver(5), complete(4));
        var copy = take(erase(OTHER));
        assertThat(copy.generation()).as("the other run has left the segment").isPositive();
        assertThat(isInTheLog(SECRET + FIRST)).isTrue();
        return copy;
    }

    @Test
    void payloadThatWasOpenWhenItsSegmentWasCopiedGoesWhenItIsDelivered() throws IOException {
        copyWithOpenMessages(1, retry(FIRST, 1, "the-reason"));
        assertThat(isInTheLog("the-reason")).isTrue();
        take(deliver(FIRST));
        assertThat(isInTheLog(SECRET)).isFalse();
        assertThat(isInTheLog("the-reason")).isFalse();
    }

    @Test
    void manyPayloadsThatWereOpenGoInFewCopies() throws IOException {
        int generation = copyWithOpenMessages(MESSAGES).generation();
        int copies = 0;
        for (long message = FIRST; message < FIRST + MESSAGES; message++) {
            var header = take(deliver(message));
            copies += header.generation() > generation ? 1 : 0;
            generation = header.generation();
        }
        assertThat(isInTheLog(SECRET)).isFalse();
        assertThat(copies).isBetween(2, 8);
    }

    @Test
    void whatWasFinishedBeforeItsRunWasToBePrunedGoesToo() throws IOException {
        take(root(), push(2, 1, "a"), secret(FIRST), deliver(FIRST));
        take(push(OTHER, 4, 1, "b"), dispatch(5, 4), deliver(5), complete(4));
        take(erase(OTHER));
        assertThat(isInTheLog(SECRET)).isTrue();
        take(retain(RUN, PRUNE));
        assertThat(isInTheLog(SECRET)).isFalse();
    }
}
