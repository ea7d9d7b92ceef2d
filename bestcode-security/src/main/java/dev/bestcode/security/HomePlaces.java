package dev.bestcode.security;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/// Makes places in the home of a profile's children, for something to be mounted at. The home is
/// theirs to change, while another one is being started too, so no link in it is followed and
/// nothing is looked at twice by its name.
/// @param home of the children
/// @param user whose it is; absent is whoever we are
record HomePlaces(LinuxKernel kernel, Path home, Optional<ChildUser> user) {
    private static final int FOLDER_MODE = 0700;
    private static final int FILE_MODE = 0644;

    /// Make a folder with those that it lies in, and leave what is there already.
    void folder(Path inHome) throws IOException {
        walk(inHome).close();
    }

    /// Make a file, and leave what is there already.
    /// @param inHome in a folder of the home
    void file(Path inHome, String content) throws IOException {
        try (var folder = walk(Objects.requireNonNull(inHome.getParent()));
                var arena = Arena.ofConfined();
                var made =
                        kernel.openAt(
                                folder.number(),
                                inHome.getFileName().toString(),
                                Flags.O_CREAT
                                        | Flags.O_EXCL
                                        | Flags.O_WRONLY
                                        | kernel.architecture().noFollow(),
                                FILE_MODE)) {
            var bytes = content.getBytes(StandardCharsets.UTF_8);
            kernel.must(
                    "writing " + inHome,
                    SystemCall.WRITE,
                    made.number(),
                    arena.allocateFrom(JAVA_BYTE, bytes).address(),
                    bytes.length);
            own(arena, made);
        } catch (StepFailedException e) {
            if (e.errno() != Errno.EEXIST) {
                throw e;
            }
        }
    }

    private Descriptor walk(Path inHome) throws IOException {
        var at = kernel.openPath(home.toString());
        for (var name : inHome) {
            try (var folder = at) {
                at = folder(folder, name.toString());
            }
        }
        return at;
    }

    private Descriptor folder(Descriptor parent, String name) throws IOException {
        try (var arena = Arena.ofConfined()) {
            MemorySegment text = arena.allocateFrom(name);
            long made =
                    kernel.call(SystemCall.MKDIRAT, parent.number(), text.address(), FOLDER_MODE);
            if (made < 0 && made != -Errno.EEXIST) {
                throw new StepFailedException("making " + name + " in " + home, (int) -made);
            }
            var folder =
                    kernel.openAt(
                            parent.number(),
                            name,
                            Flags.O_PATH | kernel.architecture().noFollow(),
                            0);
            if (!Files.isDirectory(Path.of(folder.path()))) {
                folder.close();
                throw new IOException(
                        "%s in %s is in the way of a package cache or settings; remove it"
                                .formatted(name, home));
            }
            own(arena, folder);
            return folder;
        }
    }

    private void own(Arena arena, Descriptor place) throws IOException {
        if (user.isPresent() && !user.get().owns(Path.of(place.path()))) {
            kernel.must(
                    "giving a place to the user of the home",
                    SystemCall.FCHOWNAT,
                    place.number(),
                    arena.allocateFrom("").address(),
                    user.get().uid(),
                    user.get().gid(),
                    Flags.AT_EMPTY_PATH);
        }
    }
}
