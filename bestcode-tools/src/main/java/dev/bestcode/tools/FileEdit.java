package dev.bestcode.tools;

import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.json.JsonValue;
import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.api.tool.Effect;
import dev.bestcode.api.tool.ToolCall;
import dev.bestcode.api.tool.ToolDescriptor;
import dev.bestcode.api.tool.ToolOutcome;
import dev.bestcode.api.tool.ToolPreview;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Replaces exact pieces of a file, all or none, and answers with the diff.
/// A file need not have been read before: that the old text matches proves knowledge of it.
final class FileEdit extends NativeTool {
    /// In one call; more is a rewrite.
    private static final int EDITS_MAX = 100;

    private static final ToolDescriptor DESCRIPTOR =
            ToolDescriptor.of(
                    "file-edit",
                    "Replace exact text in a file; edits apply in order, all or none.",
                    """
                    {"type":"object","required":["path","edits"],"additionalProperties":false,"properties":{
                     "path":{"type":"string"},
                     "edits":{"type":"array","minItems":1,"items":{
                      "type":"object","required":["old","new"],"additionalProperties":false,"properties":{
                       "old":{"type":"string","description":"exact, occurs once unless replace_all"},
                       "new":{"type":"string"},
                       "replace_all":{"type":"boolean"}}}}}}
                    """);

    private final Workspace workspace;

    FileEdit(Workspace workspace) {
        super(DESCRIPTOR, Effect.VERIFIABLE);
        this.workspace = workspace;
    }

    @Override
    ToolPreview foreseen(ToolCall call, Arguments arguments)
            throws IOException, ToolFailedException {
        return Foresight.ofEdit(workspace, arguments.text("path"), edits(arguments));
    }

    @Override
    ToolOutcome run(ToolCall call, Arguments arguments)
            throws IOException, InterruptedException, ToolFailedException {
        var edits = edits(arguments);
        workspace.writing().lockInterruptibly();
        try (var place = workspace.find(arguments.text("path"))) {
            workspace.refuseProtected(place.path());
            return switch (place) {
                case Place.File file -> edit(file, edits);
                case Place.Folder folder ->
                        ToolOutcome.failed(
                                "%s is a directory; give the path of a file"
                                        .formatted(Workspace.quoted(folder.path())));
                case Place.Missing missing ->
                        ToolOutcome.failed(
                                "no such file: %s%s; file-write creates files"
                                        .formatted(
                                                Workspace.quoted(missing.path()),
                                                NearMiss.names(missing.parent(), missing.name())));
            };
        } finally {
            workspace.writing().unlock();
        }
    }

    private static List<Edit> edits(Arguments arguments) throws ToolFailedException {
        var values = arguments.json().array("edits").map(array -> array.values()).orElse(List.of());
        if (values.isEmpty() || values.size() > EDITS_MAX) {
            throw new ToolFailedException(
                    "edits has %d elements; allowed 1 to %d".formatted(values.size(), EDITS_MAX));
        }
        List<Edit> edits = new ArrayList<>();
        for (var value : values) {
            edits.add(edit(value, edits.size() + 1));
        }
        return edits;
    }

    private static Edit edit(JsonValue value, int number) throws ToolFailedException {
        try {
            var json = value instanceof JsonObject object ? object : JsonObject.EMPTY;
            var edit =
                    new Edit(
                            json.requireString("old"),
                            json.requireString("new"),
                            json.bool("replace_all").orElse(false));
            if (edit.old().equals(edit.replacement())) {
                throw new IllegalArgumentException("old and new are the same");
            }
            return edit;
        } catch (IllegalArgumentException e) {
            throw new ToolFailedException("edit %d: %s".formatted(number, e.getMessage()));
        }
    }

    private ToolOutcome edit(Place.File file, List<Edit> edits)
            throws IOException, ToolFailedException {
        var path = Workspace.quoted(file.path());
        var bytes =
                FileContent.whole(file)
                        .orElseThrow(
                                () ->
                                        new ToolFailedException(
                                                "%s has more than %,d bytes, too many to edit"
                                                        .formatted(
                                                                path,
                                                                FileContent.WHOLE_BYTES_MAX)));
        refuseChanged(file, bytes);
        var before =
                TextFile.parse(bytes)
                        .filter(text -> !FileContent.isBinary(bytes))
                        .orElseThrow(
                                () ->
                                        new ToolFailedException(
                                                path
                                                        + " is not UTF-8 text; editing would damage"
                                                        + " it"));
        var after = before.with(apply(before, edits));
        if (after.equals(before)) {
            throw new ToolFailedException(
                    "the edits undo one another: %s would stay as it is; leave them out"
                            .formatted(path));
        }
        var content = after.toBytes();
        FileContent.replace(file, content);
        FileContent.recordWritten(workspace, file.parent(), file.name(), file.path(), content);
        return ToolOutcome.succeeded(UnifiedDiff.of(file.path(), before.text(), after.text()));
    }

    private void refuseChanged(Place.File file, byte[] bytes) throws ToolFailedException {
        var seen = workspace.reads().lookUp(file.path());
        var now = ReadLedger.Seen.of(file.attributes(), Optional.of(Sha256.of(bytes)));
        if (seen.isPresent() && !seen.get().sameAs(now)) {
            throw new ToolFailedException(
                    "%s changed since you read it; read it again"
                            .formatted(Workspace.quoted(file.path())));
        }
    }

    static String apply(TextFile file, List<Edit> edits) throws ToolFailedException {
        List<Edit> fitted = new ArrayList<>();
        for (var edit : edits) {
            var fit = edit.forEnding(file.ending(), file.text());
            if (fit.old().equals(fit.replacement())) {
                throw new ToolFailedException(
                        "edit %d: old and new differ in line endings only, and file-edit keeps those of the file; to change them, replace it with file-write"
                                .formatted(fitted.size() + 1));
            }
            fitted.add(fit);
        }
        return Edit.applyAll(file.text(), fitted);
    }
}
