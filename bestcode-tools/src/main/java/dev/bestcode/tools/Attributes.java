package dev.bestcode.tools;

import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;

/// What a name in a directory stands for; of a link, the link itself.
/// @param key the same for two names of one file, and different for a file put in its place
/// @param device on which it lies, as far as the platform tells
record Attributes(Kind kind, long sizeBytes, FileTime modified, Object key, Object device) {
    enum Kind {
        FILE,
        DIRECTORY,
        LINK,
        /// FIFO, device, socket.
        SPECIAL,
        /// Not told by the listing: to be looked at.
        UNKNOWN
    }

    static Attributes of(BasicFileAttributes attributes) {
        var key = attributes.fileKey();
        var known = key == null ? "" : key.toString();
        return new Attributes(
                kind(attributes),
                attributes.size(),
                attributes.lastModifiedTime(),
                known,
                known.startsWith("(dev=") ? known.substring(0, known.indexOf(',')) : "");
    }

    private static Kind kind(BasicFileAttributes attributes) {
        return attributes.isRegularFile()
                ? Kind.FILE
                : attributes.isDirectory()
                        ? Kind.DIRECTORY
                        : attributes.isSymbolicLink() ? Kind.LINK : Kind.SPECIAL;
    }

    boolean isFile() {
        return kind == Kind.FILE;
    }

    boolean isDirectory() {
        return kind == Kind.DIRECTORY;
    }

    boolean isLink() {
        return kind == Kind.LINK;
    }
}
