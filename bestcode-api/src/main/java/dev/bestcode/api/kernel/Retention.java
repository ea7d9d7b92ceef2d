package dev.bestcode.api.kernel;

/// How long the content of a run is kept: message payloads, pages, summaries, handlers' states and
/// blobs. What is dropped leaves its digests and its order behind, so the journal still verifies.
public sealed interface Retention {
    /// Keep everything. The default.
    record Forever() implements Retention {}

    /// Drop a message's payload once the message is delivered or has failed, and all the rest when
    /// the run ends.
    record PruneOnDelivery() implements Retention {}

    /// Drop everything once the run has been ended for so many days.
    record Days(int days) implements Retention {
        /// A century: longer than that is for ever.
        public static final int DAYS_MAX = 36_500;

        public Days {
            if (days < 0 || days > DAYS_MAX) {
                throw new IllegalArgumentException(
                        "retain_days is %d; allowed 0 to %d".formatted(days, DAYS_MAX));
            }
        }
    }
}
