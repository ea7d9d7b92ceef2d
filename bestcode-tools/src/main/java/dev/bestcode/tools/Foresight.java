package dev.bestcode.tools;

import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.api.tool.FileChange;
import dev.bestcode.api.tool.ToolPreview;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// Says what a write or an edit would make of its file, without doing it: what is there now and
/// what would be there afterwards.
final class Foresight {
    private Foresight() {}

    static ToolPreview ofWrite(Workspace workspace, String path, byte[] content)
            throws IOException, ToolFailedException {
        var spelled = workspace.spelled(path);
        try (var place = workspace.find(path)) {
            return switch (place) {
                case Place.Folder _ -> ToolPreview.ofPath(spelled);
                case Place.Missing _ -> change(spelled, Optional.empty(), content);
                case Place.File file -> {
                    var now = FileContent.whole(file);
                    yield now.isEmpty()
                            ? ToolPreview.ofPath(spelled)
                            : change(spelled, now.map(Sha256::of), content);
                }
            };
        } catch (ToolFailedException missingFolder) { // which the write would make
            return change(spelled, Optional.empty(), content);
        }
    }

    /// An edit that does not fit leaves the file as it is.
    static ToolPreview ofEdit(Workspace workspace, String path, List<Edit> edits)
            throws IOException, ToolFailedException {
        var spelled = workspace.spelled(path);
        try (var place = workspace.find(path)) {
            if (!(place instanceof Place.File file)) {
                return ToolPreview.ofPath(spelled);
            }
            var now = FileContent.whole(file);
            if (now.isEmpty()) {
                return ToolPreview.ofPath(spelled);
            }
            return change(spelled, now.map(Sha256::of), edited(now.get(), edits));
        }
    }

    private static byte[] edited(byte[] bytes, List<Edit> edits) {
        try {
            var before = TextFile.parse(bytes);
            return before.isEmpty() || FileContent.isBinary(bytes)
                    ? bytes
                    : before.get().with(FileEdit.apply(before.get(), edits)).toBytes();
        } catch (ToolFailedException doesNotFit) {
            return bytes;
        }
    }

    private static ToolPreview change(String path, Optional<Sha256> before, byte[] after) {
        return ToolPreview.ofChange(new FileChange(path, before, Optional.of(Sha256.of(after))));
    }
}
