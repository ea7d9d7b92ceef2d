package dev.bestcode.tools;

import dev.bestcode.tools.Attributes.Kind;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// A directory held by its descriptor: every operation is one system call beneath it, which crosses
/// no mount, follows no link and waits for nobody.
/// @param device of the tree's root: what lies on another is left alone
record LinuxDirectory(LinuxFlags flags, Path path, LinuxHandle handle, Object device)
        implements Directory {
    private static final int LISTING_BYTES = 32 * 1024;
    private static final int LINK_BYTES_MAX = 4096;

    /// As a command would make them: what the umask leaves.
    private static final int NEW_FILE_MODE = 0666;

    private static final int NEW_DIRECTORY_MODE = 0777;

    static Optional<LinuxFlags> available() {
        return LinuxDirectory.class.getModule().isNativeAccessEnabled()
                ? LinuxFlags.ofThisMachine()
                : Optional.empty();
    }

    static LinuxDirectory open(LinuxFlags flags, Path root) throws IOException {
        var handle =
                LinuxHandle.open(
                        root.toString(),
                        flags.directory() | flags.noFollow() | LinuxFlags.CLOSE_ON_EXEC);
        return new LinuxDirectory(flags, root, handle, handle.status().attributes().device());
    }

    @Override
    public Attributes attributes() throws IOException {
        return handle.status().attributes();
    }

    @Override
    public Optional<Attributes> attributes(String name) throws IOException {
        return handle.statusAt(name).map(this::known);
    }

    private Attributes known(LinuxHandle.Status status) {
        var found = status.attributes();
        return found.isLink() || found.device().equals(device)
                ? found
                : new Attributes(
                        Kind.SPECIAL,
                        found.sizeBytes(),
                        found.modified(),
                        found.key(),
                        found.device());
    }

    @Override
    public int mode(String name) throws IOException {
        return handle.statusAt(name)
                .orElseThrow(() -> new NoSuchFileException(path.resolve(name).toString()))
                .mode();
    }

    @Override
    public Optional<Look> look(String name) throws IOException {
        return handle.statusAt(name)
                .map(
                        status ->
                                new Look(
                                        known(status),
                                        status.attributes().isLink() ? 0 : status.mode(),
                                        status.changed()));
    }

    @Override
    public Directory directory(String name) throws IOException {
        return opened(path.resolve(name), name);
    }

    @Override
    public Directory again() throws IOException {
        return opened(path, ".");
    }

    private Directory opened(Path at, String name) throws IOException {
        var below =
                handle.openAt(
                        name, flags.directory() | flags.noFollow() | LinuxFlags.CLOSE_ON_EXEC, 0);
        return new LinuxDirectory(flags, at, below, device);
    }

    @Override
    public String link(String name) throws IOException {
        try (var arena = Arena.ofConfined()) {
            var buffer = arena.allocate(LINK_BYTES_MAX);
            int length =
                    (int)
                            LinuxHandle.checked(
                                    path + "/" + name,
                                    (own, state) ->
                                            (long)
                                                    LinuxCalls.ReadLinkAt.CALL.invokeExact(
                                                            state,
                                                            handle.number(),
                                                            LinuxHandle.name(own, name),
                                                            buffer,
                                                            (long) LINK_BYTES_MAX));
            return FileNames.decode(
                    buffer.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE), 0, length);
        }
    }

    @Override
    public OpenFile read(String name) throws IOException {
        return file(name, LinuxFlags.READ_ONLY | LinuxFlags.NON_BLOCKING, 0);
    }

    @Override
    public OpenFile create(String name) throws IOException {
        return file(
                name,
                LinuxFlags.READ_WRITE | LinuxFlags.CREATE | LinuxFlags.EXCLUSIVE,
                NEW_FILE_MODE);
    }

    @Override
    public OpenFile update(String name) throws IOException {
        return file(name, LinuxFlags.READ_WRITE | LinuxFlags.NON_BLOCKING, 0);
    }

    private OpenFile file(String name, int how, int mode) throws IOException {
        var file =
                handle.openAt(
                        name,
                        how | flags.noFollow() | LinuxFlags.CLOSE_ON_EXEC | LinuxFlags.NO_TERMINAL,
                        mode);
        try {
            var status = file.status();
            var attributes = known(status);
            if (!attributes.isFile()) {
                throw new FileSystemException(
                        file.file(), null, "it is not a regular file of this file system");
            }
            if ((how & LinuxFlags.READ_WRITE) != 0 && status.names() > 1) {
                throw PathDirectory.hasFurtherNames(file.file());
            }
            return new LinuxFile(file, attributes);
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    private interface ByName {
        int call(MemorySegment state, MemorySegment name) throws Throwable;
    }

    private void byName(String name, ByName call) throws IOException {
        LinuxHandle.checked(
                path + "/" + name,
                (arena, state) -> call.call(state, LinuxHandle.name(arena, name)));
    }

    @Override
    public void createDirectory(String name) throws IOException {
        byName(
                name,
                (state, segment) ->
                        (int)
                                LinuxCalls.MakeDirectoryAt.CALL.invokeExact(
                                        state, handle.number(), segment, NEW_DIRECTORY_MODE));
    }

    @Override
    public void copyModeAndOwner(String from, String to) throws IOException {
        var like =
                handle.statusAt(from)
                        .orElseThrow(() -> new NoSuchFileException(path.resolve(from).toString()));
        try (var file =
                handle.openAt(
                        to,
                        LinuxFlags.WRITE_ONLY | flags.noFollow() | LinuxFlags.CLOSE_ON_EXEC,
                        0)) {
            var now = file.status();
            if (now.owner() != like.owner() || now.group() != like.group()) {
                // Only root may give a file away; the content still goes where it was asked to.
                LinuxHandle.call(
                        (_, state) ->
                                (int)
                                        LinuxCalls.FChOwn.CALL.invokeExact(
                                                state, file.number(), like.owner(), like.group()));
            }
            LinuxHandle.checked(
                    file.file(),
                    (_, state) ->
                            (int)
                                    LinuxCalls.FChMod.CALL.invokeExact(
                                            state, file.number(), like.mode()));
        }
    }

    @Override
    public void replace(String from, String to) throws IOException {
        move(from, this, to);
    }

    @Override
    public void move(String from, Directory into, String to) throws IOException {
        var target = (LinuxDirectory) into;
        byName(
                from,
                (state, segment) -> {
                    try (var arena = Arena.ofConfined()) {
                        return (int)
                                LinuxCalls.RenameAt.CALL.invokeExact(
                                        state,
                                        handle.number(),
                                        segment,
                                        target.handle.number(),
                                        LinuxHandle.name(arena, to));
                    }
                });
    }

    @Override
    public void delete(String name) throws IOException {
        unlink(name, 0);
    }

    @Override
    public void deleteDirectory(String name) throws IOException {
        unlink(name, LinuxFlags.AT_REMOVE_DIRECTORY);
    }

    private void unlink(String name, int flags) throws IOException {
        byName(
                name,
                (state, segment) ->
                        (int)
                                LinuxCalls.UnlinkAt.CALL.invokeExact(
                                        state, handle.number(), segment, flags));
    }

    @Override
    public void createLink(String name, String target) throws IOException {
        byName(
                name,
                (state, segment) -> {
                    try (var arena = Arena.ofConfined()) {
                        return (int)
                                LinuxCalls.SymLinkAt.CALL.invokeExact(
                                        state,
                                        LinuxHandle.name(arena, target),
                                        handle.number(),
                                        segment);
                    }
                });
    }

    @Override
    public void setMode(String name, int mode) throws IOException {
        try (var open =
                handle.openAt(
                        name,
                        LinuxFlags.READ_ONLY
                                | LinuxFlags.NON_BLOCKING
                                | flags.noFollow()
                                | LinuxFlags.CLOSE_ON_EXEC,
                        0)) {
            LinuxHandle.checked(
                    open.file(),
                    (_, state) ->
                            (int) LinuxCalls.FChMod.CALL.invokeExact(state, open.number(), mode));
        }
    }

    @Override
    public void force() throws IOException {
        handle.force();
    }

    @Override
    public List<Entry> entries() throws IOException {
        List<Entry> entries = new ArrayList<>();
        var bytes = new byte[LISTING_BYTES];
        try (var arena = Arena.ofConfined()) {
            var buffer = arena.allocate(LISTING_BYTES, 8);
            while (true) {
                int count =
                        (int)
                                LinuxHandle.checked(
                                        path.toString(),
                                        (_, state) ->
                                                (long)
                                                        LinuxCalls.GetDents.CALL.invokeExact(
                                                                state,
                                                                handle.number(),
                                                                buffer,
                                                                (long) LISTING_BYTES));
                if (count == 0) {
                    break;
                }
                MemorySegment.copy(buffer, ValueLayout.JAVA_BYTE, 0, bytes, 0, count);
                addAll(entries, buffer, bytes, count);
            }
        }
        entries.sort(Comparator.comparing(Entry::name));
        return entries;
    }

    /// @see "Linux, getdents(2), struct linux_dirent64"
    private static void addAll(List<Entry> entries, MemorySegment buffer, byte[] bytes, int count) {
        for (int at = 0; at < count; ) {
            int length = buffer.get(ValueLayout.JAVA_SHORT_UNALIGNED, at + 16L) & 0xFFFF;
            int start = at + 19;
            int end = start;
            while (bytes[end] != 0) {
                end++;
            }
            boolean self = bytes[start] == '.' && (end == start + 1 || isParent(bytes, start, end));
            if (!self) {
                entries.add(new Entry(FileNames.decode(bytes, start, end), kind(bytes[at + 18])));
            }
            at += length;
        }
    }

    private static boolean isParent(byte[] bytes, int start, int end) {
        return end == start + 2 && bytes[start + 1] == '.';
    }

    private static Kind kind(byte type) {
        return switch (type) {
            case 8 -> Kind.FILE;
            case 4 -> Kind.DIRECTORY;
            case 10 -> Kind.LINK;
            case 0 -> Kind.UNKNOWN;
            default -> Kind.SPECIAL;
        };
    }

    @Override
    public void close() {
        handle.close();
    }
}
