package dev.bestcode.kernel;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What has to hold from one record to the next: numbers, labels, and the chain.
final class RecordSequence {
    private long lsn;
    private long timeMillis;
    private long forcedThrough;
    private Optional<Digest> chain;

    /// @param lsn of the transaction before the first
    /// @param chain of that one; empty when it is not known
    RecordSequence(long lsn, Optional<Digest> chain) {
        this.lsn = lsn;
        this.chain = chain;
    }

    /// Of the last transaction taken.
    long lsn() {
        return lsn;
    }

    Optional<Digest> chain() {
        return chain;
    }

    /// Go on behind transactions that are not there.
    void lose(long through) {
        lsn = through;
        chain = Optional.empty();
    }

    /// Take the next transaction.
    /// @return what is wrong with it
    List<String> take(RecordHeader record, List<LoggedOp> ops, ByteBuffer body) {
        var digest = Transaction.digest(ops, body);
        long time = record.timeMillis();
        boolean follows =
                chain.map(before -> Chain.next(before, record.lsn(), time, ops.size(), digest))
                        .map(record.chain()::equals)
                        .orElse(true);
        var wrong = new ArrayList<String>();
        if (!follows) {
            wrong.add(
                    "its chain value is not that of what it holds and of LSN %d: one of them was changed, or put into this place"
                            .formatted(lsn));
        }
        if (time < timeMillis) {
            wrong.add("its label is earlier than that of LSN " + lsn);
        }
        if (record.forcedThrough() >= record.lsn() || record.forcedThrough() < forcedThrough) {
            wrong.add(
                    "it says that LSN %d had been forced, after a record that said LSN %d"
                            .formatted(record.forcedThrough(), forcedThrough));
        }
        pass(record);
        return wrong;
    }

    /// Take one that cannot be read, as far as its header goes.
    void pass(RecordHeader record) {
        lsn = record.lsn();
        timeMillis = Math.max(timeMillis, record.timeMillis());
        forcedThrough = Math.max(forcedThrough, Math.min(record.forcedThrough(), lsn));
        chain = Optional.of(record.chain());
    }

    /// Take a seal.
    /// @return what is wrong with it
    Optional<String> takeSeal(RecordHeader seal) {
        boolean right =
                seal.lsn() == lsn
                        && seal.forcedThrough() == lsn
                        && chain.map(seal.chain()::equals).orElse(true);
        forcedThrough = Math.max(forcedThrough, Math.min(seal.forcedThrough(), lsn));
        chain = chain.or(() -> Optional.of(seal.chain()));
        return right
                ? Optional.empty()
                : Optional.of(
                        "a seal of LSN %d with another chain value follows LSN %d"
                                .formatted(seal.lsn(), lsn));
    }
}
