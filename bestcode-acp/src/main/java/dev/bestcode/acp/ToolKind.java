package dev.bestcode.acp;

import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.organism.Predeclared;
import dev.bestcode.api.tool.CallSubject;

/// What an editor draws a call as.
enum ToolKind {
    READ("read"),
    EDIT("edit"),
    SEARCH("search"),
    EXECUTE("execute"),
    FETCH("fetch"),
    OTHER("other");

    final String wireName;

    ToolKind(String wireName) {
        this.wireName = wireName;
    }

    static ToolKind of(String tool) {
        return switch (tool) {
            case "file-read", Predeclared.RECALL -> READ;
            case "file-edit", "file-write" -> EDIT;
            case "glob", "grep", "codebase-index", Predeclared.FIND_TOOL -> SEARCH;
            case "command-jobs" -> EXECUTE;
            case "web-fetch" -> FETCH;
            default -> Predeclared.STARTERS.contains(tool) ? EXECUTE : OTHER;
        };
    }

    /// A line that says which call it is.
    static String title(String tool, JsonObject arguments) {
        if (tool.equals(Predeclared.COMMAND_EXEC)) {
            return Titles.line(arguments.string("command").orElse(tool));
        }
        return Titles.line((tool + " " + CallSubject.of(arguments)).strip());
    }
}
