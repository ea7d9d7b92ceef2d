package dev.bestcode.tools;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/// What a tool's path turned out to be, with the directory that holds it open until closed.
/// @see PathResolver
sealed interface Place extends Closeable {
    /// Relative to the workspace's root with `/` between names, links resolved; `.` is the root.
    String path();

    record Folder(String path, Directory directory) implements Place {
        @Override
        public void close() throws IOException {
            directory.close();
        }
    }

    /// A regular file.
    record File(String path, Directory parent, Path name, BasicFileAttributes attributes)
            implements Place {
        @Override
        public void close() throws IOException {
            parent.close();
        }
    }

    /// Nothing yet, in a directory that exists.
    record Missing(String path, Directory parent, Path name) implements Place {
        @Override
        public void close() throws IOException {
            parent.close();
        }
    }
}
