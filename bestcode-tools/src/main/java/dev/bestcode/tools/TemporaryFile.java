package dev.bestcode.tools;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.util.Optional;

/// A new file under a name of its own, until it takes the name that it was written for. A process
/// that dies before then leaves it behind unclaimed, and the next write beside it removes it.
final class TemporaryFile implements Closeable {
    /// Writes of other processes may hold as many names before writing gives up.
    private static final int NAMES = 1_000;

    private final Directory directory;
    private final String name;
    private final OpenFile file;
    private boolean moved;

    private TemporaryFile(Directory directory, String name, OpenFile file) {
        this.directory = directory;
        this.name = name;
        this.file = file;
    }

    @SuppressWarnings("MustBeClosedChecker") // the caller closes it
    static TemporaryFile in(Directory directory) throws IOException {
        for (int n = 0; n < NAMES; n++) {
            var name = ".bestcode-write-" + n + ".tmp";
            OpenFile file;
            try {
                file = directory.create(name);
            } catch (FileAlreadyExistsException _) {
                removeLeftOver(directory, name);
                continue;
            }
            var temporary = new TemporaryFile(directory, name, file);
            if (temporary.isOurs()) {
                return temporary;
            }
        }
        throw new FileSystemException(
                directory.path().toString(), null, "full of .bestcode-write-*.tmp; remove them");
    }

    static boolean isOne(String name) {
        return name.startsWith(".bestcode-write-") && name.endsWith(".tmp");
    }

    /// Another process may have taken it for a left-over before it was claimed.
    private boolean isOurs() throws IOException {
        try {
            if (file.claim() != OpenFile.Claim.HELD && isUnder(file, directory, name)) {
                return true;
            }
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
        file.close();
        return false;
    }

    private static void removeLeftOver(Directory directory, String name) throws IOException {
        try (var file = directory.read(name)) {
            if (file.claim() == OpenFile.Claim.GOT && isUnder(file, directory, name)) {
                directory.delete(name);
            }
        } catch (FileSystemException _) {
            // gone already, or nothing that a write left: it keeps its name
        }
    }

    /// Who holds a file that is still under its name can rely on that: only its holder moves it.
    private static boolean isUnder(OpenFile file, Directory directory, String name)
            throws IOException {
        var now = directory.attributes(name);
        return now.isPresent() && now.get().key().equals(file.attributes().key());
    }

    /// Make the content durable, with mode and owner of a file beside it when there is one.
    void fill(byte[] content, Optional<String> like) throws IOException {
        file.write(content);
        if (like.isPresent()) {
            directory.copyModeAndOwner(like.get(), name);
        }
        // Mode and owner before the force, which makes them durable too.
        file.force();
    }

    /// The same with a mode of its own.
    void fill(byte[] content, Optional<String> like, int mode) throws IOException {
        file.write(content);
        if (like.isPresent()) {
            directory.copyModeAndOwner(like.get(), name);
        }
        directory.setMode(name, mode);
        file.force();
    }

    /// Take this name in one step, over what has it.
    void moveTo(String target) throws IOException {
        directory.replace(name, target);
        moved = true;
    }

    /// Removes it where it has not been moved.
    @Override
    public void close() throws IOException {
        try (file) {
            if (!moved) {
                directory.delete(name);
            }
        }
    }
}
