package dev.bestcode.kernel;

/// Where an op lies in the log, whichever file holds it: its transaction and its place in that, in
/// one number. A copy of a segment moves bytes but no address; later ops have higher ones.
final class Address {
    private static final int SLOT_BITS = 20;

    /// Ops that a transaction may have, so that their places fit.
    static final int SLOTS_MAX = 1 << SLOT_BITS;

    /// No address.
    static final long NONE = 0;

    private Address() {}

    static long of(long lsn, int slot) {
        return lsn << SLOT_BITS | slot;
    }

    static long lsn(long address) {
        return address >>> SLOT_BITS;
    }

    static int slot(long address) {
        return (int) (address & (SLOTS_MAX - 1));
    }
}
