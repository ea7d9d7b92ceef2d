package dev.bestcode.wasm.host;

import dev.bestcode.api.tool.Workspace;
import dev.bestcode.api.tool.Workspace.Named;
import dev.bestcode.wasm.abi.Val;
import dev.bestcode.wasm.host.HostObject.Listing;
import dev.bestcode.wasm.host.Wasi.Given;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The functions of a descriptor that read and change the names of a folder.
final class FolderEntries {
    private FolderEntries() {}

    static void addTo(Map<String, Given> all) {
        WasiFiles.method(
                all,
                "read-directory",
                "",
                "own<directory-entry-stream>",
                call -> {
                    var folder = WasiFiles.folder(call, 0);
                    var names = folder.mount().tree().list(folder.path());
                    return Optional.of(call.give("directory-entry-stream", new Listing(names)));
                });
        all.put(
                "wasi:filesystem/types#[method]directory-entry-stream.read-directory-entry",
                new Given(
                        "func(self: borrow<directory-entry-stream>) -> result<option<record{type: %s, name: string}>, %s>"
                                .formatted(FileStatus.TYPE, ErrorCode.TYPE),
                        call -> List.of(Val.ok(next(call)))));
        at(all, "create-directory-at", (tree, path) -> tree.createDirectory(path));
        at(all, "remove-directory-at", (tree, path) -> tree.deleteDirectory(path));
        at(all, "unlink-file-at", (tree, path) -> tree.deleteFile(path));
        WasiFiles.method(
                all,
                "readlink-at",
                "path: string",
                "string",
                call -> {
                    var folder = WasiFiles.folder(call, 0);
                    var path = FilePaths.below(folder, call.text(1));
                    return Optional.of(Val.Str.of(folder.mount().tree().link(path)));
                });
        WasiFiles.method(
                all,
                "rename-at",
                "old-path: string, new-descriptor: borrow<descriptor>, new-path: string",
                "_",
                call -> {
                    var from = WasiFiles.folder(call, 0);
                    var to = WasiFiles.folder(call, 2);
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
        void apply(Workspace tree, String path) throws IOException;
    }

    private static void at(Map<String, Given> all, String name, AtPath change) {
        WasiFiles.method(
                all,
                name,
                "path: string",
                "_",
                call -> {
                    var folder = WasiFiles.folder(call, 0);
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
        return new Val.Fields(List.of(FileStatus.type(named.kind()), Val.Str.of(named.name())));
    }
}
