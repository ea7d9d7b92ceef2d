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
                     "offset":{"type":"integer","description":"results to skip"},
                     "limit":{"type":"integer","description":"default 1000"}}}
                    """);

    private static final int OFFSET_MAX = 100_000;

    private final Workspace workspace;
    private final TreeRules trees;

    GlobTool(Workspace workspace, TreeRules trees) {
        super(DESCRIPTOR, Effect.PURE);
        this.workspace = workspace;
        this.trees = trees;
    }

    private record Found(String path, FileTime modified) {
        static final Comparator<Found> NEWEST_FIRST =
                Comparator.comparing(Found::modified).reversed().thenComparing(Found::path);
    }

    @Override
    ToolOutcome run(ToolCall call, Arguments arguments)
            throws IOException, InterruptedException, ToolFailedException {
        var filter = PathFilter.of(arguments.text("pattern"));
        int offset = arguments.integer("offset", 0, 0, OFFSET_MAX);
        int limit = arguments.integer("limit", RESULTS_MAX, 1, RESULTS_MAX);
        try (var place = workspace.find(arguments.optionalText("path").orElse("."))) {
            return switch (place) {
                case Place.Folder folder -> search(folder, filter, offset, limit);
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

    private ToolOutcome search(Place.Folder folder, PathFilter filter, int offset, int limit)
            throws IOException, InterruptedException {
        int kept = offset + limit;
        // The newest of all, in memory for as many as are kept: the head is the oldest of them.
        var newest = new PriorityQueue<>(Found.NEWEST_FIRST.reversed());
        var total = new Counter();
        var leftOut =
                trees.walk(
                        folder,
                        one -> {
                            if (filter.accepts(folder.path(), one.path())) {
                                var file = one.look();
                                if (file.isPresent()) {
                                    total.count++;
                                    newest.add(
                                            new Found(
                                                    one.path(),
                                                    file.get().attributes().modified()));
                                }
                                if (newest.size() > kept) {
                                    newest.poll();
                                }
                            }
                            return true;
                        });
        List<Found> found = new ArrayList<>(newest);
        found.sort(Found.NEWEST_FIRST);
        return ToolOutcome.succeeded(
                show(found.subList(Math.min(offset, found.size()), found.size()), offset, total)
                        + leftOut);
    }

    private static final class Counter {
        private int count;
    }

    private static String show(List<Found> found, int offset, Counter total) {
        if (total.count == 0) {
            return "[no file matches; ignored files and links are not listed]\n";
        }
        if (found.isEmpty()) {
            return "[offset %,d is beyond the last of %,d files]\n".formatted(offset, total.count);
        }
        var text = new BoundedText();
        int shown = 0;
        while (shown < found.size() && text.add(FileNames.shown(found.get(shown).path()))) {
            shown++;
        }
        return text.with(note(offset, shown, total.count));
    }

    private static String note(int offset, int shown, int total) {
        if (offset + shown == total) {
            return "";
        }
        return offset == 0
                ? "[the newest %,d of %,d files; continue with offset %d, or narrow the pattern or give a path]\n"
                        .formatted(shown, total, shown)
                : "[%,d to %,d of %,d files, newest first; continue with offset %d]\n"
                        .formatted(offset + 1, offset + shown, total, offset + shown);
    }
}
