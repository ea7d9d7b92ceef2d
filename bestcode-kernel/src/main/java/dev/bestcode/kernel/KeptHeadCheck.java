package dev.bestcode.kernel;

import java.util.List;

/// Looks for the transaction that a kept head vouches for.
final class KeptHeadCheck implements LogVisitor {
    private final KeptHead kept;
    private final Digest wanted;
    private boolean found;

    KeptHeadCheck(KeptHead kept) {
        this.kept = kept;
        this.wanted = Digest.of(kept.chain());
        this.found = wanted.equals(Chain.START) && kept.lsn().orElse(0) == 0;
    }

    @Override
    public void transaction(RecordWindow.Found record, List<LoggedOp> ops) {
        long lsn = record.header().lsn();
        if (record.header().chain().equals(wanted) && kept.lsn().orElse(lsn) == lsn) {
            found = true;
        }
    }

    /// @param last transaction of the log
    void conclude(long last, Findings findings) {
        if (!found) {
            findings.add(
                    Finding.Kind.NOT_AS_KEPT,
                    LogNames.DIRECTORY,
                    0,
                    kept.lsn().orElse(0),
                    what(last));
        }
    }

    private String what(long last) {
        if (kept.lsn().isEmpty()) {
            return "no transaction up to LSN %d has the kept head: the log was shortened or rewritten"
                    .formatted(last);
        }
        return kept.lsn().getAsLong() > last
                ? "the log ends at LSN %d, before the kept head: it was shortened".formatted(last)
                : "this transaction has another chain value than the kept head: it, or one before it, was rewritten";
    }
}
