package dev.bestcode.security;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// The maps that a sandbox has made so far: one for each owner of files and each user of children.
final class IdMaps implements AutoCloseable {
    /// Owners of granted paths times profiles; more than that is a mistake.
    private static final int MAPS_MAX = 256;

    private final LinuxKernel kernel;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Key, IdMap> maps = new HashMap<>();

    private record Key(int uid, int gid, ChildUser user) {}

    IdMaps(LinuxKernel kernel) {
        this.kernel = kernel;
    }

    /// What shows a path as the user's own; absent where it is, or where nobody else runs.
    Optional<IdMap> of(Path path, Optional<ChildUser> user) throws IOException {
        if (user.isEmpty()) {
            return Optional.empty();
        }
        int uid = ChildUser.attribute(path, "unix:uid").orElse(0);
        int gid = ChildUser.attribute(path, "unix:gid").orElse(0);
        if (uid == user.get().uid()) {
            return Optional.empty();
        }
        lock.lock();
        try {
            var key = new Key(uid, gid, user.get());
            var known = maps.get(key);
            if (known != null) {
                return Optional.of(known);
            }
            if (maps.size() == MAPS_MAX) {
                throw new IOException("more than " + MAPS_MAX + " pairs of owners and users");
            }
            var made = IdMap.of(kernel, uid, gid, user.get());
            maps.put(key, made);
            return Optional.of(made);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            maps.values().forEach(IdMap::close);
            maps.clear();
        } finally {
            lock.unlock();
        }
    }
}
