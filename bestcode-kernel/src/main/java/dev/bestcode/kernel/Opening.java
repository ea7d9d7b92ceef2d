package dev.bestcode.kernel;

import dev.bestcode.api.kernel.KernelDamagedException;
import dev.bestcode.api.kernel.KernelStorage;

import java.io.IOException;
import java.nio.ByteBuffer;

/// Opens the log of a storage that is locked: reads it, then puts right what a crash left, then
/// hands over the end of it. Up to the moment when all of it has been read and found whole, nothing
/// is changed but derived files.
final class Opening {
    /// Zeros are written in pieces of this size.
    private static final int ZEROS_BYTES = 64 << 10;

    private final KernelStorage storage;
    private final KernelOptions options;

    Opening(KernelStorage storage, KernelOptions options) {
        this.storage = storage;
        this.options = options;
    }

    /// @param replayedBytes of log that were read beyond the snapshot
    /// @param sealed whether a later open can tell that all of it was forced
    record Opened(
            State state,
            LogSegment last,
            GrowingIndex index,
            long end,
            long replayedBytes,
            boolean sealed) {}

    Opened open(LogStore store, NextSegment next) throws IOException {
        var files = LogFiles.list(storage);
        if (files.segments().isEmpty()) {
            refuseLostLog();
            create(next);
            files = LogFiles.list(storage);
        }
        long kernelId = files.segments().getFirst().kernelId();
        requireOneKernel(files, kernelId);
        var from = new Snapshots(storage).load(kernelId, store);
        var recovered = Recovery.run(storage, store, files.segments(), from, true);
        for (var leftover : files.leftovers()) {
            storage.delete(leftover);
        }
        putRight(recovered);
        return new Opened(
                recovered.state(),
                recovered.last(),
                recovered.index(),
                recovered.end(),
                recovered.replayedBytes(),
                recovered.sealed());
    }

    private void refuseLostLog() throws IOException {
        for (var directory : new String[] {Snapshots.DIRECTORY, BlobFile.DIRECTORY}) {
            if (!storage.list(directory).isEmpty()) {
                var where = storage.name() + "/" + LogNames.DIRECTORY;
                throw new KernelDamagedException(
                        "%s: there is no log, but there is %s/. Nothing has been changed; restore the log from a backup, or use another data directory."
                                .formatted(where, directory),
                        where,
                        0,
                        1);
            }
        }
    }

    private void create(NextSegment next) throws IOException {
        next.await(options.limits().firstSegment());
        var header =
                new SegmentHeader(
                        options.random().nextLong(),
                        options.random().nextLong(),
                        1,
                        0,
                        0,
                        0,
                        options.nowMillis(),
                        Chain.START);
        LogFiles.begin(storage, header).close();
        storage.forceDirectory("");
    }

    private void requireOneKernel(LogFiles files, long kernelId) {
        for (var header : files.segments()) {
            if (header.kernelId() != kernelId || files.segments().getFirst().firstLsn() != 1) {
                var where = storage.name() + "/" + LogNames.of(header).segment();
                throw new KernelDamagedException(
                        "%s: byte 0, LSN %d: it is of another kernel, or what was before it is missing. Nothing has been changed; restore the files that belong here."
                                .formatted(where, header.firstLsn()),
                        where,
                        0,
                        header.firstLsn());
            }
        }
    }

    /// Cut a torn tail, and force what was read: it may have been in memory alone, and once shown,
    /// it stays.
    private void putRight(Recovery.Recovered recovered) throws IOException {
        var file = recovered.last().file();
        if (recovered.torn()) {
            long size = file.size();
            for (long at = recovered.end(); at < size; at += ZEROS_BYTES) {
                file.write(ByteBuffer.allocate((int) Math.min(ZEROS_BYTES, size - at)), at);
            }
        }
        file.force();
        storage.forceDirectory(LogNames.DIRECTORY);
    }
}
