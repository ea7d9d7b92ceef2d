package dev.bestcode.tools;

import java.io.Closeable;
import java.io.IOException;

/// What a tool's path turned out to be, with the directory that holds it open until closed.
/// @see PathResolver
sealed interface Place extends Closeable {
    /// Relative to the workspace's root with `/` between names, links resolved; `.` is the root.
    /// In a further root it is absolute. Not yet [FileNames#shown].
    String path();

    WorkspaceRoot root();

    record Folder(WorkspaceRoot root, String path, Directory directory) implements Place {
        @Override
        public void close() throws IOException {
            directory.close();
        }
    }

    /// A regular file.
    record File(
            WorkspaceRoot root, String path, Directory parent, String name, Attributes attributes)
            implements Place {
        /// Open it, as it was found or as it has become since.
        OpenFile open() throws IOException {
            return parent.read(name);
        }

        @Override
        public void close() throws IOException {
            parent.close();
        }
    }

    /// Nothing yet, in a directory that exists, or would be made.
    record Missing(WorkspaceRoot root, String path, Directory parent, String name)
            implements Place {
        @Override
        public void close() throws IOException {
            parent.close();
        }
    }
}
