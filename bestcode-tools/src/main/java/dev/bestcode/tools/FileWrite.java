package dev.bestcode.tools;

import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.api.tool.Effect;
import dev.bestcode.api.tool.ToolCall;
import dev.bestcode.api.tool.ToolDescriptor;
import dev.bestcode.api.tool.ToolOutcome;
import dev.bestcode.api.tool.ToolPreview;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/// Writes a whole file, atomically; one that exists only as it was last read.
final class FileWrite extends NativeTool {
    private static final ToolDescriptor DESCRIPTOR =
            ToolDescriptor.of(
                    "file-write",
                    "Create or replace a file. Read an existing file first.",
                    """
                    {"type":"object","required":["path","content"],"additionalProperties":false,
                     "properties":{"path":{"type":"string"},"content":{"type":"string"}}}
                    """);

    private final Workspace workspace;

    FileWrite(Workspace workspace) {
        super(DESCRIPTOR, Effect.VERIFIABLE);
        this.workspace = workspace;
    }

    @Override
    ToolPreview foreseen(ToolCall call, Arguments arguments)
            throws IOException, ToolFailedException {
        var content = arguments.text("content").getBytes(StandardCharsets.UTF_8);
        return Foresight.ofWrite(workspace, arguments.text("path"), content);
    }

    @Override
    ToolOutcome run(ToolCall call, Arguments arguments)
            throws IOException, InterruptedException, ToolFailedException {
        var content = arguments.text("content").getBytes(StandardCharsets.UTF_8);
        workspace.writing().lockInterruptibly();
        try (var place = workspace.findForWriting(arguments.text("path"))) {
            return switch (place) {
                case Place.Folder folder ->
                        ToolOutcome.failed(
                                "%s is a directory; give the path of a file"
                                        .formatted(Workspace.quoted(folder.path())));
                case Place.Missing missing -> create(missing, content);
                case Place.File file -> replace(file, content);
            };
        } finally {
            workspace.writing().unlock();
        }
    }

    private ToolOutcome create(Place.Missing place, byte[] content) throws IOException {
        FileContent.create(place, content);
        return written("created", place.path(), place.parent(), place.name(), content);
    }

    private ToolOutcome replace(Place.File file, byte[] content)
            throws IOException, ToolFailedException {
        var now = FileContent.whole(file);
        if (now.isPresent() && Arrays.equals(now.get(), content)) {
            return ToolOutcome.succeeded(
                    "unchanged: %s has this content already"
                            .formatted(Workspace.quoted(file.path())));
        }
        refuseUnlessAsRead(file, ReadLedger.Seen.of(file.attributes(), now.map(Sha256::of)));
        FileContent.replace(file, content);
        return written("replaced", file.path(), file.parent(), file.name(), content);
    }

    private void refuseUnlessAsRead(Place.File file, ReadLedger.Seen now)
            throws ToolFailedException {
        var seen = workspace.reads().lookUp(file.path());
        if (seen.isEmpty()) {
            throw new ToolFailedException(
                    "%s exists and was not read; read it first, or use file-edit"
                            .formatted(Workspace.quoted(file.path())));
        }
        if (!seen.get().sameAs(now)) {
            throw new ToolFailedException(
                    "%s changed since you read it; read it again"
                            .formatted(Workspace.quoted(file.path())));
        }
    }

    private ToolOutcome written(
            String verb, String path, Directory parent, Path name, byte[] content)
            throws IOException {
        FileContent.recordWritten(workspace, parent, name, path, content);
        return ToolOutcome.succeeded(
                "%s %s: %,d bytes, %,d lines"
                        .formatted(verb, Workspace.quoted(path), content.length, lines(content)));
    }

    private static long lines(byte[] content) {
        return new String(content, StandardCharsets.UTF_8).lines().count();
    }
}
