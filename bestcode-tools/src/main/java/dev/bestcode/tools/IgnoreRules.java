package dev.bestcode.tools;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Which paths git would ignore: the rules of a directory's ignore files over those of its parents.
/// The last rule that matches decides. Immutable; a directory's rules extend its parent's.
/// Whoever walks must not enter an ignored directory: nothing below it can be taken back in.
/// @see "gitignore(5), PATTERN FORMAT"
final class IgnoreRules {
    static final IgnoreRules NONE = new IgnoreRules(Optional.empty(), "", List.of());

    private final Optional<IgnoreRules> parent;
    private final String base;
    private final List<Rule> rules;

    private IgnoreRules(Optional<IgnoreRules> parent, String base, List<Rule> rules) {
        this.parent = parent;
        this.base = base;
        this.rules = rules;
    }

    /// One line of an ignore file.
    /// @param anchored matched against the path below the file's directory, else against the name
    private record Rule(Glob glob, boolean negated, boolean directoriesOnly, boolean anchored) {
        static Optional<Rule> parse(String line) {
            var pattern = withoutTrailingSpaces(line);
            if (pattern.isEmpty() || pattern.startsWith("#")) {
                return Optional.empty();
            }
            boolean negated = pattern.startsWith("!");
            pattern = negated ? pattern.substring(1) : pattern;
            boolean directoriesOnly = pattern.endsWith("/");
            pattern = directoriesOnly ? pattern.substring(0, pattern.length() - 1) : pattern;
            boolean anchored = pattern.indexOf('/') >= 0;
            pattern = pattern.startsWith("/") ? pattern.substring(1) : pattern;
            return pattern.isEmpty()
                    ? Optional.empty()
                    : Glob.compile(pattern)
                            .map(glob -> new Rule(glob, negated, directoriesOnly, anchored));
        }

        private static String withoutTrailingSpaces(String line) {
            int end = line.length();
            while (end > 0 && line.charAt(end - 1) == ' ' && !isEscaped(line, end - 1)) {
                end--;
            }
            return line.substring(0, end);
        }

        private static boolean isEscaped(String line, int at) {
            int backslashes = 0;
            while (at - backslashes > 0 && line.charAt(at - backslashes - 1) == '\\') {
                backslashes++;
            }
            return backslashes % 2 == 1;
        }

        boolean matches(String pathBelow, String name, boolean directory) {
            return (directory || !directoriesOnly) && glob.matches(anchored ? pathBelow : name);
        }
    }

    /// The rules of a directory's ignore file, over these.
    /// @param directory its path, `.` for the root
    /// @param lines of the file
    IgnoreRules extend(String directory, List<String> lines) {
        List<Rule> parsed = new ArrayList<>();
        lines.forEach(line -> Rule.parse(line).ifPresent(parsed::add));
        var prefix = directory.equals(".") ? "" : directory + "/";
        return parsed.isEmpty() ? this : new IgnoreRules(Optional.of(this), prefix, parsed);
    }

    /// Whether a path is ignored, its parents aside.
    /// @param path as the directories were named, `/` between names
    boolean ignores(String path, boolean directory) {
        var name = path.substring(path.lastIndexOf('/') + 1);
        Optional<IgnoreRules> level = Optional.of(this);
        while (level.isPresent()) {
            var here = level.get();
            var below = path.substring(Math.min(here.base.length(), path.length()));
            for (var rule : here.rules.reversed()) {
                if (rule.matches(below, name, directory)) {
                    return !rule.negated;
                }
            }
            level = here.parent;
        }
        return false;
    }
}
