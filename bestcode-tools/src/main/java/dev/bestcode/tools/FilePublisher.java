package dev.bestcode.tools;

import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.tool.FileChange;

import java.io.IOException;
import java.util.Optional;

/// Puts new content in a file's place, and remembers it as read.
record FilePublisher(Workspace workspace) {
    void create(ReadLedger.OfRun reads, Place.Missing place, byte[] content) throws IOException {
        FileContent.create(place, content);
        FileContent.recordWritten(reads, place.parent(), place.name(), place.path(), content);
    }

    void replace(ReadLedger.OfRun reads, Place.File file, byte[] content)
            throws IOException, ToolFailedException {
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
