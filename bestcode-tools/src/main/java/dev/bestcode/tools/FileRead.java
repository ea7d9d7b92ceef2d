package dev.bestcode.tools;

import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.api.message.Source;
import dev.bestcode.api.tool.Effect;
import dev.bestcode.api.tool.ToolCall;
import dev.bestcode.api.tool.ToolDescriptor;
import dev.bestcode.api.tool.ToolOutcome;
import dev.bestcode.api.tool.ToolPreview;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.security.DigestInputStream;
import java.util.List;
import java.util.Optional;

/// Shows numbered lines of a text file, an image or a PDF.
final class FileRead extends NativeTool {
    private static final int LINES_DEFAULT = 2_000;
    private static final int LINE_CODE_POINTS_MAX = 2_000;

    /// A file up to here is held whole; a larger one is streamed.
    private static final int HELD_BYTES_MAX = MediaType.BYTES_MAX;

    /// UTF-8 takes four bytes for a code point at most; one more byte shows that there is more.
    private static final int LINE_BYTES_KEPT = 4 * LINE_CODE_POINTS_MAX + 1;

    private static final ToolDescriptor DESCRIPTOR =
            ToolDescriptor.of(
                    "file-read",
                    "Read a text file as numbered lines, an image or a PDF.",
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
                case Place.File file -> read(workspace.reads(call.run()), file, offset, limit);
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

    private static ToolOutcome read(ReadLedger.OfRun reads, Place.File file, int offset, int limit)
            throws IOException, ToolFailedException {
        if (file.attributes().sizeBytes() > HELD_BYTES_MAX) {
            return streamed(reads, file, offset, limit);
        }
        var bytes = FileContent.whole(file);
        if (bytes.isEmpty()) {
            return streamed(reads, file, offset, limit); // it has grown beyond all limits
        }
        var content = bytes.get();
        var media = MediaType.of(content);
        if (media.isPresent()) {
            return shown(reads, file, media.get(), content);
        }
        var encoding = TextEncoding.of(content, content.length, false);
        if (encoding.isEmpty()) {
            return binary(file);
        }
        var in = Utf8Stream.of(new ByteArrayInputStream(content), encoding.get());
        var page = page(in, offset, limit);
        // An offset beyond the end throws here: what was not shown was not read.
        var outcome = page.toEnd().toOutcome(file.path(), encoding.get());
        reads.record(file.path(), ReadLedger.Seen.of(file.attributes(), content));
        return outcome;
    }

    private static LinePage page(InputStream in, int offset, int limit) throws IOException {
        return LinePage.read(
                new LineReader(in, LINE_BYTES_KEPT), offset, limit, LINE_CODE_POINTS_MAX);
    }

    private static ToolOutcome binary(Place.File file) {
        return ToolOutcome.failed(
                "%s is binary (%,d bytes, with a NUL among the first); only text, images and PDF can be read; a command can show it, such as file or od"
                        .formatted(Workspace.quoted(file.path()), file.attributes().sizeBytes()));
    }

    private static ToolOutcome shown(
            ReadLedger.OfRun reads, Place.File file, MediaType type, byte[] content) {
        if (content.length > MediaType.BYTES_MAX) {
            return tooLarge(file, type);
        }
        reads.record(file.path(), ReadLedger.Seen.of(file.attributes(), content));
        return new ToolOutcome(false, List.of(type.block(content)));
    }

    private static ToolOutcome tooLarge(Place.File file, MediaType type) {
        return ToolOutcome.failed(
                "%s is %s of %,d bytes; at most %,d can be shown; have a command make a smaller copy and read that"
                        .formatted(
                                Workspace.quoted(file.path()),
                                type.shown(),
                                file.attributes().sizeBytes(),
                                MediaType.BYTES_MAX));
    }

    private static ToolOutcome streamed(
            ReadLedger.OfRun reads, Place.File file, int offset, int limit)
            throws IOException, ToolFailedException {
        try (var in = FileContent.stream(file)) {
            var head = in.readNBytes(FileContent.BINARY_PROBE_BYTES);
            var media = MediaType.of(head);
            if (media.isPresent()) {
                return tooLarge(file, media.get());
            }
            var encoding = TextEncoding.of(head, head.length, true);
            return encoding.isEmpty()
                    ? binary(file)
                    : lines(
                            reads,
                            file,
                            new SequenceInputStream(new ByteArrayInputStream(head), in),
                            encoding.get(),
                            offset,
                            limit);
        }
    }

    private static ToolOutcome lines(
            ReadLedger.OfRun reads,
            Place.File file,
            InputStream in,
            TextEncoding encoding,
            int offset,
            int limit)
            throws IOException, ToolFailedException {
        boolean hashed = file.attributes().sizeBytes() <= FileContent.WHOLE_BYTES_MAX;
        var digesting = new DigestInputStream(in, Sha256.newDigest());
        digesting.on(hashed);
        var page = page(Utf8Stream.of(digesting, encoding), offset, limit);
        // Beyond what can be hashed, the file is read no further than it is shown.
        var outcome =
                (hashed || page.isEmpty() ? page.toEnd() : page.oneMore())
                        .toOutcome(file.path(), encoding);
        Optional<Sha256> hash =
                hashed
                        ? Optional.of(Sha256.ofDigest(digesting.getMessageDigest().digest()))
                        : Optional.empty();
        reads.record(file.path(), ReadLedger.Seen.of(file.attributes(), hash));
        return outcome;
    }
}
