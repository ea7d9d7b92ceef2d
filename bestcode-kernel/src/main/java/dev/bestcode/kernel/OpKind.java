package dev.bestcode.kernel;

/// The number of each op in the log. Append only: a number that has been written keeps its meaning.
final class OpKind {
    static final int THREAD_PUSHED = 1;
    static final int THREAD_STATUS_SET = 2;
    static final int THREAD_PRUNED = 3;
    static final int MESSAGE_DISPATCHED = 4;
    static final int MESSAGE_DELIVERED = 5;
    static final int MESSAGE_FAILED = 6;
    static final int MESSAGE_RETRIED = 7;
    static final int MESSAGE_REFUSED = 8;
    static final int SEGMENT_ADDED = 9;
    static final int HANDLER_STATE_SET = 10;
    static final int USAGE_CHARGED = 11;
    static final int RUN_RETAINED = 12;
    static final int RUN_PRUNED = 13;
    static final int RUN_FORKED = 14;
    static final int SEGMENT_FOLDED = 15;
    static final int SEGMENT_EVICTED = 16;
    static final int SEGMENT_EXPANDED = 17;
    static final int SEGMENT_RATED = 18;
    static final int CONTENT_KEPT = 19;

    private OpKind() {}

    /// Whether the frame has the address of the message before: messages, which are chained by
    /// thread, and the end of a thread, which keeps the chain's end.
    static boolean isLinked(int kind) {
        return kind == MESSAGE_DISPATCHED || kind == MESSAGE_REFUSED || kind == THREAD_PRUNED;
    }

    /// Whether it adds an entry to the journal.
    static boolean isMessage(int kind) {
        return kind == MESSAGE_DISPATCHED || kind == MESSAGE_REFUSED;
    }

    /// Whether its content is a message's, which goes when the message is finished and its run is
    /// pruned on delivery: a payload, or a reason.
    static boolean isOfMessage(int kind) {
        return switch (kind) {
            case MESSAGE_DISPATCHED, MESSAGE_FAILED, MESSAGE_RETRIED, MESSAGE_REFUSED -> true;
            default -> false;
        };
    }

    /// Whether such content is a blob: what is kept by its hash always, else what is above
    /// [LogFormat#INLINE_BYTES_MAX]. Reasons stay with their op, so that a blob is needed exactly
    /// as long as one payload, page or state is.
    static boolean isBlob(int kind, int contentLength) {
        return switch (kind) {
            case MESSAGE_REFUSED, MESSAGE_FAILED, MESSAGE_RETRIED -> false;
            case CONTENT_KEPT -> true;
            default -> contentLength > LogFormat.INLINE_BYTES_MAX;
        };
    }
}
