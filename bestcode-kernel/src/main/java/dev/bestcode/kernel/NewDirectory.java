package dev.bestcode.kernel;

import dev.bestcode.api.kernel.KernelException;
import dev.bestcode.api.kernel.KernelStorage;

import java.io.IOException;
import java.util.OptionalInt;

/// The place where a kernel is made from another one. Until it is whole, a file lies in its log
/// that makes every open refuse it.
/// @param source names the other one
record NewDirectory(KernelStorage target, String source) {
    static final String UNFINISHED = LogNames.DIRECTORY + "/unfinished";

    /// @throws KernelException when it is not empty, or cannot be written; what was begun is gone
    <T> T fill(Steadily.Look<T> work) {
        try {
            requireEmpty();
            target.open(UNFINISHED, true).close();
            target.forceDirectory(LogNames.DIRECTORY);
            target.forceDirectory("");
        } catch (IOException e) {
            throw notWritten(e);
        }
        try {
            return work.look();
        } catch (IOException e) {
            clear();
            throw notWritten(e);
        } catch (RuntimeException | Error e) {
            clear();
            throw e;
        }
    }

    private void requireEmpty() throws IOException {
        var there = target.list("");
        if (!there.isEmpty()) {
            throw new KernelException(
                    "%s is not empty (there is %s). Nothing has been written; name a new directory."
                            .formatted(target.name(), there.getFirst()));
        }
    }

    private KernelException notWritten(IOException e) {
        return new KernelException(
                "%s cannot be made from %s: %s. Nothing is left of it, and the source is unchanged; make room, or name another directory."
                        .formatted(target.name(), source, FailureReason.of(e)),
                e);
    }

    /// Says which file of a target could not be written.
    static IOException notWritten(KernelStorage target, String path, long at, IOException e) {
        return new IOException(
                "%s/%s: byte %d cannot be written: %s"
                        .formatted(target.name(), path, at, e.getMessage()),
                e);
    }

    /// Copy one blob.
    /// @return its size; empty when it is not there
    /// @throws dev.bestcode.api.kernel.KernelDamagedException when its content is not what its name
    ///     says
    static OptionalInt copyBlob(KernelStorage from, KernelStorage to, Digest blob)
            throws IOException {
        var content = BlobFile.read(from, blob);
        if (content.isEmpty()) {
            return OptionalInt.empty();
        }
        try {
            BlobFile.write(to, blob, content.get());
        } catch (IOException e) {
            throw notWritten(to, BlobFile.path(blob), 0, e);
        }
        return OptionalInt.of(content.get().size());
    }

    /// It is whole, and can be opened from now on.
    static void finish(KernelStorage target) throws IOException {
        target.delete(UNFINISHED);
        target.forceDirectory(LogNames.DIRECTORY);
        target.forceDirectory("");
    }

    private void clear() {
        try {
            for (var path : Steadily.listing(target)) {
                target.delete(path);
            }
            for (var name : target.list("")) {
                target.delete(name);
            }
        } catch (IOException e) {
            // What is left is refused by every open.
        }
    }
}
