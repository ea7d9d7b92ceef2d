package dev.bestcode.librarian;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.llm.ContentBlock;
import dev.bestcode.api.llm.ContextTags;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The memory that is built of an exchange without a model: what was asked, which files and
/// symbols,
/// what came of it. One line that names the segment, so that it can be recalled.
final class Summary {
    /// Short enough that a hundred of them cost less than one page of code.
    static final int CHARS_MAX = 480;

    private static final int WORDS_CHARS_MAX = 120;
    private static final int CALL_CHARS_MAX = 80;
    private static final int CALLS_MAX = 3;
    private static final int NAMES_MAX = 6;
    private static final int OUTCOME_CHARS_MAX = 80;

    /// What declares a name in most languages.
    private static final Pattern DECLARED =
            Pattern.compile(
                    "\\b(?:class|interface|record|enum|struct|trait|type|def|func|fn|function|fun|module)\\s+([\\p{L}_$][\\p{L}\\p{N}_$]{2,60})");

    private final List<String> words = new ArrayList<>();
    private final List<String> calls = new ArrayList<>();
    private final LinkedHashSet<String> names = new LinkedHashSet<>();
    private String outcome = "";

    private Summary() {}

    /// @param sentence that a model adds, of at most [Proposal#CHARS_MAX]; empty for none. What is
    ///     built of structure stands first and gives way to it in length alone.
    static String of(Exchange exchange, String sentence) {
        var summary = new Summary();
        for (var page : exchange.pages()) {
            if (!page.tag().equals(ContextTags.SCRATCH)) {
                Digest.blocks(page.tag(), page.content().get()).forEach(summary::take);
            }
        }
        var end = sentence.isEmpty() ? "" : "; in a model's words: " + sentence;
        return summary.line(exchange, CHARS_MAX - end.length()) + end;
    }

    private void take(ContentBlock block) {
        switch (block) {
            case ContentBlock.Text(var text) -> words.add(text);
            case ContentBlock.ToolUse(_, var name, var input, _) ->
                    calls.add(shortened(name + " " + Json.text(input), CALL_CHARS_MAX));
            case ContentBlock.ToolResult(_, var content, var error) ->
                    result(Digest.text(content), error);
            case ContentBlock.Image _, ContentBlock.Document _, ContentBlock.Raw _ -> {
                // Says nothing in words.
            }
        }
    }

    private void result(String text, boolean error) {
        var looked = text.substring(0, Math.min(text.length(), Terms.TEXT_CHARS_MAX));
        var declared = DECLARED.matcher(looked);
        while (names.size() < NAMES_MAX && declared.find()) {
            names.add(declared.group(1));
        }
        var last = looked.lines().filter(line -> !line.isBlank()).reduce("", (_, line) -> line);
        outcome = (error ? "failed: " : "") + shortened(last, OUTCOME_CHARS_MAX);
    }

    private String line(Exchange exchange, int max) {
        var parts = new ArrayList<String>();
        var said = shortened(String.join(" ", words), WORDS_CHARS_MAX);
        if (!said.isEmpty()) {
            parts.add("said: " + said);
        }
        if (!calls.isEmpty()) {
            var more =
                    calls.size() > CALLS_MAX
                            ? " and %d more".formatted(calls.size() - CALLS_MAX)
                            : "";
            parts.add(
                    calls.stream()
                            .limit(CALLS_MAX)
                            .collect(Collectors.joining(", ", "called ", more)));
        }
        if (!names.isEmpty()) {
            parts.add("declares " + String.join(", ", names));
        }
        if (!outcome.isEmpty()) {
            parts.add("ended: " + outcome);
        }
        return shortened(
                "[#%d folded] %s".formatted(exchange.id().value(), String.join("; ", parts)), max);
    }

    /// One line of at most so many characters.
    static String shortened(String text, int max) {
        var head = text.length() <= 4 * max ? text : text.substring(0, 4 * max);
        var line = head.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        if (line.codePointCount(0, line.length()) <= max) {
            return line;
        }
        return line.substring(0, line.offsetByCodePoints(0, max - 1)) + "…";
    }
}
