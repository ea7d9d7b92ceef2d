package dev.bestcode.wasm.host;

import dev.bestcode.api.tool.Workspace.Named;

import java.util.Iterator;
import java.util.List;

/// What a handle of the component stands for on this side. Used by the call's worker alone.
sealed interface HostObject {
    /// The component dropped its handle, or its call has ended.
    default void close() {}

    /// A directory of a granted tree.
    /// @param path from the tree's root, `.` for that itself
    record Folder(Mount mount, String path) implements HostObject {}

    /// An open file as a descriptor.
    record Descriptor(SharedFile file, boolean readable, boolean writable) implements HostObject {
        @Override
        public void close() {
            file.release();
        }
    }

    /// A stream out of a file.
    final class Reader implements HostObject {
        final SharedFile file;
        long position;

        Reader(SharedFile file, long position) {
            this.file = file.retain();
            this.position = position;
        }

        @Override
        public void close() {
            file.release();
        }
    }

    /// A stream into a file.
    final class Writer implements HostObject {
        final SharedFile file;
        final boolean appends;
        long position;

        private Writer(SharedFile file, boolean appends, long position) {
            this.file = file.retain();
            this.appends = appends;
            this.position = position;
        }

        static Writer at(SharedFile file, long position) {
            return new Writer(file, false, position);
        }

        static Writer appending(SharedFile file) {
            return new Writer(file, true, 0);
        }

        @Override
        public void close() {
            file.release();
        }
    }

    /// What is left of a directory that is being listed.
    final class Listing implements HostObject {
        final int size;
        final Iterator<Named> left;

        Listing(List<Named> all) {
            this.size = all.size();
            this.left = all.iterator();
        }
    }

    record Failure(ErrorCode code) implements HostObject {}
}
