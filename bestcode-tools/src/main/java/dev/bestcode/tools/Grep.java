package dev.bestcode.tools;

import dev.bestcode.api.tool.Effect;
import dev.bestcode.api.tool.ToolCall;
import dev.bestcode.api.tool.ToolDescriptor;
import dev.bestcode.api.tool.ToolOutcome;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// Searches the content of files by regular expression.
final class Grep extends NativeTool {
    private static final int RESULTS_MAX = 500;
    private static final int CONTEXT_LINES_MAX = 20;

    /// Of one line, what is searched; only minified or binary-like files have longer ones.
    private static final int LINE_BYTES_MAX = 1024 * 1024;

    private static final ToolDescriptor DESCRIPTOR =
            ToolDescriptor.of(
                    "grep",
                    "Search file contents by RE2 regular expression; ignored files are left out.",
                    """
                    {"type":"object","required":["pattern"],"additionalProperties":false,"properties":{
                     "pattern":{"type":"string"},
                     "path":{"type":"string","description":"folder or file"},
                     "glob":{"type":"string","description":"only files like *.{ts,tsx}"},
                     "type":{"type":"string","description":"language: java, py, ts, ..."},
                     "mode":{"enum":["content","files","count"]},
                     "context":{"type":"integer","description":"lines around each match"},
                     "case":{"enum":["sensitive","insensitive","smart"]},
                     "multiline":{"type":"boolean","description":"matches may span lines"},
                     "limit":{"type":"integer","description":"default 500"}}}
                    """);

    private final Workspace workspace;

    Grep(Workspace workspace) {
        super(DESCRIPTOR, Effect.PURE);
        this.workspace = workspace;
    }

    /// One call's question.
    private record Query(
            LinePattern pattern,
            boolean multiline,
            Optional<PathFilter> glob,
            List<String> endings) {
        boolean wants(String folder, String path) {
            return (endings.isEmpty() || endings.stream().anyMatch(path::endsWith))
                    && glob.map(filter -> filter.accepts(folder, path)).orElse(true);
        }
    }

    @Override
    ToolOutcome run(ToolCall call, Arguments arguments)
            throws IOException, InterruptedException, ToolFailedException {
        var query = query(arguments);
        var report =
                new GrepReport(
                        query.pattern,
                        GrepReport.Mode.of(arguments.optionalText("mode").orElse("content")),
                        arguments.integer("context", 0, 0, CONTEXT_LINES_MAX),
                        arguments.integer("limit", RESULTS_MAX, 1, RESULTS_MAX));
        try (var place = workspace.find(arguments.optionalText("path").orElse("."))) {
            return switch (place) {
                case Place.Folder folder -> ToolOutcome.succeeded(folder(folder, query, report));
                case Place.File file -> {
                    var leftOut = new StringBuilder();
                    search(file, query, report, leftOut);
                    yield ToolOutcome.succeeded(report.show(leftOut.toString()));
                }
                case Place.Missing missing ->
                        ToolOutcome.failed(
                                "no such file or folder: %s%s"
                                        .formatted(
                                                Workspace.quoted(missing.path()),
                                                NearMiss.names(missing.parent(), missing.name())));
            };
        }
    }

    private static Query query(Arguments arguments) throws ToolFailedException {
        boolean multiline = arguments.flag("multiline");
        var letters = LinePattern.Case.of(arguments.optionalText("case").orElse("sensitive"));
        var glob = arguments.optionalText("glob");
        var type = arguments.optionalText("type");
        return new Query(
                LinePattern.of(arguments.text("pattern"), letters, multiline),
                multiline,
                glob.isPresent() ? Optional.of(PathFilter.of(glob.get())) : Optional.empty(),
                type.isPresent() ? FileTypes.endings(type.get()) : List.of());
    }

    private String folder(Place.Folder folder, Query query, GrepReport report)
            throws IOException, InterruptedException {
        var tooLarge = new StringBuilder();
        var leftOut =
                TreeWalk.below(
                        workspace,
                        folder,
                        file ->
                                !query.wants(folder.path(), file.path())
                                        || search(file, query, report, tooLarge));
        return report.show(tooLarge + leftOut);
    }

    /// @return whether to go on
    private static boolean search(
            Place.File file, Query query, GrepReport report, StringBuilder leftOut)
            throws IOException {
        try (var in = FileContent.stream(file)) {
            var head = in.readNBytes(FileContent.BINARY_PROBE_BYTES);
            if (FileContent.isBinary(head)) {
                return true;
            }
            if (!query.multiline) {
                var lines =
                        new LineReader(
                                new SequenceInputStream(new ByteArrayInputStream(head), in),
                                LINE_BYTES_MAX);
                return report.search(file.path(), lines, (_, line) -> query.pattern.matches(line));
            }
        }
        return multiline(file, query, report, leftOut);
    }

    private static boolean multiline(
            Place.File file, Query query, GrepReport report, StringBuilder leftOut)
            throws IOException {
        var whole = FileContent.whole(file);
        if (whole.isEmpty()) {
            leftOut.append(
                    "[%s left out: multiline reads at most %,d bytes of a file]\n"
                            .formatted(Workspace.quoted(file.path()), FileContent.WHOLE_BYTES_MAX));
            return true;
        }
        var matched = query.pattern.matchedLines(new String(whole.get(), StandardCharsets.UTF_8));
        var lines = new LineReader(new ByteArrayInputStream(whole.get()), LINE_BYTES_MAX);
        return report.search(file.path(), lines, (number, _) -> matched.get(number.intValue()));
    }
}
