package dev.bestcode.kernel;

/// A message that is dispatched and not finished.
/// @param address of the op that dispatched it
/// @param run ordinal of its run, 0 for none
/// @param attempts the highest attempt that has ended without success
record OpenMessage(long address, int run, int attempts) {
    OpenMessage withAttempts(int changed) {
        return new OpenMessage(address, run, changed);
    }
}
