package dev.bestcode.security;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Optional;

/// Folders on the host that belong to one sandbox: a home for each profile, which stays, and for
/// each child what it may fill and nobody keeps.
/// @param folder ours alone
record PrivateFolders(Path folder) {
    private static final String CHILD = "child-";
    private static final String SETTINGS = "settings-";
    private static final FileAttribute<?> PRIVATE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    /// The home of a profile's children.
    Path home(String profile, Optional<ChildUser> user) throws IOException {
        var home = folder.resolve("home").resolve(fileName(profile));
        if (!Files.isDirectory(home, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectories(home.getParent());
            make(home);
        }
        if (user.isPresent() && !user.get().owns(home)) {
            user.get().own(home);
        }
        return home;
    }

    /// Leave what is there already: two children may be started at once.
    private static void make(Path place) throws IOException {
        try {
            Files.createDirectory(place, PRIVATE);
        } catch (FileAlreadyExistsException _) {
            // looked at by whoever needs a folder here
        }
    }

    /// Where layers over package caches are.
    Path layers() {
        return folder.resolve("layers");
    }

    /// The nearly empty folder that covers one of the child's.
    Path cover(Path covered) throws IOException {
        var cover = folder.resolve("cover").resolve(fileName(covered.toString()));
        Files.createDirectories(cover);
        return cover;
    }

    /// The folder for one child's temporary files, made anew. Its name says whose child it is.
    Path temp(String mark, Optional<ChildUser> user) throws IOException {
        var temp = folder.resolve(child(mark));
        Files.createDirectory(temp, PRIVATE);
        if (user.isPresent()) {
            user.get().own(temp);
        }
        return temp;
    }

    /// A file of users in which whoever the child runs as has the child's home. Java looks for it
    /// there, and not in the environment.
    Path passwd(ChildUser user, Path home) throws IOException {
        var file = folder.resolve("passwd-%d-%s".formatted(user.uid(), home.getFileName()));
        if (!Files.exists(file)) {
            var lines = new ArrayList<>(Files.readAllLines(Path.of("/etc/passwd")));
            lines.removeIf(line -> isOf(line, user));
            lines.add(
                    "%s:x:%d:%d::%s:/bin/sh".formatted(user.name(), user.uid(), user.gid(), home));
            var made = Files.createTempFile(folder, "passwd", "");
            Files.write(made, lines);
            Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rw-r--r--"));
            publish(made, file);
        }
        return file;
    }

    /// Two children may be started at once, and a file that another one replaces cannot be mounted.
    private static void publish(Path made, Path file) throws IOException {
        try {
            Files.createLink(file, made);
        } catch (FileAlreadyExistsException _) {
            // the other one's is the same
        }
        Files.delete(made);
    }

    private static boolean isOf(String line, ChildUser user) {
        var fields = line.split(":", -1);
        return fields[0].equals(user.name())
                || (fields.length > 2 && fields[2].equals(Integer.toString(user.uid())));
    }

    /// A file of this system's alone, with a secret in it. What killed systems left is removed.
    Path settings(String text) throws IOException {
        try (var files = Files.newDirectoryStream(folder, SETTINGS + "*")) {
            for (var file : files) {
                if (isOfTheDead(file)) {
                    Files.deleteIfExists(file);
                }
            }
        }
        var ours = SETTINGS + ProcessHandle.current().pid() + "-";
        var made = Files.writeString(Files.createTempFile(folder, ours, ".xml"), text);
        return Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rw-r--r--"));
    }

    /// Remove what was private to a child of ours that has ended. What cannot be removed stays
    /// until the next try.
    void remove(String mark) {
        removeQuietly(folder.resolve(child(mark)));
    }

    /// Remove what was private to children of systems that have ended: they may have been killed
    /// before a child was noted, or before its folder was removed.
    void removeOrphans() {
        try (var children = Files.newDirectoryStream(folder, CHILD + "*")) {
            for (var child : children) {
                if (isOfTheDead(child)) {
                    removeQuietly(child);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            // they stay until the next try
        }
    }

    private static void removeQuietly(Path child) {
        try {
            FolderRemoval.remove(child);
        } catch (IOException e) {
            // nothing there, or a child made it so deep that it has no name any more
        }
    }

    private static String child(String mark) {
        return CHILD + ProcessHandle.current().pid() + "-" + mark;
    }

    /// Whether the system is gone whose number stands in the name.
    private static boolean isOfTheDead(Path file) {
        try {
            var pid = file.getFileName().toString().split("-", -1)[1];
            return ProcessHandle.of(Long.parseLong(pid)).isEmpty();
        } catch (NumberFormatException e) {
            return false; // not made here
        }
    }

    /// One component that no two texts share.
    static String fileName(String text) {
        var name = new StringBuilder();
        for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
            int character = each & 0xFF;
            if (Character.isLetterOrDigit(character) && character < 0x80) {
                name.append((char) character);
            } else {
                name.append("%%%02x".formatted(character));
            }
        }
        return name.toString();
    }
}
