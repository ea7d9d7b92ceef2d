package dev.bestcode.kernel;

import dev.bestcode.api.kernel.KernelDamagedException;
import dev.bestcode.api.kernel.KernelStorage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// Opens the log of a storage that is locked: reads it, then puts right what a crash left, then
/// hands over the end of it. Up to the moment when all of it has been read and found whole, nothing
/// is changed but derived files.
final class Opening {
    /// The end of a log is written in pieces of this size.
    private static final int PIECE_BYTES = 64 << 10;

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
            refuseLostLog(files.leftovers());
            create(next);
            files = LogFiles.list(storage);
        }
        long kernelId = files.segments().getFirst().kernelId();
        requireOneKernel(files, kernelId);
        forceNames();
        var from = new Snapshots(storage).load(kernelId, store);
        var recovered =
                Recovery.run(storage, store, files.segments(), from, true, options.upkeep());
        remove(files.leftovers());
        new Snapshots(storage).removeLeftovers();
        putRight(recovered);
        return new Opened(
                recovered.state(),
                recovered.last(),
                recovered.index(),
                recovered.end(),
                recovered.replayedBytes(),
                recovered.sealed());
    }

    private void refuseLostLog(List<String> leftovers) throws IOException {
        var others = new ArrayList<>(leftovers);
        others.remove(LogNames.NEXT); // all that a crash within the first open leaves
        for (var directory : List.of(Snapshots.DIRECTORY, BlobFile.DIRECTORY)) {
            storage.list(directory).forEach(name -> others.add(directory + "/" + name));
        }
        if (!others.isEmpty()) {
            var where = storage.name() + "/" + LogNames.DIRECTORY;
            throw new KernelDamagedException(
                    "%s: there is no log, but there is %s. Nothing has been changed; restore the log from a backup, or use another data directory."
                            .formatted(where, others.getFirst()),
                    where,
                    0,
                    1);
        }
    }

    private void create(NextSegment next) throws IOException {
        next.await(options.limits().firstSegment());
        LogFiles.begin(storage, SegmentHeader.first(options)).close();
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

    /// The names that were seen may be in memory alone, when a process was killed and the machine
    /// ran on. Nothing may be deleted before what has taken its place has its name for good, and no
    /// index made before the segment behind its own has.
    private void forceNames() throws IOException {
        storage.forceDirectory("");
        storage.forceDirectory(LogNames.DIRECTORY);
    }

    private void remove(List<String> leftovers) throws IOException {
        for (var leftover : leftovers) {
            storage.delete(leftover);
        }
        if (!leftovers.isEmpty()) {
            storage.forceDirectory(LogNames.DIRECTORY);
        }
    }

    /// Cut a torn tail, and force what was read: it may have been in memory alone, and once shown,
    /// it stays. It is written again first, for after a force that failed in an earlier process the
    /// system may take pages for clean that never reached the medium.
    private void putRight(Recovery.Recovered recovered) throws IOException {
        var file = recovered.last().file();
        for (long at = recovered.forcedEnd(); at < recovered.end(); at += PIECE_BYTES) {
            int length = (int) Math.min(PIECE_BYTES, recovered.end() - at);
            var seen = ByteBuffer.allocate(length);
            file.read(seen, at);
            file.write(seen.flip(), at);
        }
        if (recovered.torn()) {
            long size = file.size();
            for (long at = recovered.end(); at < size; at += PIECE_BYTES) {
                file.write(ByteBuffer.allocate((int) Math.min(PIECE_BYTES, size - at)), at);
            }
        }
        file.force();
    }
}
