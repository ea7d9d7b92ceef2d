package dev.bestcode.kernel;

import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.kernel.ThreadRow;

/// A row of the thread table and its place in the tree.
/// @param run ordinal of its run, 0 for none
/// @param depth 0 for the root
/// @param ordinal how many threads had been pushed before it
/// @param children by their ordinals
/// @param newest address of its newest message, [Address#NONE] for none
record ThreadNode(
        ThreadRow row, int run, int depth, long ordinal, LongMap<ThreadId> children, long newest) {
    ThreadNode withRow(ThreadRow changed) {
        return new ThreadNode(changed, run, depth, ordinal, children, newest);
    }

    ThreadNode withChildren(LongMap<ThreadId> changed) {
        return new ThreadNode(row, run, depth, ordinal, changed, newest);
    }

    ThreadNode withNewest(long address) {
        return new ThreadNode(row, run, depth, ordinal, children, address);
    }

    /// Sorts the threads of a run: the shallowest first, then the oldest.
    long runKey() {
        return ((long) depth << Integer.SIZE) | (ordinal & 0xFFFF_FFFFL);
    }
}
