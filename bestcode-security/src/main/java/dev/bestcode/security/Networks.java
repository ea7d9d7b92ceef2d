package dev.bestcode.security;

import dev.bestcode.api.security.Sandbox.WayOut;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/// The networks of a sandbox's profiles, each set up when the first child of its profile starts.
final class Networks implements AutoCloseable {
    private final LinuxKernel kernel;
    private final boolean own;
    private final Function<String, Optional<WayOut>> waysOut;
    private final PrivateFolders folders;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, ProfileNetwork> byProfile = new HashMap<>();

    /// @param own whether each has a network namespace
    /// @param waysOut asked once for each profile
    Networks(
            LinuxKernel kernel,
            boolean own,
            Function<String, Optional<WayOut>> waysOut,
            PrivateFolders folders) {
        this.kernel = kernel;
        this.own = own;
        this.waysOut = waysOut;
        this.folders = folders;
    }

    ProfileNetwork of(String profile) throws IOException {
        lock.lock();
        try {
            var known = byProfile.get(profile);
            if (known == null) {
                known = setUp(waysOut.apply(profile));
                byProfile.put(profile, known);
            }
            return known;
        } finally {
            lock.unlock();
        }
    }

    private ProfileNetwork setUp(Optional<WayOut> wayOut) throws IOException {
        var namespace = Optional.<NetworkNamespace>empty();
        if (own) {
            namespace = Optional.of(NetworkNamespace.open(kernel, wayOut));
        } else if (wayOut.isPresent()) {
            wayOut.get().open();
        }
        var environment = wayOut.map(WayOut::environment).orElse(Map.of());
        var jvm = JvmWayOut.in(environment);
        var settings = Optional.<Path>empty();
        if (jvm.isPresent()) {
            settings = Optional.of(folders.settings(jvm.get().mavenSettings()));
        }
        return new ProfileNetwork(namespace, wayOut, environment, jvm, settings);
    }

    @Override
    public void close() {
        lock.lock();
        try {
            for (var network : byProfile.values()) {
                network.own().ifPresent(NetworkNamespace::close);
                network.wayOut().ifPresent(WayOut::close);
                network.mavenSettings().ifPresent(Networks::remove);
            }
            byProfile.clear();
        } finally {
            lock.unlock();
        }
    }

    private static void remove(Path settings) {
        try {
            Files.deleteIfExists(settings);
        } catch (IOException e) {
            // it names a proxy that is gone
        }
    }
}
