package dev.bestcode.kernel;

import dev.bestcode.api.kernel.KernelDamagedException;
import dev.bestcode.api.kernel.KernelException;
import dev.bestcode.api.kernel.KernelStorage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Copies a kernel that may be written to meanwhile: each segment up to its last whole record as of
/// a moment after the call, then the blobs and a snapshot that go with it. Indexes are left to the
/// first open of the copy.
final class Backup {
    private static final int CHUNK_BYTES = 1 << 20;

    private final KernelStorage source;
    private final KernelStorage target;
    private long files;
    private long bytes;

    Backup(KernelStorage source, KernelStorage target) {
        this.source = source;
        this.target = target;
    }

    /// A segment, and where its last whole record ends.
    private record Ended(SurveyedSegment segment, long end) {}

    BackupReport run(Runnable pause) throws IOException {
        Steadily.look(source, () -> copy(pause), findings -> !findings.anyBad())
                .requireSound(source.name());
        NewDirectory.finish(target);
        return report(new WalInspector(target, pause).verify(Optional.empty()));
    }

    private BackupReport report(Verification verified) {
        if (!verified.isSound()) {
            throw new KernelException(
                    "%s: what was copied does not verify: %s Nothing is left of it; try again, or another disk."
                            .formatted(target.name(), verified.findings().getFirst()));
        }
        return new BackupReport(verified.head(), files, bytes);
    }

    /// @return findings in the source; the copy is of no use when one is bad
    private Findings copy(Runnable pause) throws IOException {
        removeEarlierTry();
        var findings = new Findings();
        try (var survey = LogSurvey.of(source, findings)) {
            var replay = new ReplayCheck(source, findings, Set.of());
            var ends = new Ends();
            var visitors = new LogVisitors(List.of(replay, ends));
            new LogWalk(survey.segments(), findings, visitors, pause).run();
            if (!findings.anyBad()) {
                for (int i = 0; i < ends.all.size(); i++) {
                    copySegment(ends.all.get(i), i == ends.all.size() - 1);
                }
                target.forceDirectory(LogNames.DIRECTORY);
                copyBlobs(replay.state(), findings);
                copySnapshot(replay.state(), survey.kernelId());
            }
        }
        return findings;
    }

    private static final class Ends implements LogVisitor {
        private final List<Ended> all = new ArrayList<>();

        @Override
        public void transaction(RecordWindow.Found found, List<LoggedOp> ops) {}

        @Override
        public void end(SurveyedSegment segment, long position) {
            all.add(new Ended(segment, position));
        }
    }

    private void removeEarlierTry() throws IOException {
        files = 0;
        bytes = 0;
        for (var path : Steadily.listing(target)) {
            if (!path.equals(NewDirectory.UNFINISHED)) {
                target.delete(path);
            }
        }
    }

    /// The last one keeps its size, which is the room for what its owner will write next.
    private void copySegment(Ended ended, boolean last) throws IOException {
        var segment = ended.segment();
        long size = last ? segment.size() : ended.end();
        try (var to = target.open(segment.path(), true)) {
            for (long at = 0; at < size; at += CHUNK_BYTES) {
                var chunk = ByteBuffer.allocate((int) Math.min(CHUNK_BYTES, size - at));
                int wanted = Math.clamp(ended.end() - at, 0, chunk.capacity());
                chunk.limit(wanted);
                segment.file().read(chunk, at);
                write(to, segment.path(), chunk.clear(), at);
            }
            to.force();
        }
        files++;
        bytes += size;
    }

    private void write(KernelStorage.StorageFile to, String path, ByteBuffer chunk, long at)
            throws IOException {
        try {
            to.write(chunk, at);
        } catch (IOException e) {
            throw NewDirectory.notWritten(target, path, at, e);
        }
    }

    private void copyBlobs(State state, Findings findings) throws IOException {
        var wanted = new HashSet<>(state.blobs().counts().keySet());
        var needed = state.neededBlobs();
        for (var name : source.list(BlobFile.DIRECTORY)) {
            BlobFile.parse(name).filter(needed::contains).ifPresent(wanted::add); // rights
        }
        for (var blob : wanted) {
            copyBlob(blob, findings);
        }
    }

    private void copyBlob(Digest blob, Findings findings) throws IOException {
        var path = BlobFile.path(blob);
        try {
            var copied = NewDirectory.copyBlob(source, target, blob);
            if (copied.isEmpty()) {
                findings.damage(path, 0, 0, "it is missing, and the log names it");
                return;
            }
            files++;
            bytes += copied.getAsInt();
        } catch (KernelDamagedException e) {
            findings.damage(path, 0, 0, "the content's SHA-256 is not its name");
        }
    }

    /// The newest that can be read and is not ahead of the copied log.
    private void copySnapshot(State state, long kernelId) throws IOException {
        for (long lsn : new Snapshots(source).newestFirst()) {
            if (lsn <= state.lsn() && copySnapshot(Snapshots.path(lsn), kernelId, state.log())) {
                return;
            }
        }
    }

    private boolean copySnapshot(String path, long kernelId, LogStore log) throws IOException {
        State state;
        try {
            state = SnapshotFile.read(source, path, kernelId, log);
        } catch (KernelException | IOException derived) {
            return false; // the log has all that it has
        }
        SnapshotFile.write(target, path, kernelId, state);
        try (var written = target.openForReading(path)) {
            bytes += written.size();
        }
        files++;
        target.forceDirectory(Snapshots.DIRECTORY);
        return true;
    }
}
