package dev.bestcode.tools;

import dev.bestcode.api.symbol.SymbolSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Finds where a name is defined and where code mentions it. The index says which files to read;
/// the lines come from the files as they are now.
record ReferenceSearch(Workspace workspace, SymbolSource source, String name, int limit) {
    /// Files read for one answer.
    private static final int FILES_MAX = 500;

    private static final int LINE_CODE_POINTS_MAX = 200;

    String in(IndexState state, String path)
            throws IOException, InterruptedException, ToolFailedException {
        var text = new BoundedText();
        int definitions = 0;
        for (var file : state.files().values()) {
            if (file.mentions(name)) {
                for (var symbol : file.definitions()) {
                    if (symbol.name().equals(name) && definitions < limit) {
                        definitions++;
                        text.add("defined " + SymbolLines.found(file.path(), symbol));
                    }
                }
            }
        }
        return mentions(state, path, text, definitions);
    }

    private String mentions(IndexState state, String path, BoundedText text, int definitions)
            throws IOException, InterruptedException, ToolFailedException {
        var files = state.below(path).stream().filter(file -> file.mentions(name)).toList();
        int shown = 0;
        int read = 0;
        while (read < Math.min(files.size(), FILES_MAX) && shown < limit) {
            int added = mentions(files.get(read++), text, limit - shown);
            shown += added;
        }
        if (definitions + shown == 0) {
            return "[no code mentions %s; names of one letter and text in comments and strings are for grep]\n"
                    .formatted(Workspace.quoted(name));
        }
        return text.with(
                read == files.size() && shown < limit
                        ? ""
                        : "[%,d mentions in %,d of %,d files; give a path or a higher limit for others]\n"
                                .formatted(shown, read, files.size()));
    }

    private int mentions(IndexedFile file, BoundedText text, int room)
            throws IOException, InterruptedException, ToolFailedException {
        var content = IndexWalk.content(workspace, file.path());
        if (content.isEmpty()) {
            return 0;
        }
        var lines = new String(content.get(), StandardCharsets.UTF_8).lines().toList();
        var defined = definitionLines(file);
        int shown = 0;
        for (int number : source.mentions(IndexUpdate.name(file.path()), content.get(), name)) {
            boolean isNew = !defined.contains(number);
            if (isNew && shown < room && number <= lines.size()) {
                shown += text.add(line(file, number, lines)) ? 1 : 0;
            }
        }
        return shown;
    }

    private Set<Integer> definitionLines(IndexedFile file) {
        var lines = new HashSet<Integer>();
        file.definitions().stream()
                .filter(symbol -> symbol.name().equals(name))
                .forEach(symbol -> lines.add(symbol.line()));
        return lines;
    }

    private static String line(IndexedFile file, int number, List<String> lines) {
        return "%s:%d: %s"
                .formatted(
                        file.path(),
                        number,
                        Truncation.line(lines.get(number - 1).strip(), LINE_CODE_POINTS_MAX));
    }
}
