package dev.bestcode.kernel;

import dev.bestcode.api.kernel.KernelException;
import dev.bestcode.api.kernel.KernelStorage;

import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The snapshots of a kernel: the two newest are kept, for a bad one costs time and nothing else.
final class Snapshots {
    static final String DIRECTORY = "snap";
    private static final int KEPT = 2;
    private static final String IN_MAKING = ".new";
    private static final Pattern NAME = Pattern.compile("([1-9][0-9]{0,17})\\.snap");
    private static final Pattern MAKING_NAME = Pattern.compile(NAME + "\\" + IN_MAKING);
    private static final System.Logger LOG = System.getLogger(Snapshots.class.getName());

    private final KernelStorage storage;

    Snapshots(KernelStorage storage) {
        this.storage = storage;
    }

    static String path(long lsn) {
        return DIRECTORY + "/" + lsn + ".snap";
    }

    /// LSNs of the snapshots that are there, the newest first.
    List<Long> newestFirst() throws IOException {
        return storage.list(DIRECTORY).stream()
                .map(NAME::matcher)
                .filter(Matcher::matches)
                .map(match -> Long.valueOf(match.group(1)))
                .sorted(Comparator.reverseOrder())
                .toList();
    }

    /// The state of the newest snapshot that can be read, or the empty one.
    State load(long kernelId, LogStore log) throws IOException {
        for (long lsn : newestFirst()) {
            try {
                return SnapshotFile.read(storage, path(lsn), kernelId, log);
            } catch (IOException | KernelException e) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "{0}; going on without it",
                        String.valueOf(e.getMessage()));
            }
        }
        return State.empty(log);
    }

    /// Take one, and delete those that are too many.
    /// @param state on stable storage
    void take(long kernelId, State state) throws IOException {
        var making = path(state.lsn()) + IN_MAKING;
        removeLeftovers();
        SnapshotFile.write(storage, making, kernelId, state);
        storage.rename(making, path(state.lsn()));
        storage.forceDirectory(DIRECTORY);
        storage.forceDirectory("");
        for (long old : newestFirst().stream().skip(KEPT).toList()) {
            storage.delete(path(old));
        }
    }

    /// Delete what a crash left in making; a file of another name is not ours to delete.
    void removeLeftovers() throws IOException {
        for (var name : storage.list(DIRECTORY)) {
            if (MAKING_NAME.matcher(name).matches()) {
                storage.delete(DIRECTORY + "/" + name);
            }
        }
    }
}
