package dev.bestcode.tools;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.Optional;

/// The index's only way to files: the workspace's, with its ignore rules.
final class IndexWalk {
    private IndexWalk() {}

    /// A file as it was met; its content is read at most once, while it is visited.
    interface Met {
        String path();

        /// @param read when its content is going to be read
        FileStamp stamp(Instant read);

        /// Empty when it is larger than what is held whole.
        Optional<byte[]> content() throws IOException;
    }

    interface Visitor {
        /// @return whether to go on
        boolean file(Met file) throws IOException, InterruptedException;
    }

    /// @return what was left out and why; empty when nothing was
    static String files(Workspace workspace, Visitor visitor)
            throws IOException, InterruptedException, ToolFailedException {
        try (var place = workspace.find(".")) {
            return place instanceof Place.Folder root
                    ? TreeRules.of(workspace).walk(root, found -> visit(found, visitor))
                    : "";
        }
    }

    private static boolean visit(TreeWalk.Found found, Visitor visitor)
            throws IOException, InterruptedException {
        var file = found.look();
        return file.isEmpty() || visitor.file(met(file.get()));
    }

    /// The content of one file; empty when it is not there, or larger than what is held whole.
    static Optional<byte[]> content(Workspace workspace, String path)
            throws IOException, ToolFailedException {
        try (var place = workspace.find(path)) {
            return place instanceof Place.File file ? FileContent.whole(file) : Optional.empty();
        }
    }

    private static Met met(Place.File file) {
        return new Met() {
            @Override
            public String path() {
                return file.path();
            }

            @Override
            public FileStamp stamp(Instant read) {
                return FileStamp.of(
                        file.attributes().sizeBytes(),
                        file.attributes().modified().toInstant(),
                        read);
            }

            @Override
            public Optional<byte[]> content() throws IOException {
                try {
                    return FileContent.whole(file);
                } catch (NoSuchFileException vanished) { // since it was met
                    return Optional.empty();
                }
            }
        };
    }
}
