package dev.bestcode.it;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// The Java types of a source tree, nested ones and tests included, and what is said in their
/// files.
final class JavaNames {
    private static final Pattern DECLARED =
            Pattern.compile("\\b(?:class|interface|record|enum)\\s+([A-Z]\\w*)");

    private final Map<String, String> sources = new HashMap<>();

    private JavaNames() {}

    static JavaNames below(Path folder) {
        var names = new JavaNames();
        SourceTree.javaBelow(folder).stream()
                .filter(file -> !file.toString().contains("/target/"))
                .forEach(names::add);
        return names;
    }

    private void add(Path file) {
        var source = SourceTree.read(file);
        DECLARED.matcher(source)
                .results()
                .forEach(type -> sources.merge(type.group(1), source, (one, other) -> one + other));
    }

    /// Whether there is such a type, or a type and in its file such a
    /// member: `Type`, `Type.member`,
    /// `Type#member`, each with anything behind it.
    boolean have(String name) {
        var parts = List.of(name.split("[.#]", -1));
        var source = sources.get(parts.getFirst());
        return source != null
                && parts.stream()
                        .skip(1)
                        .allMatch(
                                member ->
                                        Pattern.compile("\\b" + Pattern.quote(member) + "\\b")
                                                .matcher(source)
                                                .find());
    }
}
