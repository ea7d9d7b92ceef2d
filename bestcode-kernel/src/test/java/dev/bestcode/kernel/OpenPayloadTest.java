package dev.bestcode.kernel;

import static dev.bestcode.kernel.Fixtures.open;
import static dev.bestcode.testkit.KernelFixtures.RUN;
import static dev.bestcode.testkit.KernelFixtures.dispatch;
import static dev.bestcode.testkit.KernelFixtures.push;
import static dev.bestcode.testkit.KernelFixtures.root;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.Force;
import dev.bestcode.api.kernel.JournalEntry;
import dev.bestcode.api.kernel.KernelOp.MessageDelivered;
import dev.bestcode.api.kernel.KernelOp.RunPruned;
import dev.bestcode.api.kernel.KernelOp.ThreadStatusSet;
import dev.bestcode.api.kernel.KernelStorage;
import dev.bestcode.api.kernel.PruneReason;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.kernel.ThreadStatus;
import dev.bestcode.api.message.MessageId;

import org.junit.jupiter.api.Test;

import java.util.List;

class OpenPayloadTest {
    private static final Bytes OPEN = Bytes.ofUtf8("not delivered yet");

    private final KernelStorage storage = FileStorage.inMemory();

    private JournalEntry entry(long message) {
        try (var kernel = open(storage)) {
            return kernel.state().journal().get(new MessageId(message)).orElseThrow();
        }
    }

    @Test
    void erasureLeavesAnUnfinishedMessageItsPayloadUntilItIsFinished() {
        try (var kernel = open(storage)) {
            kernel.commit(List.of(root(), push(2, 1, "a")), Force.NOW);
            kernel.commit(List.of(dispatch(3, 2, OPEN), dispatch(4, 2)), Force.NOW);
            kernel.commit(
                    List.of(
                            new MessageDelivered(new MessageId(4)),
                            new ThreadStatusSet(new ThreadId(2), ThreadStatus.COMPLETED),
                            new RunPruned(RUN, PruneReason.ERASED)),
                    Force.NOW);
        }
        assertThat(entry(4).pruned()).isTrue();
        assertThat(entry(3).pruned()).isFalse();
        assertThat(entry(3).message().payload()).isEqualTo(OPEN);

        try (var kernel = open(storage)) {
            kernel.commit(List.of(new MessageDelivered(new MessageId(3))), Force.NOW);
        }
        assertThat(entry(3).pruned()).isTrue();
    }
}
