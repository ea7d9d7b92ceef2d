package dev.bestcode.tools;

import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.api.tool.Effect;
import dev.bestcode.api.tool.FileChange;
import dev.bestcode.api.tool.ToolCall;
import dev.bestcode.api.tool.ToolDescriptor;
import dev.bestcode.api.tool.ToolOutcome;
import dev.bestcode.api.tool.ToolPreview;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

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
    private final FilePublisher publisher;

    FileWrite(FilePublisher publisher) {
        super(DESCRIPTOR, Effect.VERIFIABLE);
        this.workspace = publisher.workspace();
        this.publisher = publisher;
    }

    @Override
    ToolPreview foreseen(ToolCall call, Arguments arguments)
            throws IOException, ToolFailedException {
        var after = Sha256.of(content(arguments));
        try (var place = workspace.foresee(arguments.text("path"))) {
            var path = FilePublisher.absolute(place);
            return switch (place) {
                case Place.File file ->
                        ToolPreview.ofChange(
                                new FileChange(path, Optional.of(FileContent.hash(file)), after));
                case Place.Missing _ ->
                        ToolPreview.ofChange(new FileChange(path, Optional.empty(), after));
                case Place.Folder folder -> ToolPreview.ofPath(path).withProblem(isFolder(folder));
            };
        }
    }

    private static byte[] content(Arguments arguments) throws ToolFailedException {
        return arguments.text("content").getBytes(StandardCharsets.UTF_8);
    }

    private static String isFolder(Place.Folder folder) {
        return "%s is a directory; give the path of a file"
                .formatted(Workspace.quoted(folder.path()));
    }

    @Override
    ToolOutcome run(ToolCall call, Arguments arguments)
            throws IOException, InterruptedException, ToolFailedException {
        var content = content(arguments);
        var reads = workspace.reads(call.run());
        workspace.writing().lockInterruptibly();
        try (var place = workspace.findForWriting(arguments.text("path"))) {
            return switch (place) {
                case Place.Folder folder -> ToolOutcome.failed(isFolder(folder));
                case Place.Missing missing -> create(reads, missing, content);
                case Place.File file -> replace(reads, file, content);
            };
        } finally {
            workspace.writing().unlock();
        }
    }

    private ToolOutcome create(ReadLedger.OfRun reads, Place.Missing place, byte[] content)
            throws IOException {
        publisher.create(reads, place, content);
        return written("created", place.path(), content, "");
    }

    private ToolOutcome replace(ReadLedger.OfRun reads, Place.File file, byte[] content)
            throws IOException, ToolFailedException {
        var now = FileContent.whole(file);
        if (now.isPresent() && Arrays.equals(now.get(), content)) {
            return ToolOutcome.succeeded(
                    "unchanged: %s has this content already"
                            .formatted(Workspace.quoted(file.path())));
        }
        refuseUnlessAsRead(
                reads,
                file,
                now.map(bytes -> ReadLedger.Seen.of(file.attributes(), bytes))
                        .orElse(ReadLedger.Seen.of(file.attributes())));
        publisher.replace(reads, file, content);
        return written("replaced", file.path(), content, encodingLost(now));
    }

    private static String encodingLost(Optional<byte[]> before) {
        return before.flatMap(TextFile::parse)
                .filter(text -> text.encoding() != TextEncoding.UTF_8)
                .map(text -> " (it was %s and is UTF-8 now)".formatted(text.encoding().shown()))
                .orElse("");
    }

    private static void refuseUnlessAsRead(
            ReadLedger.OfRun reads, Place.File file, ReadLedger.Seen now)
            throws ToolFailedException {
        var seen = reads.lookUp(file.path());
        if (seen.isEmpty()) {
            throw new ToolFailedException(
                    "%s exists and was not read; read it first, or use file-edit"
                            .formatted(Workspace.quoted(file.path())));
        }
        StaleFile.refuse(file, seen.get(), now);
    }

    private static ToolOutcome written(String verb, String path, byte[] content, String note) {
        return ToolOutcome.succeeded(
                "%s %s: %,d bytes, %,d lines%s"
                        .formatted(
                                verb,
                                Workspace.quoted(path),
                                content.length,
                                lines(content),
                                note));
    }

    private static long lines(byte[] content) {
        return new String(content, StandardCharsets.UTF_8).lines().count();
    }
}
