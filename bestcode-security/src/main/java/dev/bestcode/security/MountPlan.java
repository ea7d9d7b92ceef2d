package dev.bestcode.security;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.SegmentAllocator;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// What a child sees of the file system: everything read-only, some of it covered by nearly empty
/// folders, and a few places bound anew with what may be done there.
///
/// The mounts are made detached by a thread that carries no restriction, and only put in their
/// places by the spawner, in a mount namespace of its own. A place below a cover is made in the
/// folder that covers, never in what lies beneath.
final class MountPlan implements AutoCloseable {
    private static final int ATTRIBUTES_BYTES = 32;
    private static final int NO_FOLLOW = 0x100;

    private final LinuxKernel kernel;
    private final SegmentAllocator memory;
    private final List<Place> places = new ArrayList<>();
    private final List<Descriptor> made = new ArrayList<>();

    /// @param target absolute and real, where it is seen
    /// @param source what is seen there
    /// @param made the mount, where it was made before
    /// @param ours whether the source is a folder of ours, in which places for others can be made
    private record Place(
            Path target,
            Path source,
            boolean writable,
            boolean ours,
            Optional<IdMap> seenBy,
            Optional<Descriptor> made) {
        private static final Comparator<Place> OUTSIDE_IN =
                Comparator.comparingInt(place -> place.target().getNameCount());
    }

    MountPlan(LinuxKernel kernel, SegmentAllocator memory) {
        this.kernel = kernel;
        this.memory = memory;
    }

    /// Show a folder of ours, with nothing in it but places for what is bound below.
    void cover(Path target, Path folder) {
        places.add(new Place(target, folder, false, true, Optional.empty(), Optional.empty()));
    }

    /// Show a folder of ours that the child may write.
    void lend(Path target, Path folder) {
        places.add(new Place(target, folder, true, true, Optional.empty(), Optional.empty()));
    }

    void readOnly(Path target, Path source, Optional<IdMap> seenBy) {
        places.add(new Place(target, source, false, false, seenBy, Optional.empty()));
    }

    void writable(Path target, Path source, Optional<IdMap> seenBy) {
        places.add(new Place(target, source, true, false, seenBy, Optional.empty()));
    }

    /// Show a mount that was made before, and that others are shown too.
    /// @param source what lies beneath it
    void shared(Path target, Path source, Descriptor mount) {
        places.add(new Place(target, source, true, false, Optional.empty(), Optional.of(mount)));
    }

    /// Make the mounts.
    /// @return what the spawner has to do in its own mount namespace
    List<PreparedCall> prepare() throws IOException {
        places.sort(Place.OUTSIDE_IN);
        var steps = new ArrayList<PreparedCall>();
        steps.add(separate(kernel, memory));
        steps.add(
                kernel.prepare(
                        "making all mounts read-only",
                        SystemCall.MOUNT_SETATTR,
                        Flags.AT_FDCWD,
                        text(memory, "/"),
                        Flags.AT_RECURSIVE,
                        attributes(
                                memory,
                                Flags.MOUNT_ATTR_RDONLY | Flags.MOUNT_ATTR_NOSUID,
                                Optional.empty()),
                        ATTRIBUTES_BYTES));
        for (int i = 0; i < places.size(); i++) {
            var place = places.get(i);
            if (hasPlace(i)) {
                var mount = detached(place);
                steps.add(
                        kernel.prepare(
                                "mounting " + place.target(),
                                SystemCall.MOVE_MOUNT,
                                mount.number(),
                                text(memory, ""),
                                Flags.AT_FDCWD,
                                text(memory, place.target().toString()),
                                Flags.MOVE_MOUNT_F_EMPTY_PATH));
            }
        }
        return steps;
    }

    /// Have what is mounted in the spawner's namespace stay there.
    static PreparedCall separate(LinuxKernel kernel, SegmentAllocator memory) {
        return kernel.prepare(
                "separating mounts",
                SystemCall.MOUNT,
                memory.allocateFrom("none").address(),
                memory.allocateFrom("/").address(),
                0,
                Flags.MS_REC | Flags.MS_PRIVATE,
                0);
    }

    /// See to it that the place is there when all before it are mounted.
    private boolean hasPlace(int index) throws IOException {
        var place = places.get(index);
        if (!Files.exists(place.source(), LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        for (int i = index - 1; i >= 0; i--) {
            var around = places.get(i);
            if (place.target().startsWith(around.target())) {
                var beneath = around.source().resolve(around.target().relativize(place.target()));
                if (around.ours()) {
                    makeLike(place.source(), beneath);
                }
                return Files.exists(beneath, LinkOption.NOFOLLOW_LINKS);
            }
        }
        return Files.exists(place.target());
    }

    private static void makeLike(Path source, Path place) throws IOException {
        if (Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (Files.isDirectory(source, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectories(place);
        } else {
            Files.createDirectories(place.getParent());
            Files.createFile(place);
        }
    }

    private Descriptor detached(Place place) throws IOException {
        var mount =
                place.made().isPresent()
                        ? shown(kernel, memory, place.made().get())
                        : clone(kernel, memory, place.source(), place.writable(), place.seenBy());
        made.add(mount);
        return mount;
    }

    /// A mount in no place, of another one in no place.
    static Descriptor shown(LinuxKernel kernel, SegmentAllocator memory, Descriptor mount)
            throws IOException {
        return new Descriptor(
                kernel,
                (int)
                        kernel.must(
                                "showing a layer",
                                SystemCall.OPEN_TREE,
                                mount.number(),
                                text(memory, ""),
                                Flags.OPEN_TREE_CLONE | Flags.O_CLOEXEC | Flags.AT_EMPTY_PATH));
    }

    /// A mount in no place, of what lies at a path.
    static Descriptor clone(
            LinuxKernel kernel,
            SegmentAllocator memory,
            Path source,
            boolean writable,
            Optional<IdMap> seenBy)
            throws IOException {
        // What is mounted below a mapped one may not be mappable; it is not shown.
        int recursive = seenBy.isPresent() ? 0 : Flags.AT_RECURSIVE;
        var mount =
                new Descriptor(
                        kernel,
                        (int)
                                kernel.must(
                                        "binding " + source,
                                        SystemCall.OPEN_TREE,
                                        Flags.AT_FDCWD,
                                        text(memory, source.toString()),
                                        Flags.OPEN_TREE_CLONE
                                                | Flags.O_CLOEXEC
                                                | NO_FOLLOW
                                                | recursive));
        long set =
                Flags.MOUNT_ATTR_NOSUID
                        | Flags.MOUNT_ATTR_NODEV
                        | (writable ? 0 : Flags.MOUNT_ATTR_RDONLY)
                        | (seenBy.isPresent() ? Flags.MOUNT_ATTR_IDMAP : 0);
        try {
            kernel.must(
                    seenBy.isPresent()
                            ? "showing %s to another user".formatted(source)
                            : "binding " + source,
                    SystemCall.MOUNT_SETATTR,
                    mount.number(),
                    text(memory, ""),
                    Flags.AT_EMPTY_PATH | recursive,
                    attributes(memory, set, seenBy),
                    ATTRIBUTES_BYTES);
            return mount;
        } catch (IOException e) {
            mount.close();
            throw e;
        }
    }

    /// A `struct mount_attr`. No mount tells its peers of what is mounted below it.
    private static long attributes(SegmentAllocator memory, long set, Optional<IdMap> seenBy) {
        var attributes = memory.allocate(ATTRIBUTES_BYTES, 8);
        attributes.set(JAVA_LONG, 0, set);
        attributes.set(JAVA_LONG, 16, Flags.MS_PRIVATE);
        attributes.set(JAVA_LONG, 24, seenBy.map(IdMap::descriptor).orElse(0));
        return attributes.address();
    }

    private static long text(SegmentAllocator memory, String text) {
        return memory.allocateFrom(text).address();
    }

    /// Give the mounts back; those that were put in their places stay there.
    @Override
    public void close() {
        made.forEach(Descriptor::close);
        made.clear();
    }
}
