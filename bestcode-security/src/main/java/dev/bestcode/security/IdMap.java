package dev.bestcode.security;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// A user namespace that shows the files of one owner as another user's, for idmapped mounts: a
/// child with a number of its own works in a workspace as if it were its owner, and what it makes
/// there belongs to the owner.
/// @see "mount_setattr(2), ID-mapped mounts"
final class IdMap implements AutoCloseable {
    private static final List<String> UNSHARE = List.of("/usr/bin/unshare", "/bin/unshare");

    /// Ends when its input does.
    private static final String WAITING = "/bin/cat";

    private final Descriptor namespace;

    private IdMap(Descriptor namespace) {
        this.namespace = namespace;
    }

    int descriptor() {
        return namespace.number();
    }

    /// @param uid owner of the files
    /// @param gid group of the files
    /// @throws IOException where no namespace can be had
    static IdMap of(LinuxKernel kernel, int uid, int gid, ChildUser seenAs) throws IOException {
        var unshare =
                UNSHARE.stream()
                        .filter(path -> Files.isExecutable(Path.of(path)))
                        .findFirst()
                        .orElseThrow(() -> new IOException("there is no program 'unshare'"));
        var hold = kernel.pipe();
        var ready = kernel.pipe();
        try (var arena = Arena.ofShared();
                var holdRead = hold[0];
                var readyRead = ready[0]) {
            var spawn =
                    new PreparedSpawn(
                            arena,
                            new PreparedSpawn.Plan(
                                    unshare,
                                    List.of(
                                            "unshare",
                                            "--user",
                                            "/bin/sh",
                                            "-c",
                                            "echo ready; exec " + WAITING),
                                    Map.of(),
                                    "/",
                                    holdRead.path(),
                                    ready[1].number(),
                                    ready[1].number()));
            Spawner.run(List.of(spawn), arena);
            spawn.free();
            ready[1].close();
            try {
                return mapped(kernel, spawn.pid(), readyRead, uid, gid, seenAs);
            } finally {
                hold[1].close();
                ChildWait.reap(kernel, spawn.pid());
            }
        }
    }

    private static IdMap mapped(
            LinuxKernel kernel, int pid, Descriptor ready, int uid, int gid, ChildUser seenAs)
            throws IOException {
        try (var answer = Files.newInputStream(Path.of(ready.path()))) {
            var line = new String(answer.readNBytes(6), java.nio.charset.StandardCharsets.UTF_8);
            if (!line.equals("ready\n")) {
                throw new IOException("no user namespace can be had: " + line.strip());
            }
        }
        Files.writeString(Path.of("/proc/" + pid + "/uid_map"), uid + " " + seenAs.uid() + " 1\n");
        Files.writeString(Path.of("/proc/" + pid + "/gid_map"), gid + " " + seenAs.gid() + " 1\n");
        return new IdMap(kernel.open("/proc/" + pid + "/ns/user", Flags.O_RDONLY));
    }

    @Override
    public void close() {
        namespace.close();
    }
}
