package dev.bestcode.security;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Optional;

/// Who a child runs as, where this process may choose.
record ChildUser(int uid, int gid, String name) {
    /// Numbers that no distribution gives to anybody: above the ranges of containers, below 2^31.
    private static final int FIRST_OWN_UID = 1_900_000_000;

    private static final int OWN_UIDS = 200_000_000;
    private static final Path PASSWD = Path.of("/etc/passwd");

    /// The user of that name.
    /// @throws IOException when there is none, or it is root
    static ChildUser named(String name) throws IOException {
        for (var line : Files.readAllLines(PASSWD, StandardCharsets.UTF_8)) {
            var fields = line.split(":", -1);
            if (fields.length == 7 && fields[0].equals(name)) {
                var user =
                        new ChildUser(
                                Integer.parseUnsignedInt(fields[2]),
                                Integer.parseUnsignedInt(fields[3]),
                                name);
                if (user.uid == 0 || user.gid == 0) {
                    throw new IOException(
                            "user '%s' is root by another name; name another user".formatted(name));
                }
                return user;
            }
        }
        throw new IOException(
                "there is no user '%s'; make one with 'useradd --system %s'".formatted(name, name));
    }

    /// A number of its own for the commands of a profile in a workspace, always the same.
    static ChildUser of(Path workspace, String profile) {
        try {
            var digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest((workspace + "\0" + profile).getBytes(StandardCharsets.UTF_8));
            int uid =
                    FIRST_OWN_UID
                            + Integer.remainderUnsigned(ByteBuffer.wrap(digest).getInt(), OWN_UIDS);
            return new ChildUser(uid, uid, "bestcode");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /// The steps with which a thread becomes the user, and can no longer be another one.
    List<SpawnerStep> becoming(LinuxKernel kernel) {
        return List.of(
                kernel.prepare("leaving all groups", SystemCall.SETGROUPS, 0, 0),
                kernel.prepare("taking group " + gid, SystemCall.SETRESGID, gid, gid, gid),
                kernel.prepare("becoming user " + uid, SystemCall.SETRESUID, uid, uid, uid));
    }

    /// Give a file or folder to the user.
    void own(Path path) throws IOException {
        Files.setAttribute(path, "unix:uid", uid);
        Files.setAttribute(path, "unix:gid", gid);
    }

    boolean owns(Path path) {
        return attribute(path, "unix:uid").filter(owner -> owner == uid).isPresent();
    }

    /// Who this process runs as.
    static int ours() {
        return attribute(Path.of("/proc/self"), "unix:uid").orElse(-1);
    }

    static Optional<Integer> attribute(Path path, String name) {
        try {
            return Optional.of((Integer) Files.getAttribute(path, name));
        } catch (IOException | UnsupportedOperationException e) {
            return Optional.empty();
        }
    }
}
