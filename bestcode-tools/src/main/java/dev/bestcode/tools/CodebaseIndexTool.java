package dev.bestcode.tools;

import dev.bestcode.api.symbol.SymbolKind;
import dev.bestcode.api.tool.Effect;
import dev.bestcode.api.tool.ToolCall;
import dev.bestcode.api.tool.ToolDescriptor;
import dev.bestcode.api.tool.ToolOutcome;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Answers questions about definitions. Every action first brings the index up to date, as far as
/// its time goes; pure, since what it writes is a cache of its own.
final class CodebaseIndexTool extends NativeTool {
    /// A large tree for the first time, on a slow machine; the next call goes on.
    private static final Duration INDEX_TIME = Duration.ofMinutes(9);

    /// A question waits no longer for changes.
    private static final Duration QUESTION_TIME = Duration.ofSeconds(60);

    private static final int RESULTS_MAX = 500;
    private static final int RESULTS = 50;

    /// Of a map: what a result may hold at three bytes a token.
    private static final int TOKENS_MAX = 16_000;

    private static final int TOKENS = 2_000;

    private static final ToolDescriptor DESCRIPTOR =
            ToolDescriptor.of(
                    "codebase-index",
                    "Definitions in code: search by name, references of a name, outline of a file or folder, map of what matters most.",
                    """
                    {"type":"object","required":["action"],"additionalProperties":false,"properties":{
                     "action":{"enum":["index","search","map","outline","references"]},
                     "query":{"type":"string","description":"search: part of a name; references: the whole name"},
                     "kind":{"type":"string","description":"search: class, interface, function, method, field, ..."},
                     "path":{"type":"string","description":"file or folder"},
                     "tokens":{"type":"integer","description":"map: size, default 2000"},
                     "limit":{"type":"integer","description":"default 50"}}}
                    """);

    private final CodebaseIndex index;

    CodebaseIndexTool(CodebaseIndex index) {
        super(DESCRIPTOR, Effect.PURE);
        this.index = index;
    }

    @Override
    ToolOutcome run(ToolCall call, Arguments arguments)
            throws IOException, InterruptedException, ToolFailedException {
        var path = path(arguments);
        int limit = arguments.integer("limit", RESULTS, 1, RESULTS_MAX);
        return switch (arguments.text("action")) {
            case "index" ->
                    ToolOutcome.succeeded(
                            IndexReport.of(index.refresh(INDEX_TIME, true), index.state()));
            case "search" -> {
                var kind = SymbolSearch.kind(arguments.optionalText("kind"));
                yield search(arguments.text("query"), kind, path, limit);
            }
            case "map" -> {
                int tokens = arguments.integer("tokens", TOKENS, 100, TOKENS_MAX);
                var note = refresh();
                yield answer(CodebaseMap.of(index.state(), index.ranks(), path, tokens), note);
            }
            case "outline" -> outline(path);
            case "references" -> {
                var name = arguments.text("query");
                var note = refresh();
                yield answer(
                        new ReferenceSearch(index.workspace(), index.source(), name, limit)
                                .in(index.state(), path),
                        note);
            }
            default ->
                    ToolOutcome.failed(
                            "action is %s; allowed: index, search, map, outline, references"
                                    .formatted(Workspace.quoted(arguments.text("action"))));
        };
    }

    private String path(Arguments arguments) throws IOException, ToolFailedException {
        var given = arguments.optionalText("path").orElse(".");
        try (var place = index.workspace().find(given)) {
            return switch (place) {
                case Place.Folder folder -> folder.path();
                case Place.File file -> file.path();
                case Place.Missing missing ->
                        throw new ToolFailedException(
                                "no such file or folder: %s; look with glob"
                                        .formatted(Workspace.quoted(missing.path())));
            };
        }
    }

    /// @return what is missing; empty when nothing is
    private String refresh() throws IOException, InterruptedException, ToolFailedException {
        return index.refresh(QUESTION_TIME, false).leftOut();
    }

    private static ToolOutcome answer(String text, String note) {
        return ToolOutcome.succeeded(text + note);
    }

    private ToolOutcome search(String query, Optional<SymbolKind> kind, String path, int limit)
            throws IOException, InterruptedException, ToolFailedException {
        if (query.isBlank()) {
            throw new ToolFailedException("query is empty; give a part of a name");
        }
        var note = refresh();
        return answer(new SymbolSearch(query.strip(), kind, limit).in(index.state(), path), note);
    }

    private ToolOutcome outline(String path)
            throws IOException, InterruptedException, ToolFailedException {
        var note = refresh();
        var files = List.copyOf(index.state().below(path));
        if (files.isEmpty()) {
            return answer(
                    "[%s has no file of a language that symbols are found in, or is ignored]\n"
                            .formatted(Workspace.quoted(path)),
                    note);
        }
        var text = new BoundedText();
        boolean whole = files.size() == 1;
        int shown = 0;
        while (shown < files.size() && add(files.get(shown), whole, text)) {
            shown++;
        }
        return answer(
                text.with(
                        shown == files.size()
                                ? ""
                                : "[%,d of %,d files; give a narrower path for others]\n"
                                        .formatted(shown, files.size())),
                note);
    }

    /// @param whole with members; of a folder's files only the outermost definitions are shown
    private static boolean add(IndexedFile file, boolean whole, BoundedText text) {
        boolean room =
                text.add(file.path() + file.caveat().map(caveat -> " [" + caveat + "]").orElse(""));
        for (var symbol : file.definitions()) {
            if (room && (whole || symbol.scope().isEmpty())) {
                room = text.add(SymbolLines.inOutline(symbol));
            }
        }
        return room;
    }
}
