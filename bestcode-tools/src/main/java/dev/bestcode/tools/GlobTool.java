package dev.bestcode.tools;

import dev.bestcode.api.tool.Effect;
import dev.bestcode.api.tool.ToolCall;
import dev.bestcode.api.tool.ToolDescriptor;
import dev.bestcode.api.tool.ToolOutcome;

import java.io.IOException;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/// Finds files by name, newest first.
final class GlobTool extends NativeTool {
    private static final int RESULTS_MAX = 1_000;

    private static final ToolDescriptor DESCRIPTOR =
            ToolDescriptor.of(
                    "glob",
                    "Find files by wildcard pattern, newest first; ignored files are left out.",
                    """
                    {"type":"object","required":["pattern"],"additionalProperties":false,"properties":{
                     "pattern":{"type":"string","description":"such as **/*.{ts,tsx}; without / it matches names at any depth"},
                     "path":{"type":"string","description":"folder"},
                     "limit":{"type":"integer","description":"default 1000"}}}
                    """);

    private final Workspace workspace;

    GlobTool(Workspace workspace) {
        super(DESCRIPTOR, Effect.PURE);
        this.workspace = workspace;
    }

    private record Found(String path, FileTime modified) {
        static final Comparator<Found> NEWEST_FIRST =
                Comparator.comparing(Found::modified).reversed().thenComparing(Found::path);
    }

    @Override
    ToolOutcome run(ToolCall call, Arguments arguments)
            throws IOException, InterruptedException, ToolFailedException {
        var filter = PathFilter.of(arguments.text("pattern"));
        int limit = arguments.integer("limit", RESULTS_MAX, 1, RESULTS_MAX);
        try (var place = workspace.find(arguments.optionalText("path").orElse("."))) {
            return switch (place) {
                case Place.Folder folder -> search(folder, filter, limit);
                case Place.File file ->
                        ToolOutcome.failed(
                                "%s is a file; path must be a folder"
                                        .formatted(Workspace.quoted(file.path())));
                case Place.Missing missing ->
                        ToolOutcome.failed(
                                "no such folder: %s%s"
                                        .formatted(
                                                Workspace.quoted(missing.path()),
                                                NearMiss.names(missing.parent(), missing.name())));
            };
        }
    }

    private ToolOutcome search(Place.Folder folder, PathFilter filter, int limit)
            throws IOException, InterruptedException {
        // The newest of all, in memory for `limit` of them: the head is the oldest kept.
        var newest = new PriorityQueue<>(Found.NEWEST_FIRST.reversed());
        var total = new Counter();
        var leftOut =
                TreeWalk.below(
                        workspace,
                        folder,
                        file -> {
                            if (filter.accepts(folder.path(), file.path())) {
                                total.count++;
                                newest.add(
                                        new Found(
                                                file.path(), file.attributes().lastModifiedTime()));
                                if (newest.size() > limit) {
                                    newest.poll();
                                }
                            }
                            return true;
                        });
        List<Found> found = new ArrayList<>(newest);
        found.sort(Found.NEWEST_FIRST);
        return ToolOutcome.succeeded(show(found, total.count) + leftOut);
    }

    private static final class Counter {
        private int count;
    }

    private static String show(List<Found> found, int total) {
        if (total == 0) {
            return "[no file matches; ignored files and links are not listed]\n";
        }
        var text = new BoundedText();
        int shown = 0;
        while (shown < found.size() && text.add(found.get(shown).path())) {
            shown++;
        }
        return text.with(
                shown == total
                        ? ""
                        : "[the newest %,d of %,d files; narrow the pattern or give a path to see others]\n"
                                .formatted(shown, total));
    }
}
