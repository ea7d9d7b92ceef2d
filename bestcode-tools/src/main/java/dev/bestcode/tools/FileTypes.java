package dev.bestcode.tools;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// Languages by the ends of their files' names.
final class FileTypes {
    private static final Map<String, List<String>> ENDINGS =
            Map.ofEntries(
                    Map.entry("java", List.of(".java")),
                    Map.entry("kt", List.of(".kt", ".kts")),
                    Map.entry("py", List.of(".py", ".pyi")),
                    Map.entry("ts", List.of(".ts", ".tsx", ".mts", ".cts")),
                    Map.entry("js", List.of(".js", ".jsx", ".mjs", ".cjs")),
                    Map.entry("rust", List.of(".rs")),
                    Map.entry("go", List.of(".go")),
                    Map.entry("c", List.of(".c", ".h")),
                    Map.entry("cpp", List.of(".cpp", ".cc", ".cxx", ".hpp", ".hh", ".hxx", ".h")),
                    Map.entry("cs", List.of(".cs")),
                    Map.entry("json", List.of(".json")),
                    Map.entry("yaml", List.of(".yaml", ".yml")),
                    Map.entry("md", List.of(".md", ".markdown")),
                    Map.entry("xml", List.of(".xml", ".xsd", ".xsl", ".xslt")),
                    Map.entry("html", List.of(".html", ".htm")),
                    Map.entry("css", List.of(".css", ".scss")),
                    Map.entry("sh", List.of(".sh", ".bash", ".zsh")));

    private FileTypes() {}

    static List<String> endings(String type) throws ToolFailedException {
        var endings = ENDINGS.get(type);
        if (endings == null) {
            throw new ToolFailedException(
                    "type %s is not known; allowed: %s; for others use glob"
                            .formatted(
                                    Workspace.quoted(type),
                                    String.join(", ", new TreeSet<>(ENDINGS.keySet()))));
        }
        return endings;
    }
}
