package dev.bestcode.tools;

import dev.bestcode.api.tool.Workspace.Status;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.util.concurrent.locks.ReentrantLock;

/// A file of a workspace, opened for a caller that brings its own positions.
/// @param appending held from looking for the end to writing there, so that no two calls of this
///     process overwrite each other
record WorkspaceFile(OpenFile file, boolean writable, ReentrantLock appending)
        implements dev.bestcode.api.tool.Workspace.OpenFile {
    @Override
    public Status status() throws IOException {
        return WorkspaceFiles.status(file.attributesNow());
    }

    @Override
    public int read(long position, byte[] into) throws IOException {
        return file.readAt(position, into);
    }

    private void requireWritable() throws IOException {
        if (!writable) {
            throw new AccessDeniedException("file", null, "it was opened for reading");
        }
    }

    @Override
    public void write(long position, byte[] bytes) throws IOException {
        requireWritable();
        file.writeAt(position, bytes);
    }

    @Override
    public void append(byte[] bytes) throws IOException {
        requireWritable();
        appending.lock();
        try {
            file.writeAt(file.attributesNow().sizeBytes(), bytes);
        } finally {
            appending.unlock();
        }
    }

    @Override
    public void resize(long bytes) throws IOException {
        requireWritable();
        file.resize(bytes);
    }

    @Override
    public void force() throws IOException {
        file.force();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
