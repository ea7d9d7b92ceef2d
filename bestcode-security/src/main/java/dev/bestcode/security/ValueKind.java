package dev.bestcode.security;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// What a word of a command may be.
sealed interface ValueKind {
    /// Anything: what the program takes for text and opens no file by.
    record Text() implements ValueKind {}

    /// What may be a file's name: wherever it leads, it leads to the workspace.
    record ReadPath() implements ValueKind {}

    /// Paths of the workspace, parted as on a class path.
    record ReadPaths() implements ValueKind {}

    /// A path of the workspace that is no `@file`, from which more arguments would be read.
    record Plain() implements ValueKind {}

    /// A file that is written: in the workspace, and in none of its protected folders.
    record WritePath() implements ValueKind {}

    /// The program of a command that is decided for itself, with all the words behind it.
    record Command() implements ValueKind {}

    record OneOf(Set<String> words) implements ValueKind {}

    /// @param shown how a refusal calls it
    record Matching(Pattern pattern, String shown) implements ValueKind {}

    /// Read a kind as policy files spell it.
    /// @return empty when it is none
    static Optional<ValueKind> of(String text) {
        return switch (text) {
            case "text" -> Optional.of(new Text());
            case "path" -> Optional.of(new ReadPath());
            case "paths" -> Optional.of(new ReadPaths());
            case "file" -> Optional.of(new Plain());
            case "write" -> Optional.of(new WritePath());
            case "command" -> Optional.of(new Command());
            case "number" -> matching("[+-]?[0-9]{1,18}", text);
            case "name" -> matching("[\\p{L}0-9_.@:/#~^+,*=-]+", text);
            case "url" ->
                    matching("https?://[^\\s/@:]+(:[0-9]{1,5})?(/.*)?", "http or https address");
            default -> listed(text);
        };
    }

    private static Optional<ValueKind> listed(String text) {
        if (text.length() > 2 && text.startsWith("{") && text.endsWith("}")) {
            var words = text.substring(1, text.length() - 1).split(",", -1);
            return Optional.of(new OneOf(Set.copyOf(Arrays.asList(words))));
        }
        if (text.length() > 2 && text.startsWith("/") && text.endsWith("/")) {
            return matching(text.substring(1, text.length() - 1), text);
        }
        return Optional.empty();
    }

    /// @throws java.util.regex.PatternSyntaxException when the pattern is none
    private static Optional<ValueKind> matching(String pattern, String shown) {
        return Optional.of(new Matching(Pattern.compile(pattern, Pattern.DOTALL), shown));
    }

    /// How a refusal calls it.
    default String shown() {
        return switch (this) {
            case Text _ -> "text";
            case ReadPath _ -> "a path of the workspace";
            case ReadPaths _ -> "paths of the workspace, parted by ':'";
            case Plain _ -> "a path of the workspace that does not begin with @";
            case WritePath _ -> "a path of the workspace that may be written";
            case Command _ -> "a command";
            case OneOf(var words) -> "one of " + String.join(", ", new TreeSet<>(words));
            case Matching(_, var shown) -> shown;
        };
    }
}
