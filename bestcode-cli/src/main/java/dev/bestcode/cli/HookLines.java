package dev.bestcode.cli;

import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.api.organism.HookSpec;

import java.util.Map;

/// A hook as people are shown it.
final class HookLines {
    private HookLines() {}

    /// With the files of the project that its command names.
    /// @param digests of the project's files, by name
    static String of(HookSpec hook, Map<String, Sha256> digests) {
        var line = new StringBuilder("hook ").append(hook.words());
        hook.command().stream()
                .filter(digests::containsKey)
                .forEach(word -> line.append("; ").append(ProjectTexts.file(word, digests)));
        return line.toString();
    }
}
