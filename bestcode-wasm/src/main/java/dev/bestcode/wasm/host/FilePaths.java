package dev.bestcode.wasm.host;

import dev.bestcode.wasm.host.HostObject.Folder;

import java.io.IOException;

/// Paths of the component. The jail is the workspace's; here a path is kept below the very folder
/// that it is asked of.
final class FilePaths {
    private static final int CHARS_MAX = 4096;

    private FilePaths() {}

    /// @return the path from the tree's root
    static String below(Folder folder, String path) throws IOException {
        if (path.isEmpty()) {
            throw new ErrorCode.Failed(ErrorCode.NO_ENTRY);
        }
        if (path.length() > CHARS_MAX) {
            throw new ErrorCode.Failed(ErrorCode.NAME_TOO_LONG);
        }
        if (path.startsWith("/") || climbs(path)) {
            throw new ErrorCode.Failed(ErrorCode.NOT_PERMITTED);
        }
        return folder.path().equals(".") ? path : folder.path() + "/" + path;
    }

    private static boolean climbs(String path) {
        int depth = 0;
        for (var name : path.split("/", -1)) {
            switch (name) {
                case "", "." -> {}
                case ".." -> depth--;
                default -> depth++;
            }
            if (depth < 0) {
                return true;
            }
        }
        return false;
    }
}
