package dev.bestcode.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/// What a command must not get at: files outside its workspace that anybody may write, which are
/// compared by content, mode, owner and times; the repository's hooks and settings; a secret that
/// must not be printed; and a server that nobody may connect to.
final class Canaries implements AutoCloseable {
    /// Of what `unix:*` has; not the time of the last reading, which nobody promises to keep.
    private static final List<String> ATTRIBUTES =
            List.of("mode", "uid", "gid", "nlink", "size", "lastModifiedTime", "ctime", "ino");

    private final Path outside;
    private final Path git;
    private final String secret = "canary-" + UUID.randomUUID();
    private final ServerSocket server;
    private final AtomicInteger connections = new AtomicInteger();
    private Map<String, String> before = Map.of();

    private Canaries(Path outside, Path git) throws IOException {
        this.outside = outside;
        this.git = git;
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().name("canary").start(this::count);
    }

    /// @param outside an empty folder
    static Canaries in(Path outside, Path workspace) throws IOException {
        var canaries = new Canaries(outside, workspace.resolve(".git"));
        canaries.plant();
        return canaries;
    }

    private void plant() throws IOException {
        var folder = Files.createDirectory(outside.resolve("folder"));
        for (var file : List.of(secretFile(), folder.resolve("data"), outside.resolve("program"))) {
            Files.writeString(file, secret);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxrwxrwx"));
        }
        Files.createSymbolicLink(outside.resolve("link"), secretFile());
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        Files.setPosixFilePermissions(outside, PosixFilePermissions.fromString("rwxrwxrwx"));
        arm();
    }

    Path secretFile() {
        return outside.resolve("secret");
    }

    int port() {
        return server.getLocalPort();
    }

    /// Compare with how it is now, from now on.
    void arm() throws IOException {
        before = state();
        connections.set(0);
    }

    /// What happened since, in words; empty when nothing did.
    /// @param printed by the command
    List<String> touched(String printed) throws IOException {
        var touched = new ArrayList<String>();
        var now = state();
        for (var name : union(before, now)) {
            var was = before.getOrDefault(name, "nothing");
            var is = now.getOrDefault(name, "nothing");
            if (!was.equals(is)) {
                touched.add("%s was %s, is %s".formatted(name, was, is));
            }
        }
        if (printed.contains(secret)) {
            touched.add("the secret was printed");
        }
        if (connections.get() > 0) {
            touched.add(connections + " connections");
        }
        return touched;
    }

    private static List<String> union(Map<String, String> one, Map<String, String> two) {
        return Stream.concat(one.keySet().stream(), two.keySet().stream()).distinct().toList();
    }

    private Map<String, String> state() throws IOException {
        var state = new TreeMap<String, String>();
        try (var paths = Files.walk(outside)) {
            for (var path : paths.toList()) {
                state.put(path.toString(), attributes(path) + content(path));
            }
        }
        for (var place : List.of("hooks", "config")) {
            if (Files.exists(git.resolve(place), LinkOption.NOFOLLOW_LINKS)) {
                try (var paths = Files.walk(git.resolve(place))) {
                    for (var path : paths.toList()) {
                        state.put(path.toString(), content(path));
                    }
                }
            }
        }
        return state;
    }

    private static String attributes(Path path) throws IOException {
        var all = Files.readAttributes(path, "unix:*", LinkOption.NOFOLLOW_LINKS);
        return ATTRIBUTES.stream().map(name -> name + "=" + all.get(name)).toList().toString();
    }

    private static String content(Path path) throws IOException {
        return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)
                ? " '" + Files.readString(path, java.nio.charset.StandardCharsets.ISO_8859_1) + "'"
                : "";
    }

    private void count() {
        while (true) {
            try (var _ = server.accept()) {
                connections.incrementAndGet();
            } catch (SocketException e) {
                return; // closed
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
