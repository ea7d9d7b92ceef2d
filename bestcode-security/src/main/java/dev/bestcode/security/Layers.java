package dev.bestcode.security;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// Package caches with a writable layer above: children of a profile read what whoever runs the
/// system has fetched, and what they add or change is in a folder of theirs.
///
/// A layer is laid once and shown to each child, because two mounts over one folder would not know
/// of each other. Two systems side by side have folders of their own.
/// @see "Linux: Documentation/filesystems/overlayfs.rst"
final class Layers implements AutoCloseable {
    /// Systems side by side that have a folder of their own; further ones have no layers.
    private static final int SLOTS_MAX = 16;

    /// Profiles times caches; more than that is a mistake.
    private static final int LAYERS_MAX = 1_024;

    private static final int SET_STRING = 1;
    private static final int SET_DESCRIPTOR = 5;
    private static final int CREATE = 6;

    private final LinuxKernel kernel;
    private final Path folder;
    private final IdMaps maps;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Key, Optional<Descriptor>> laid = new HashMap<>();
    private Optional<Slot> slot = Optional.empty();

    private record Key(Path cache, String profile, Optional<ChildUser> user) {}

    private record Slot(Path folder, FileLock held) {}

    Layers(LinuxKernel kernel, Path folder, IdMaps maps) {
        this.kernel = kernel;
        this.folder = folder;
        this.maps = maps;
    }

    /// The mount of a cache with the layer above, not yet in any place; absent where this kernel or
    /// this file system knows no such thing.
    /// @param profile as the name of a file
    Optional<Descriptor> over(PackageCache cache, String profile, Optional<ChildUser> user)
            throws IOException {
        lock.lock();
        try {
            var key = new Key(cache.place(), profile, user);
            if (laid.size() >= LAYERS_MAX) {
                throw new IOException("more than " + LAYERS_MAX + " layers over package caches");
            }
            if (!laid.containsKey(key)) {
                laid.put(key, lay(cache, profile, user));
            }
            return laid.getOrDefault(key, Optional.empty());
        } finally {
            lock.unlock();
        }
    }

    private Optional<Descriptor> lay(PackageCache cache, String profile, Optional<ChildUser> user)
            throws IOException {
        if (slot.isEmpty()) {
            slot = takeSlot();
        }
        if (slot.isEmpty()) {
            return Optional.empty();
        }
        var place =
                slot.get()
                        .folder()
                        .resolve(profile)
                        .resolve(cache.inHome().toString().replace('/', '%'));
        var upper = Files.createDirectories(place.resolve("upper"));
        var work = Files.createDirectories(place.resolve("work"));
        if (user.isPresent() && !user.get().owns(upper)) {
            user.get().own(upper);
        }
        try (var arena = Arena.ofConfined()) {
            var mount = lay(arena, cache, upper, work, user);
            if (canBeShown(arena, mount)) {
                return Optional.of(mount);
            }
            mount.close();
            return Optional.empty();
        } catch (StepFailedException e) {
            return Optional.empty(); // the cache is then readable where it is
        }
    }

    private Descriptor lay(
            Arena arena, PackageCache cache, Path upper, Path work, Optional<ChildUser> user)
            throws IOException {
        try (var below =
                        MountPlan.clone(
                                kernel, arena, cache.place(), false, maps.of(cache.place(), user));
                var context =
                        new Descriptor(
                                kernel,
                                (int)
                                        kernel.must(
                                                "opening overlay",
                                                SystemCall.FSOPEN,
                                                text(arena, "overlay"),
                                                1))) {
            configure(arena, context, SET_DESCRIPTOR, "lowerdir+", 0, below.number());
            configure(arena, context, SET_STRING, "upperdir", text(arena, upper.toString()), 0);
            configure(arena, context, SET_STRING, "workdir", text(arena, work.toString()), 0);
            kernel.must(
                    "laying a layer over " + cache.place(),
                    SystemCall.FSCONFIG,
                    context.number(),
                    CREATE,
                    0,
                    0,
                    0);
            return new Descriptor(
                    kernel,
                    (int)
                            kernel.must(
                                    "mounting a layer",
                                    SystemCall.FSMOUNT,
                                    context.number(),
                                    1,
                                    Flags.MOUNT_ATTR_NOSUID | Flags.MOUNT_ATTR_NODEV));
        }
    }

    private void configure(
            Arena arena, Descriptor context, int command, String name, long value, int number)
            throws IOException {
        kernel.must(
                "setting " + name,
                SystemCall.FSCONFIG,
                context.number(),
                command,
                text(arena, name),
                value,
                number);
    }

    /// Whether this kernel can show what is in no place of its own: 6.15.
    private boolean canBeShown(Arena arena, Descriptor mount) {
        try {
            MountPlan.shown(kernel, arena, mount).close();
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static long text(Arena arena, String text) {
        MemorySegment segment = arena.allocateFrom(text);
        return segment.address();
    }

    /// A folder that no other system uses.
    private Optional<Slot> takeSlot() throws IOException {
        Files.createDirectories(folder);
        for (int number = 0; number < SLOTS_MAX; number++) {
            var channel =
                    FileChannel.open(
                            folder.resolve(number + ".lock"),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
            try {
                var held = channel.tryLock();
                if (held != null) {
                    return Optional.of(new Slot(folder.resolve(Integer.toString(number)), held));
                }
            } catch (OverlappingFileLockException e) {
                // another system of this process has it
            }
            channel.close();
        }
        return Optional.empty();
    }

    @Override
    public void close() {
        lock.lock();
        try {
            laid.values().forEach(mount -> mount.ifPresent(Descriptor::close));
            laid.clear();
            if (slot.isPresent()) {
                slot.get().held().acquiredBy().close();
                slot = Optional.empty();
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("the folder of layers cannot be given back", e);
        } finally {
            lock.unlock();
        }
    }
}
