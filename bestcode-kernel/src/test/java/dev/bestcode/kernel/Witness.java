package dev.bestcode.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.kernel.KernelOp;
import dev.bestcode.api.kernel.PruneReason;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/// What a [LoadChild] said, against what its log holds.
final class Witness {
    private final Set<String> tried = new HashSet<>();
    private final TreeMap<Long, String> acknowledged = new TreeMap<>();
    private long lastChecked;

    /// @return whether the line was an acknowledgement
    boolean hear(String line) {
        var words = List.of(line.split(" "));
        return switch (words.getFirst()) {
            case "try" -> {
                tried.add(words.get(1));
                yield false;
            }
            case "ack" -> {
                acknowledged.put(Long.parseLong(words.get(1)), words.get(2));
                yield true;
            }
            default -> false;
        };
    }

    int acknowledged() {
        return acknowledged.size();
    }

    /// Every transaction that was acknowledged is there with all its ops, and every one that is
    /// there was meant, with all its ops.
    void checkNew(WalKernel kernel) {
        lastChecked = check(kernel, lastChecked + 1);
    }

    void checkAll(WalKernel kernel) {
        check(kernel, 1);
    }

    private long check(WalKernel kernel, long from) {
        var state = (State) kernel.state();
        if (!acknowledged.isEmpty()) {
            assertThat(state.lsn()).isGreaterThanOrEqualTo(acknowledged.lastKey());
        }
        for (long lsn = from; lsn <= state.lsn(); lsn++) {
            var found = Fingerprint.logged(kernel, lsn);
            if (acknowledged.containsKey(lsn)) {
                assertThat(found).as("LSN %d", lsn).isEqualTo(acknowledged.get(lsn));
            } else if (!isTheKernelsOwn(state, lsn)) {
                assertThat(tried).as("LSN %d", lsn).contains(found);
            }
        }
        return state.lsn();
    }

    private static boolean isTheKernelsOwn(State state, long lsn) {
        return state.log().ops(lsn).stream()
                .allMatch(
                        read ->
                                read.op() instanceof KernelOp.RunPruned pruned
                                        && pruned.reason() == PruneReason.EXPIRED);
    }
}
