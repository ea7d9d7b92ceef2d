package dev.bestcode.tools;

import dev.bestcode.api.tool.Effect;
import dev.bestcode.api.tool.ToolCall;
import dev.bestcode.api.tool.ToolDescriptor;
import dev.bestcode.api.tool.ToolOutcome;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/// Searches the content of files by regular expression.
final class Grep extends NativeTool {
    private static final int RESULTS_MAX = 500;
    private static final int OFFSET_MAX = 100_000;
    private static final int CONTEXT_LINES_MAX = 20;

    /// No model waits longer for a search; what was found until then is the answer.
    private static final Duration TIME_MAX = Duration.ofSeconds(60);

    private static final ToolDescriptor DESCRIPTOR =
            ToolDescriptor.of(
                    "grep",
                    "Search file contents by RE2 regular expression; ignored files are left out.",
                    """
                    {"type":"object","required":["pattern"],"additionalProperties":false,"properties":{
                     "pattern":{"type":"string"},
                     "path":{"type":"string","description":"folder or file"},
                     "glob":{"type":"string","description":"only files like *.{ts,tsx}; !dist/** leaves out"},
                     "type":{"type":"string","description":"language: java, py, ts, ..."},
                     "mode":{"enum":["content","files","count"]},
                     "context":{"type":"integer","description":"lines around each match"},
                     "case":{"enum":["sensitive","insensitive","smart"]},
                     "multiline":{"type":"boolean","description":"matches may span lines"},
                     "offset":{"type":"integer","description":"results to skip"},
                     "limit":{"type":"integer","description":"default 500"}}}
                    """);

    private final Workspace workspace;
    private final TreeRules trees;
    private final LongSupplier nanoTime;

    Grep(Workspace workspace, TreeRules trees) {
        this(workspace, trees, System::nanoTime);
    }

    Grep(Workspace workspace, TreeRules trees, LongSupplier nanoTime) {
        super(DESCRIPTOR, Effect.PURE);
        this.workspace = workspace;
        this.trees = trees;
        this.nanoTime = nanoTime;
    }

    @Override
    ToolOutcome run(ToolCall call, Arguments arguments)
            throws IOException, InterruptedException, ToolFailedException {
        int offset = arguments.integer("offset", 0, 0, OFFSET_MAX);
        int limit = arguments.integer("limit", RESULTS_MAX, 1, RESULTS_MAX);
        var query = query(arguments, GrepReport.perFile(offset, limit));
        var report = new GrepReport(query, offset, limit);
        var deadline = Deadline.in(TIME_MAX, nanoTime);
        try (var place = workspace.find(arguments.optionalText("path").orElse("."))) {
            switch (place) {
                case Place.Folder folder ->
                        new TreeSearch(query, report, deadline).search(trees, folder);
                case Place.File file -> {
                    report.searched(1);
                    new FileSearch(query, deadline)
                            .search(file.parent(), file.name(), file.path())
                            .ifPresent(report::add);
                }
                case Place.Missing missing -> {
                    return ToolOutcome.failed(
                            "no such file or folder: %s%s"
                                    .formatted(
                                            Workspace.quoted(missing.path()),
                                            NearMiss.names(missing.parent(), missing.name())));
                }
            }
        } catch (Deadline.PassedException _) {
            TreeSearch.refuseInterrupted();
            report.note(TreeSearch.stopped());
        }
        return ToolOutcome.succeeded(report.toText());
    }

    private static GrepQuery query(Arguments arguments, int perFile) throws ToolFailedException {
        boolean multiline = arguments.flag("multiline");
        var letters = LinePattern.Case.of(arguments.optionalText("case").orElse("sensitive"));
        var glob = arguments.optionalText("glob");
        var type = arguments.optionalText("type");
        return new GrepQuery(
                LinePattern.of(arguments.text("pattern"), letters, multiline),
                GrepQuery.Mode.of(arguments.optionalText("mode").orElse("content")),
                glob.isPresent() ? Optional.of(PathFilter.of(glob.get())) : Optional.empty(),
                type.isPresent() ? FileTypes.endings(type.get()) : List.of(),
                arguments.integer("context", 0, 0, CONTEXT_LINES_MAX),
                perFile);
    }
}
