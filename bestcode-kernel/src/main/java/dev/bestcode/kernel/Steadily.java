package dev.bestcode.kernel;

import dev.bestcode.api.kernel.KernelDamagedException;
import dev.bestcode.api.kernel.KernelStorage;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// Looks again while an owner replaces files: what does not fit together then may fit in the next
/// look, and what is still wrong when nothing was replaced is wrong.
final class Steadily {
    /// Files are replaced seldom; whoever meets that so often in a row says what he sees.
    private static final int LOOKS = 8;

    private Steadily() {}

    @FunctionalInterface
    interface Look<T> {
        T look() throws IOException;
    }

    /// @param look must leave nothing open when it answers what is not good
    static <T> T look(KernelStorage storage, Look<T> look, Predicate<T> good) throws IOException {
        for (int count = 1; true; count++) {
            var before = listing(storage);
            try {
                var seen = look.look();
                if (good.test(seen) || count == LOOKS || listing(storage).equals(before)) {
                    return seen;
                }
            } catch (NoSuchFileException replaced) {
                if (count == LOOKS) {
                    throw replaced;
                }
            }
        }
    }

    /// Read what may be under an owner's pen: a file that is gone, or damage, counts only when it
    /// is still so after some looks.
    static <T> T read(Runnable pause, Look<T> look) throws IOException {
        for (int count = 1; true; count++) {
            try {
                return look.look();
            } catch (NoSuchFileException | KernelDamagedException perhaps) {
                if (count == LOOKS) {
                    throw perhaps;
                }
                pause.run();
            }
        }
    }

    /// Paths of all files of a kernel.
    static List<String> listing(KernelStorage storage) throws IOException {
        var paths = new ArrayList<String>();
        for (var directory : List.of(LogNames.DIRECTORY, Snapshots.DIRECTORY, BlobFile.DIRECTORY)) {
            for (var name : storage.list(directory)) {
                paths.add(directory + "/" + name);
            }
        }
        return paths;
    }
}
