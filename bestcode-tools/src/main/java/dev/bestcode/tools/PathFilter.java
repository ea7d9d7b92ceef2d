package dev.bestcode.tools;

import java.util.ArrayList;
import java.util.List;

/// The wildcard pattern of a call: without a `/` it is matched against names, else against paths
/// below the folder that is searched. Behind a `!` it says what is left out, folders with all that
/// is in them.
record PathFilter(List<Glob> globs, boolean anchored, boolean leavesOut) {
    /// Longer ones are no names; brace expansion goes as deep as the pattern is long.
    private static final int PATTERN_CHARS_MAX = 1_000;

    static PathFilter of(String pattern) throws ToolFailedException {
        boolean leavesOut = pattern.startsWith("!");
        var relative = relative(leavesOut ? pattern.substring(1) : pattern, leavesOut);
        if (pattern.length() > PATTERN_CHARS_MAX) {
            throw new ToolFailedException(
                    "pattern has %,d characters; allowed %,d"
                            .formatted(pattern.length(), PATTERN_CHARS_MAX));
        }
        if (relative.isEmpty()) {
            throw new ToolFailedException("pattern is empty; **/* is every file");
        }
        if (relative.startsWith("/") || relative.startsWith("../")) {
            throw new ToolFailedException(
                    "pattern %s must be relative, such as **/*.java; the folder goes into path"
                            .formatted(Workspace.quoted(pattern)));
        }
        List<Glob> globs = new ArrayList<>();
        for (var alternative : Glob.expandBraces(relative)) {
            globs.add(
                    Glob.compile(alternative)
                            .orElseThrow(
                                    () ->
                                            new ToolFailedException(
                                                    "pattern %s has a '[' without ']' or ends in a backslash"
                                                            .formatted(
                                                                    Workspace.quoted(pattern)))));
        }
        return new PathFilter(List.copyOf(globs), relative.indexOf('/') >= 0, leavesOut);
    }

    private static String relative(String pattern, boolean leavesOut) {
        var relative = pattern.startsWith("./") ? pattern.substring(2) : pattern;
        boolean folder = leavesOut && relative.length() > 1 && relative.endsWith("/");
        return folder ? relative.substring(0, relative.length() - 1) : relative;
    }

    /// @param folder that is searched
    /// @param path in the workspace, below the folder
    boolean accepts(String folder, String path) {
        var below = below(folder, path);
        return leavesOut ? !isInside(below) : matches(below);
    }

    private boolean isInside(String path) {
        for (int end = path.indexOf('/'); end >= 0; end = path.indexOf('/', end + 1)) {
            if (matches(path.substring(0, end))) {
                return true;
            }
        }
        return matches(path);
    }

    private boolean matches(String path) {
        var subject = anchored ? path : path.substring(path.lastIndexOf('/') + 1);
        return globs.stream().anyMatch(glob -> glob.matches(subject));
    }

    private static String below(String folder, String path) {
        return folder.equals(".")
                ? path
                : path.substring(Math.min(path.length(), folder.length() + 1));
    }
}
