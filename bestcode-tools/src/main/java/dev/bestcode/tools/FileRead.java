package dev.bestcode.tools;

import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.api.llm.ContentBlock;
import dev.bestcode.api.message.Source;
import dev.bestcode.api.tool.Effect;
import dev.bestcode.api.tool.ToolCall;
import dev.bestcode.api.tool.ToolDescriptor;
import dev.bestcode.api.tool.ToolOutcome;
import dev.bestcode.api.tool.ToolPreview;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.SequenceInputStream;
import java.security.DigestInputStream;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// Shows numbered lines of a text file, or an image.
final class FileRead extends NativeTool {
    private static final int LINES_DEFAULT = 2_000;
    private static final int LINE_CODE_POINTS_MAX = 2_000;

    /// UTF-8 takes four bytes for a code point at most; one more byte shows that there is more.
    private static final int LINE_BYTES_KEPT = 4 * LINE_CODE_POINTS_MAX + 1;

    private static final ToolDescriptor DESCRIPTOR =
            ToolDescriptor.of(
                    "file-read",
                    "Read a text file as numbered lines, or an image.",
                    """
                    {"type":"object","required":["path"],"additionalProperties":false,"properties":{
                     "path":{"type":"string"},
                     "offset":{"type":"integer","description":"first line, from 1"},
                     "limit":{"type":"integer","description":"lines, default 2000"}}}
                    """);

    private final Workspace workspace;

    FileRead(Workspace workspace) {
        super(DESCRIPTOR, Effect.PURE);
        this.workspace = workspace;
    }

    @Override
    public List<Source> readsFrom(JsonObject arguments) {
        return arguments.string("path").filter(path -> !path.isEmpty()).stream()
                .map(Source::file)
                .toList();
    }

    @Override
    ToolPreview foreseen(ToolCall call, Arguments arguments) throws ToolFailedException {
        return ToolPreview.ofPath(workspace.spelled(arguments.text("path")));
    }

    @Override
    ToolOutcome run(ToolCall call, Arguments arguments) throws IOException, ToolFailedException {
        int offset = arguments.integer("offset", 1, 1, Integer.MAX_VALUE);
        int limit = arguments.integer("limit", LINES_DEFAULT, 1, Integer.MAX_VALUE);
        try (var place = workspace.find(arguments.text("path"))) {
            return switch (place) {
                case Place.File file -> read(file, offset, limit);
                case Place.Folder folder ->
                        ToolOutcome.failed(
                                "%s is a directory; give the path of a file, or list it with glob (pattern *, path %s)"
                                        .formatted(
                                                Workspace.quoted(folder.path()),
                                                Workspace.quoted(folder.path())));
                case Place.Missing missing ->
                        ToolOutcome.failed(
                                "no such file: %s%s"
                                        .formatted(
                                                Workspace.quoted(missing.path()),
                                                NearMiss.names(missing.parent(), missing.name())));
            };
        }
    }

    private ToolOutcome read(Place.File file, int offset, int limit)
            throws IOException, ToolFailedException {
        byte[] head;
        try (var in = FileContent.stream(file)) {
            head = in.readNBytes(FileContent.BINARY_PROBE_BYTES);
            var image = ImageType.of(head);
            if (image.isEmpty() && !FileContent.isBinary(head)) {
                return lines(
                        file,
                        new SequenceInputStream(new ByteArrayInputStream(head), in),
                        offset,
                        limit);
            }
            if (image.isPresent()) {
                return image(file, image.get());
            }
        }
        return ToolOutcome.failed(
                "%s is binary (%,d bytes, with a NUL among the first); only text and images can be read; a command can show it, such as file or od"
                        .formatted(Workspace.quoted(file.path()), file.attributes().size()));
    }

    private ToolOutcome image(Place.File file, ImageType type) throws IOException {
        var bytes = FileContent.whole(file).filter(whole -> whole.length <= ImageType.BYTES_MAX);
        return bytes.map(
                        content -> {
                            record(file, Optional.of(Sha256.of(content)));
                            return new ToolOutcome(
                                    false,
                                    List.of(
                                            new ContentBlock.Image(
                                                    type.mediaType(),
                                                    Base64.getEncoder().encodeToString(content))));
                        })
                .orElseGet(
                        () ->
                                ToolOutcome.failed(
                                        "%s is an image of %,d bytes; at most %,d can be shown; have a command make a smaller copy and read that"
                                                .formatted(
                                                        Workspace.quoted(file.path()),
                                                        file.attributes().size(),
                                                        ImageType.BYTES_MAX)));
    }

    private ToolOutcome lines(Place.File file, SequenceInputStream in, int offset, int limit)
            throws IOException, ToolFailedException {
        boolean whole = file.attributes().size() <= FileContent.WHOLE_BYTES_MAX;
        var digesting = new DigestInputStream(in, Sha256.newDigest());
        digesting.on(whole);
        var reader = new LineReader(digesting, LINE_BYTES_KEPT);
        var page = LinePage.read(reader, offset, limit, LINE_CODE_POINTS_MAX);
        if (whole || page.isEmpty()) {
            while (reader.next()) {
                // to the end, for the count of lines and the hash of the content
            }
            // An offset beyond the end throws here: what was not shown was not read.
            var outcome = page.toOutcome(file.path(), Optional.of(reader.number()));
            record(
                    file,
                    whole
                            ? Optional.of(Sha256.ofDigest(digesting.getMessageDigest().digest()))
                            : Optional.empty());
            return outcome;
        }
        record(file, Optional.empty());
        boolean ended = !reader.next();
        return page.toOutcome(file.path(), ended ? Optional.of(reader.number()) : Optional.empty());
    }

    private void record(Place.File file, Optional<Sha256> hash) {
        workspace.reads().record(file.path(), ReadLedger.Seen.of(file.attributes(), hash));
    }
}
