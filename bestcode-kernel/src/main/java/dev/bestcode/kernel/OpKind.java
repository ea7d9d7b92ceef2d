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

    private OpKind() {}
}
