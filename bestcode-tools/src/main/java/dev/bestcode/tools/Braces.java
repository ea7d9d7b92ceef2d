package dev.bestcode.tools;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The first `{a,b}` of a pattern, and what stands around it.
record Braces(String before, List<String> alternatives, String after) {
    static Optional<Braces> first(String pattern) {
        for (int at = 0; at < pattern.length(); at++) {
            if (pattern.charAt(at) == '\\') {
                at++;
            } else if (pattern.charAt(at) == '{') {
                var found = at(pattern, at);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<Braces> at(String pattern, int open) {
        List<String> alternatives = new ArrayList<>();
        int depth = 0;
        int start = open + 1;
        for (int at = open; at < pattern.length(); at++) {
            char c = pattern.charAt(at);
            if (c == '\\') {
                at++;
            } else if (c == '{') {
                depth++;
            } else if (c == ',' && depth == 1) {
                alternatives.add(pattern.substring(start, at));
                start = at + 1;
            } else if (c == '}' && --depth == 0) {
                alternatives.add(pattern.substring(start, at));
                return Optional.of(
                        new Braces(
                                pattern.substring(0, open),
                                List.copyOf(alternatives),
                                pattern.substring(at + 1)));
            }
        }
        return Optional.empty();
    }
}
