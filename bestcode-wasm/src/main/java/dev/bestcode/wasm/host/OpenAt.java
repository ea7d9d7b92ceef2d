package dev.bestcode.wasm.host;

import dev.bestcode.api.tool.Workspace;
import dev.bestcode.api.tool.Workspace.Kind;
import dev.bestcode.wasm.abi.Val;
import dev.bestcode.wasm.host.HostObject.Descriptor;
import dev.bestcode.wasm.host.HostObject.Folder;
import dev.bestcode.wasm.host.Wasi.Given;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// `descriptor.open-at`: a directory becomes a name to walk from, a file is opened.
final class OpenAt {
    private static final int CREATE = 1;
    private static final int DIRECTORY = 2;
    private static final int EXCLUSIVE = 4;
    private static final int TRUNCATE = 8;

    private OpenAt() {}

    /// What is asked for.
    private record Wish(
            boolean follow,
            boolean create,
            boolean directory,
            boolean exclusive,
            boolean truncate,
            boolean read,
            boolean write) {
        boolean changes() {
            return create || truncate || write;
        }

        Set<OpenOption> options() {
            var options = new HashSet<OpenOption>(List.of(StandardOpenOption.READ));
            if (write || truncate) {
                options.add(StandardOpenOption.WRITE);
            }
            if (create) {
                options.add(exclusive ? StandardOpenOption.CREATE_NEW : StandardOpenOption.CREATE);
            }
            if (truncate) {
                options.add(StandardOpenOption.TRUNCATE_EXISTING);
            }
            options.addAll(List.of(FileStatus.links(follow)));
            return options;
        }
    }

    static void addTo(Map<String, Given> all) {
        WasiFiles.method(
                all,
                "open-at",
                "path-flags: "
                        + FileStatus.PATH_FLAGS
                        + ", path: string, open-flags: flags{create, directory, exclusive, truncate}, flags: "
                        + FileStatus.FLAGS,
                "own<descriptor>",
                call -> {
                    var folder = WasiFiles.folder(call, 0);
                    var path = FilePaths.below(folder, call.text(2));
                    return Optional.<Val>of(
                            call.give("descriptor", opened(folder, path, wish(call))));
                });
    }

    private static Wish wish(HostCall call) {
        return new Wish(
                call.flag(1, FileStatus.FOLLOW),
                call.flag(3, CREATE),
                call.flag(3, DIRECTORY),
                call.flag(3, EXCLUSIVE),
                call.flag(3, TRUNCATE),
                call.flag(4, FileStatus.READ),
                call.flag(4, FileStatus.WRITE));
    }

    private static HostObject opened(Folder folder, String path, Wish wish) throws IOException {
        if (wish.directory() && wish.create()) {
            throw new ErrorCode.Failed(ErrorCode.INVALID);
        }
        var tree = folder.mount().tree();
        var kind = kind(tree, path, wish);
        if (kind.filter(Kind.DIRECTORY::equals).isPresent()) {
            if (wish.create() && wish.exclusive()) {
                throw new ErrorCode.Failed(ErrorCode.EXIST);
            }
            if (wish.changes()) {
                throw new ErrorCode.Failed(ErrorCode.IS_DIRECTORY);
            }
            return new Folder(folder.mount(), path);
        }
        if (wish.directory()) {
            throw new ErrorCode.Failed(
                    kind.isEmpty() ? ErrorCode.NO_ENTRY : ErrorCode.NOT_DIRECTORY);
        }
        return new Descriptor(
                new SharedFile(tree.open(path, wish.options())), wish.read(), wish.write());
    }

    private static Optional<Kind> kind(Workspace tree, String path, Wish wish) throws IOException {
        try {
            return Optional.of(tree.status(path, FileStatus.links(wish.follow())).kind());
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
    }
}
