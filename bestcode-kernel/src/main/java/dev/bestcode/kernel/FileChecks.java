package dev.bestcode.kernel;

import dev.bestcode.api.kernel.KernelDamagedException;
import dev.bestcode.api.kernel.KernelException;
import dev.bestcode.api.kernel.KernelStorage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.List;

/// Compares the files beside the log with what the log says of them.
/// @param pause between two looks at a file that may be in making
record FileChecks(KernelStorage storage, Findings findings, ReplayCheck replay, Runnable pause) {
    private static final int LOOKS = 5;

    /// Indexes are made from their segments alone, so each byte is known.
    void indexes(List<SurveyedSegment> segments) throws IOException {
        for (int i = 0; i < segments.size() - 1; i++) {
            var segment = segments.get(i);
            var made = replay.index(i);
            if (segment.whole() && made.isPresent()) {
                index(segment, made.get());
            }
        }
    }

    private void index(SurveyedSegment segment, GrowingIndex made) throws IOException {
        var path = segment.names().index();
        var scratch = FileStorage.inMemory();
        SealedIndex.write(made, segment.header().segmentId(), scratch, path);
        var expected = bytes(scratch, path);
        int mismatch = -1;
        for (int look = 0; look < LOOKS; look++) {
            if (!storage.exists(path)) {
                return; // the next open makes it
            }
            mismatch = bytes(storage, path).mismatch(expected);
            if (mismatch < 0) {
                return;
            }
            pause.run();
        }
        findings.add(
                Finding.Kind.DERIVED,
                path,
                mismatch,
                0,
                "the index is not the one that its segment makes");
    }

    private static ByteBuffer bytes(KernelStorage storage, String path) throws IOException {
        try (var file = storage.openForReading(path)) {
            var bytes = ByteBuffer.allocate(Math.toIntExact(file.size()));
            file.read(bytes, 0);
            return bytes.flip();
        }
    }

    /// @param lsns of the snapshots that were there before the log was read
    void snapshots(List<Long> lsns, long kernelId, long lastLsn) throws IOException {
        for (long lsn : lsns) {
            var path = Snapshots.path(lsn);
            if (lsn > lastLsn) {
                findings.damage(
                        path,
                        0,
                        lastLsn + 1,
                        "the log ends at LSN %d, and this snapshot shows that there was more"
                                .formatted(lastLsn));
            }
            snapshot(path, lsn, kernelId);
        }
        for (var name : storage.list(Snapshots.DIRECTORY)) {
            if (!name.endsWith(".snap")) {
                leftover(Snapshots.DIRECTORY + "/" + name);
            }
        }
    }

    private void snapshot(String path, long lsn, long kernelId) {
        try {
            var state = SnapshotFile.read(storage, path, kernelId, replay.state().log());
            if (state.lsn() != lsn) {
                derived(path, 0, "it is of LSN " + state.lsn());
            } else if (replay.isAnother(state)) {
                derived(path, 0, "the log makes another state of LSN " + lsn);
            }
        } catch (NoSuchFileException e) {
            // Its owner has newer ones by now.
        } catch (KernelException | IOException e) {
            long at = e instanceof KernelDamagedException damaged ? damaged.offset() : 0;
            derived(path, at, String.valueOf(e.getMessage()));
        }
    }

    private void derived(String path, long offset, String why) {
        findings.add(Finding.Kind.DERIVED, path, offset, 0, "the snapshot is of no use: " + why);
    }

    private void leftover(String path) {
        findings.add(Finding.Kind.LEFTOVER, path, 0, 0, "nothing names it");
    }

    /// Every blob by its name, and those that the state needs by being there.
    void blobs() throws IOException {
        var state = replay.state();
        var needed = state.neededBlobs();
        var named = state.blobs().counts().keySet();
        for (var name : storage.list(BlobFile.DIRECTORY)) {
            var blob = BlobFile.parse(name);
            if (blob.isPresent() && !replay.isComplete()) {
                blob(blob.get(), -1); // what needs it cannot be known
            } else if (blob.filter(needed::contains).isEmpty()) {
                leftover(BlobFile.DIRECTORY + "/" + name);
            } else if (!named.contains(blob.get())) {
                blob(blob.get(), -1); // rights
            }
        }
        for (var blob : named) {
            blob(blob, replay.blobs().getOrDefault(blob, -1));
        }
    }

    private void blob(Digest blob, int size) {
        var path = BlobFile.path(blob);
        try {
            var content = BlobFile.read(storage, blob);
            if (content.isEmpty()) {
                findings.damage(path, 0, lsnOf(blob), "it is missing, and the log names it");
            } else if (size >= 0 && content.get().size() != size) {
                findings.damage(path, 0, lsnOf(blob), "its size is not that which the log says");
            }
        } catch (KernelDamagedException e) {
            findings.damage(path, 0, lsnOf(blob), "the content's SHA-256 is not its name");
        }
    }

    private long lsnOf(Digest blob) {
        return replay.state().blobs().byRun().values().stream()
                .flatMap(ofRun -> ofRun.entries().stream())
                .filter(entry -> entry.value().blob().equals(blob))
                .mapToLong(entry -> Address.lsn(entry.key()))
                .findFirst()
                .orElse(0);
    }
}
