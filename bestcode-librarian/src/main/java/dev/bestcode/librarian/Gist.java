package dev.bestcode.librarian;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.llm.ContentBlock;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// What a page adds to the line of its exchange, no longer than a line has room for.
/// @param said its words
/// @param calls the first of those that it makes
/// @param callCount all of them
/// @param declared the first names that its results declare
/// @param outcome how its last result ends; empty without one
record Gist(String said, List<String> calls, int callCount, List<String> declared, String outcome) {
    static final int WORDS_CHARS_MAX = 120;
    static final int CALLS_MAX = 3;
    static final int NAMES_MAX = 6;
    static final Gist NONE = new Gist("", List.of(), 0, List.of(), "");
    private static final int CALL_CHARS_MAX = 80;
    private static final int OUTCOME_CHARS_MAX = 80;

    /// What declares a name in most languages.
    private static final Pattern DECLARED =
            Pattern.compile(
                    "\\b(?:class|interface|record|enum|struct|trait|type|def|func|fn|function|fun|module)\\s+([\\p{L}_$][\\p{L}\\p{N}_$]{2,60})");

    Gist {
        calls = List.copyOf(calls);
        declared = List.copyOf(declared);
    }

    static Gist of(List<ContentBlock> blocks) {
        var words = new ArrayList<String>();
        var calls = new ArrayList<String>();
        int callCount = 0;
        var names = new LinkedHashSet<String>();
        var outcome = "";
        for (var block : blocks) {
            switch (block) {
                case ContentBlock.Text(var text) -> words.add(text);
                case ContentBlock.ToolUse(_, var name, var input, _) -> {
                    if (callCount++ < CALLS_MAX) {
                        calls.add(Summary.shortened(name + " " + Json.text(input), CALL_CHARS_MAX));
                    }
                }
                case ContentBlock.ToolResult(_, var content, var error) -> {
                    var text = Digest.text(content);
                    var looked = text.substring(0, Math.min(text.length(), Terms.TEXT_CHARS_MAX));
                    declare(looked, names);
                    outcome = (error ? "failed: " : "") + lastLine(looked);
                }
                case ContentBlock.Image _, ContentBlock.Document _, ContentBlock.Raw _ -> {
                    // Says nothing in words.
                }
            }
        }
        var said = Summary.shortened(String.join(" ", words), WORDS_CHARS_MAX);
        return new Gist(said, calls, callCount, List.copyOf(names), outcome);
    }

    private static void declare(String text, Set<String> names) {
        var declared = DECLARED.matcher(text);
        while (names.size() < NAMES_MAX && declared.find()) {
            names.add(declared.group(1));
        }
    }

    private static String lastLine(String text) {
        var last = text.lines().filter(line -> !line.isBlank()).reduce("", (_, line) -> line);
        return Summary.shortened(last, OUTCOME_CHARS_MAX);
    }
}
