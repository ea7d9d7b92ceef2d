package dev.bestcode.tools;

import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.tool.FileChange;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;

/// Puts new content in a file's place, the old one kept first, so that what was done can be told by
/// its hashes and undone.
/// @param preImages takes what is about to be replaced; durable when it returns
record FilePublisher(Workspace workspace, Consumer<Bytes> preImages) {
    void create(ReadLedger.OfRun reads, Place.Missing place, byte[] content) throws IOException {
        FileContent.create(place, content);
        FileContent.recordWritten(reads, place.parent(), place.name(), place.path(), content);
    }

    /// @param before empty for a file too large to keep
    void replace(ReadLedger.OfRun reads, Place.File file, Optional<byte[]> before, byte[] content)
            throws IOException, ToolFailedException {
        FileContent.refuseReadOnly(file);
        before.ifPresent(bytes -> preImages.accept(Bytes.of(bytes)));
        FileContent.replace(file, content);
        FileContent.recordWritten(reads, file.parent(), file.name(), file.path(), content);
    }

    static String absolute(Place place) {
        var names = place.root().names(place.path());
        return FileNames.shown(
                names.isEmpty()
                        ? place.root().path().toString()
                        : place.root().path() + "/" + String.join("/", names));
    }

    static FileChange change(Place.File file, Bytes before, Bytes after) {
        return new FileChange(absolute(file), Optional.of(before.sha256()), after.sha256());
    }
}
