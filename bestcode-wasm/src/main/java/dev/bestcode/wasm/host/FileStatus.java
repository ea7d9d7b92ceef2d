package dev.bestcode.wasm.host;

import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.api.tool.Workspace.Kind;
import dev.bestcode.api.tool.Workspace.Status;
import dev.bestcode.wasm.abi.Val;
import dev.bestcode.wasm.host.HostObject.Descriptor;
import dev.bestcode.wasm.host.HostObject.Folder;
import dev.bestcode.wasm.host.Wasi.Given;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.LinkOption;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The functions of a descriptor that tell what it is, file or folder.
final class FileStatus {
    static final String TYPE =
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

    private FileStatus() {}

    static void addTo(Map<String, Given> all) {
        WasiFiles.method(
                all,
                "advise",
                "offset: u64, length: u64, advice: enum{normal, sequential, random, will-need, dont-need, no-reuse}",
                "_",
                _ -> Optional.empty());
        WasiFiles.method(all, "sync", "", "_", FileStatus::force);
        WasiFiles.method(all, "sync-data", "", "_", FileStatus::force);
        WasiFiles.method(
                all, "get-flags", "", FLAGS, call -> Optional.of(flags(WasiFiles.object(call, 0))));
        WasiFiles.method(
                all, "get-type", "", TYPE, call -> Optional.of(type(status(call, 0).kind())));
        WasiFiles.method(all, "stat", "", STAT, call -> Optional.of(stat(status(call, 0))));
        WasiFiles.method(
                all, "metadata-hash", "", HASH, call -> Optional.of(hash(status(call, 0))));
        var path = "path-flags: " + PATH_FLAGS + ", path: string";
        WasiFiles.method(all, "stat-at", path, STAT, call -> Optional.of(stat(statusAt(call))));
        WasiFiles.method(
                all, "metadata-hash-at", path, HASH, call -> Optional.of(hash(statusAt(call))));
        all.put(
                "wasi:filesystem/types#[method]descriptor.is-same-object",
                new Given(
                        "func(self: borrow<descriptor>, other: borrow<descriptor>) -> bool",
                        call -> List.of(new Val.Bool(isSame(call)))));
    }

    private static Optional<Val> force(HostCall call) throws IOException {
        if (WasiFiles.object(call, 0) instanceof Descriptor file) {
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
        return switch (WasiFiles.object(call, index)) {
            case Folder folder -> folder.mount().tree().status(folder.path());
            case Descriptor file -> file.file().file().status();
            case HostObject _ -> throw new ErrorCode.Failed(ErrorCode.BAD_DESCRIPTOR);
        };
    }

    private static Status statusAt(HostCall call) throws IOException {
        var folder = WasiFiles.folder(call, 0);
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
        var digest = Sha256.of(status.identity().toString().getBytes(StandardCharsets.UTF_8));
        var bytes = ByteBuffer.wrap(HexFormat.of().parseHex(digest.hex()));
        return new Val.Fields(List.of(new Val.Int(bytes.getLong()), new Val.Int(bytes.getLong())));
    }

    private static boolean isSame(HostCall call) {
        try {
            return status(call, 0).identity().equals(status(call, 1).identity());
        } catch (IOException _) {
            return false;
        }
    }

    static Val type(Kind kind) {
        return Val.Case.of(
                switch (kind) {
                    case FILE -> TYPE_FILE;
                    case DIRECTORY -> TYPE_DIRECTORY;
                    case LINK -> TYPE_LINK;
                    case OTHER -> TYPE_UNKNOWN;
                });
    }
}
