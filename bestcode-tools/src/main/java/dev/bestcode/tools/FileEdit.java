package dev.bestcode.tools;

import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.json.JsonValue;
import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.tool.Effect;
import dev.bestcode.api.tool.FileChange;
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
    private final FilePublisher publisher;

    FileEdit(FilePublisher publisher) {
        super(DESCRIPTOR, Effect.VERIFIABLE);
        this.workspace = publisher.workspace();
        this.publisher = publisher;
    }

    @Override
    ToolPreview foreseen(ToolCall call, Arguments arguments)
            throws IOException, ToolFailedException {
        var preview = ToolPreview.ofPath(workspace.spelled(arguments.text("path")));
        try (var place = workspace.foresee(arguments.text("path"))) {
            return foreseen(existing(place), edits(arguments), workspace.reads(call.run()));
        } catch (ToolFailedException e) {
            return preview.withProblem(Truncation.result(String.valueOf(e.getMessage())));
        }
    }

    /// Edits that do not fit, such as those that were made already, leave the file as it is.
    private ToolPreview foreseen(Place.File file, List<Edit> edits, ReadLedger.OfRun reads)
            throws IOException, ToolFailedException {
        try {
            var edited = edited(file, edits, reads);
            return ToolPreview.ofChange(
                    FilePublisher.change(file, edited.before(), edited.after()));
        } catch (ToolFailedException e) {
            var now = FileContent.hash(file);
            var none = new FileChange(FilePublisher.absolute(file), Optional.of(now), now);
            return ToolPreview.ofChange(none)
                    .withProblem(Truncation.result(String.valueOf(e.getMessage())));
        }
    }

    @Override
    ToolOutcome run(ToolCall call, Arguments arguments)
            throws IOException, InterruptedException, ToolFailedException {
        var edits = edits(arguments);
        var reads = workspace.reads(call.run());
        workspace.writing().lockInterruptibly();
        try (var place = workspace.foresee(arguments.text("path"))) {
            var file = existing(place);
            var edited = edited(file, edits, reads);
            publisher.replace(reads, file, edited.after().toByteArray());
            return ToolOutcome.succeeded(
                    UnifiedDiff.of(file.path(), edited.textBefore(), edited.textAfter()));
        } finally {
            workspace.writing().unlock();
        }
    }

    private static Place.File existing(Place place) throws IOException, ToolFailedException {
        return switch (place) {
            case Place.File file -> file;
            case Place.Folder folder ->
                    throw new ToolFailedException(
                            "%s is a directory; give the path of a file"
                                    .formatted(Workspace.quoted(folder.path())));
            case Place.Missing missing ->
                    throw new ToolFailedException(
                            "no such file: %s%s; file-write creates files"
                                    .formatted(
                                            Workspace.quoted(missing.path()),
                                            NearMiss.names(missing.parent(), missing.name())));
        };
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

    /// What the edits make of a file, nothing of it written yet.
    private record Edited(Bytes before, Bytes after, String textBefore, String textAfter) {}

    private Edited edited(Place.File file, List<Edit> edits, ReadLedger.OfRun reads)
            throws IOException, ToolFailedException {
        var path = Workspace.quoted(file.path());
        var bytes =
                FileContent.whole(file)
                        .orElseThrow(
                                () ->
                                        new ToolFailedException(
                                                "%s is larger than %,d bytes, which file-edit does not hold; edit it by a command"
                                                        .formatted(
                                                                path,
                                                                FileContent.WHOLE_BYTES_MAX)));
        var seen = reads.lookUp(file.path());
        if (seen.isPresent()) {
            StaleFile.refuse(file, seen.get(), ReadLedger.Seen.of(file.attributes(), bytes));
        }
        var before =
                TextFile.parse(bytes)
                        .orElseThrow(
                                () ->
                                        new ToolFailedException(
                                                path
                                                        + " is binary or damaged text; editing would"
                                                        + " damage it"));
        var after = before.with(apply(before, edits));
        if (after.equals(before)) {
            throw new ToolFailedException(
                    "the edits undo one another: %s would stay as it is; leave them out"
                            .formatted(path));
        }
        var content =
                after.toBytes()
                        .orElseThrow(
                                () ->
                                        new ToolFailedException(
                                                "new has characters that %s, the encoding of %s, lacks; leave them out or replace the file with file-write"
                                                        .formatted(
                                                                before.encoding().shown(), path)));
        return new Edited(Bytes.of(bytes), Bytes.of(content), before.text(), after.text());
    }

    private static String apply(TextFile file, List<Edit> edits) throws ToolFailedException {
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
