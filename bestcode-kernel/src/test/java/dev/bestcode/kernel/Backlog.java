package dev.bestcode.kernel;

import dev.bestcode.api.kernel.Force;
import dev.bestcode.api.kernel.KernelOp;
import dev.bestcode.api.kernel.KernelStorage;

import java.util.List;

/// A kernel's log thread on the caller's worker, over commits that all wait from the start: no
/// clock decides which of them share a batch, and the log does not rest before the last.
record Backlog(KernelStorage storage, KernelOptions options) {
    /// Open, take all commits, and close.
    /// @return ends with whatever ended the log thread
    LogThread take(Force force, List<List<KernelOp>> commits) {
        var inbox = new Inbox();
        var blobs = new BlobStore(storage);
        for (var ops : commits) {
            inbox.put(new Submission(Transaction.encode(ops, blobs::pin), force));
        }
        inbox.close();
        var log = new LogThread(storage, options, inbox, blobs);
        log.run();
        return log;
    }
}
