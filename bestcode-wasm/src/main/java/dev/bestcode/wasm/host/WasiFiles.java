package dev.bestcode.wasm.host;

import dev.bestcode.api.tool.Workspace.Kind;
import dev.bestcode.api.tool.Workspace.Named;
import dev.bestcode.api.tool.Workspace.Status;
import dev.bestcode.wasm.abi.Val;
import dev.bestcode.wasm.host.HostObject.Descriptor;
import dev.bestcode.wasm.host.HostObject.Failure;
import dev.bestcode.wasm.host.HostObject.Folder;
import dev.bestcode.wasm.host.HostObject.Listing;
import dev.bestcode.wasm.host.HostObject.Reader;
import dev.bestcode.wasm.host.HostObject.Writer;
import dev.bestcode.wasm.host.Wasi.Given;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.LinkOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `wasi:filesystem` over the folders that were granted; without one there is no descriptor, and
/// nothing to ask. Making links and setting times are left to the refusal of [Nothing].
/// @see "WASI 0.2, wasi:filesystem/types"
final class WasiFiles {
    /// Read at a time, into one value of the component.
    private static final int READ_BYTES_MAX = 1 << 20;

    private static final String TYPE =
            "enum{unknown, block-device, character-device, directory, fifo, symbolic-link, regular-file, socket}";
    private static final int TYPE_UNKNOWN = 0;
    private static final int TYPE_DIRECTORY = 3;
    private static final int TYPE_LINK = 5;
    private static final int TYPE_FILE = 6;

    static final String FLAGS =
            "flags{read, write, file-integrity-sync, data-integrity-sync, requested-write-sync, mutate-directory}";
    static final int READ = 1;
    static final int WRITE = 2;
    private static final int MUTATE_DIRECTORY = 32;

    static final String PATH_FLAGS = "flags{symlink-follow}";
    static final int FOLLOW = 1;

    private static final String STAT =
            "record{type: %s, link-count: u64, size: u64, data-access-timestamp: option<%s>, data-modification-timestamp: option<%s>, status-change-timestamp: option<%s>}"
                    .formatted(TYPE, Wasi.DATETIME, Wasi.DATETIME, Wasi.DATETIME);
    private static final String HASH = "record{lower: u64, upper: u64}";

    private WasiFiles() {}

    interface Body {
        /// @return the value of `ok`; empty where it has none
        Optional<Val> call(HostCall call) throws IOException;
    }

    static void addTo(Map<String, Given> all) {
        all.put(
                "wasi:filesystem/preopens#get-directories",
                new Given(
                        "func() -> list<tuple<own<descriptor>, string>>",
                        call -> List.of(directories(call))));
        all.put(
                "wasi:filesystem/types#filesystem-error-code",
                new Given(
                        "func(err: borrow<error>) -> option<" + ErrorCode.TYPE + ">",
                        call ->
                                List.of(
                                        call.object(0, Failure.class)
                                                .map(failure -> Val.some(failure.code().val()))
                                                .orElseGet(Val::none))));
        ofFiles(all);
        ofFolders(all);
        ofBoth(all);
        OpenAt.addTo(all);
    }

    /// @param parameters after `self`
    static void method(
            Map<String, Given> all, String name, String parameters, String ok, Body body) {
        all.put(
                "wasi:filesystem/types#[method]descriptor." + name,
                new Given(
                        "func(self: borrow<descriptor>%s) -> result<%s, %s>"
                                .formatted(
                                        parameters.isEmpty() ? "" : ", " + parameters,
                                        ok,
                                        ErrorCode.TYPE),
                        call -> List.of(answered(body, call))));
    }

    private static Val answered(Body body, HostCall call) {
        try {
            return body.call(call).map(Val::ok).orElseGet(Val::ok);
        } catch (IOException e) {
            return Val.error(ErrorCode.of(e).val());
        }
    }

    private static Val directories(HostCall call) {
        var all = new ArrayList<Val>();
        for (var mount : call.world().folders()) {
            all.add(
                    new Val.Fields(
                            List.of(
                                    call.give("descriptor", new Folder(mount, ".")),
                                    Val.Str.of(mount.guest()))));
        }
        return new Val.Sequence(all);
    }

    static Folder folder(HostCall call, int index) throws IOException {
        return switch (object(call, index)) {
            case Folder folder -> folder;
            case HostObject _ -> throw new ErrorCode.Failed(ErrorCode.NOT_DIRECTORY);
        };
    }

    private static HostObject object(HostCall call, int index) throws IOException {
        return call.object(index, HostObject.class)
                .orElseThrow(() -> new ErrorCode.Failed(ErrorCode.BAD_DESCRIPTOR));
    }

    private static SharedFile file(HostCall call, boolean writes) throws IOException {
        return switch (object(call, 0)) {
            case Descriptor file when writes ? file.writable() : file.readable() -> file.file();
            case Descriptor _ -> throw new ErrorCode.Failed(ErrorCode.BAD_DESCRIPTOR);
            case HostObject _ -> throw new ErrorCode.Failed(ErrorCode.IS_DIRECTORY);
        };
    }

    private static long position(HostCall call, int index) throws IOException {
        if (call.number(index) < 0) {
            throw new ErrorCode.Failed(ErrorCode.INVALID);
        }
        return call.number(index);
    }

    private static void ofFiles(Map<String, Given> all) {
        method(all, "read", "length: u64, offset: u64", "tuple<list<u8>, bool>", WasiFiles::read);
        method(
                all,
                "write",
                "buffer: list<u8>, offset: u64",
                "u64",
                call -> {
                    var bytes = call.bytes(1);
                    long at = position(call, 2);
                    call.world().written(at, bytes.length);
                    file(call, true).file().write(at, bytes);
                    return Optional.of(new Val.Int(bytes.length));
                });
        method(
                all,
                "read-via-stream",
                "offset: u64",
                "own<input-stream>",
                call ->
                        Optional.of(
                                call.give(
                                        "input-stream",
                                        new Reader(file(call, false), position(call, 1)))));
        method(
                all,
                "write-via-stream",
                "offset: u64",
                "own<output-stream>",
                call ->
                        Optional.of(
                                call.give(
                                        "output-stream",
                                        Writer.at(file(call, true), position(call, 1)))));
        method(
                all,
                "append-via-stream",
                "",
                "own<output-stream>",
                call ->
                        Optional.of(
                                call.give("output-stream", Writer.appending(file(call, true)))));
        method(
                all,
                "set-size",
                "size: u64",
                "_",
                call -> {
                    long size = position(call, 1);
                    call.world().written(size, 0);
                    file(call, true).file().resize(size);
                    return Optional.empty();
                });
    }

    private static Optional<Val> read(HostCall call) throws IOException {
        long wanted = call.number(1);
        int most = wanted < 0 || wanted > READ_BYTES_MAX ? READ_BYTES_MAX : (int) wanted;
        var bytes = new byte[most];
        int count = Math.max(0, file(call, false).file().read(position(call, 2), bytes));
        return Optional.of(
                new Val.Fields(
                        List.of(
                                new Val.Bytes(Arrays.copyOf(bytes, count)),
                                new Val.Bool(count < most))));
    }

    private static void ofFolders(Map<String, Given> all) {
        method(
                all,
                "read-directory",
                "",
                "own<directory-entry-stream>",
                call -> {
                    var folder = folder(call, 0);
                    var names = folder.mount().tree().list(folder.path());
                    return Optional.of(call.give("directory-entry-stream", new Listing(names)));
                });
        all.put(
                "wasi:filesystem/types#[method]directory-entry-stream.read-directory-entry",
                new Given(
                        "func(self: borrow<directory-entry-stream>) -> result<option<record{type: %s, name: string}>, %s>"
                                .formatted(TYPE, ErrorCode.TYPE),
                        call -> List.of(Val.ok(next(call)))));
        at(all, "create-directory-at", (tree, path) -> tree.createDirectory(path));
        at(all, "remove-directory-at", (tree, path) -> tree.deleteDirectory(path));
        at(all, "unlink-file-at", (tree, path) -> tree.deleteFile(path));
        method(
                all,
                "readlink-at",
                "path: string",
                "string",
                call -> {
                    var folder = folder(call, 0);
                    var path = FilePaths.below(folder, call.text(1));
                    return Optional.of(Val.Str.of(folder.mount().tree().link(path)));
                });
        method(
                all,
                "rename-at",
                "old-path: string, new-descriptor: borrow<descriptor>, new-path: string",
                "_",
                call -> {
                    var from = folder(call, 0);
                    var to = folder(call, 2);
                    if (!from.mount().equals(to.mount())) {
                        throw new ErrorCode.Failed(ErrorCode.CROSS_DEVICE);
                    }
                    from.mount()
                            .tree()
                            .rename(
                                    FilePaths.below(from, call.text(1)),
                                    FilePaths.below(to, call.text(3)));
                    return Optional.empty();
                });
    }

    private interface AtPath {
        void apply(dev.bestcode.api.tool.Workspace tree, String path) throws IOException;
    }

    private static void at(Map<String, Given> all, String name, AtPath change) {
        method(
                all,
                name,
                "path: string",
                "_",
                call -> {
                    var folder = folder(call, 0);
                    change.apply(folder.mount().tree(), FilePaths.below(folder, call.text(1)));
                    return Optional.empty();
                });
    }

    private static Val next(HostCall call) {
        return call.object(0, Listing.class)
                .filter(listing -> listing.left.hasNext())
                .map(listing -> Val.some(entry(listing.left.next())))
                .orElseGet(Val::none);
    }

    private static Val entry(Named named) {
        return new Val.Fields(List.of(type(named.kind()), Val.Str.of(named.name())));
    }

    private static Val type(Kind kind) {
        return Val.Case.of(
                switch (kind) {
                    case FILE -> TYPE_FILE;
                    case DIRECTORY -> TYPE_DIRECTORY;
                    case LINK -> TYPE_LINK;
                    case OTHER -> TYPE_UNKNOWN;
                });
    }

    private static void ofBoth(Map<String, Given> all) {
        method(
                all,
                "advise",
                "offset: u64, length: u64, advice: enum{normal, sequential, random, will-need, dont-need, no-reuse}",
                "_",
                _ -> Optional.empty());
        method(all, "sync", "", "_", WasiFiles::force);
        method(all, "sync-data", "", "_", WasiFiles::force);
        method(all, "get-flags", "", FLAGS, call -> Optional.of(flags(object(call, 0))));
        method(all, "get-type", "", TYPE, call -> Optional.of(type(status(call, 0).kind())));
        method(all, "stat", "", STAT, call -> Optional.of(stat(status(call, 0))));
        method(all, "metadata-hash", "", HASH, call -> Optional.of(hash(status(call, 0))));
        var path = "path-flags: " + PATH_FLAGS + ", path: string";
        method(all, "stat-at", path, STAT, call -> Optional.of(stat(statusAt(call))));
        method(all, "metadata-hash-at", path, HASH, call -> Optional.of(hash(statusAt(call))));
        all.put(
                "wasi:filesystem/types#[method]descriptor.is-same-object",
                new Given(
                        "func(self: borrow<descriptor>, other: borrow<descriptor>) -> bool",
                        call -> List.of(new Val.Bool(isSame(call)))));
    }

    private static Optional<Val> force(HostCall call) throws IOException {
        if (object(call, 0) instanceof Descriptor file) {
            file.file().file().force();
        }
        return Optional.empty();
    }

    private static Val flags(HostObject object) {
        return switch (object) {
            case Folder folder ->
                    new Val.Flags(
                            folder.mount().tree().readOnly() ? READ : READ | MUTATE_DIRECTORY);
            case Descriptor file ->
                    new Val.Flags((file.readable() ? READ : 0) | (file.writable() ? WRITE : 0));
            case HostObject _ -> new Val.Flags(0);
        };
    }

    private static Status status(HostCall call, int index) throws IOException {
        return switch (object(call, index)) {
            case Folder folder -> folder.mount().tree().status(folder.path());
            case Descriptor file -> file.file().file().status();
            case HostObject _ -> throw new ErrorCode.Failed(ErrorCode.BAD_DESCRIPTOR);
        };
    }

    private static Status statusAt(HostCall call) throws IOException {
        var folder = folder(call, 0);
        return folder.mount()
                .tree()
                .status(FilePaths.below(folder, call.text(2)), links(call.flag(1, FOLLOW)));
    }

    static LinkOption[] links(boolean follow) {
        return follow ? new LinkOption[0] : new LinkOption[] {LinkOption.NOFOLLOW_LINKS};
    }

    private static Val stat(Status status) {
        var modified = status.modified();
        return new Val.Fields(
                List.of(
                        type(status.kind()),
                        new Val.Int(1),
                        new Val.Int(status.bytes()),
                        Val.none(),
                        Val.some(Wasi.datetime(modified.getEpochSecond(), modified.getNano())),
                        Val.none()));
    }

    /// Of what tells one file from another, so that inode numbers stay here.
    private static Val hash(Status status) {
        var digest =
                dev.bestcode.api.kernel.Sha256.of(
                        status.identity().toString().getBytes(StandardCharsets.UTF_8));
        var bytes = ByteBuffer.wrap(java.util.HexFormat.of().parseHex(digest.hex()));
        return new Val.Fields(List.of(new Val.Int(bytes.getLong()), new Val.Int(bytes.getLong())));
    }

    private static boolean isSame(HostCall call) {
        try {
            return status(call, 0).identity().equals(status(call, 1).identity());
        } catch (IOException _) {
            return false;
        }
    }
}
