package dev.bestcode.tools;

import java.util.TreeMap;
import java.util.stream.Collectors;

/// What an update did, for people and models.
final class IndexReport {
    /// Files named whose symbols are not everything.
    private static final int CAVEATS_MAX = 10;

    private IndexReport() {}

    static String of(IndexUpdate.Result result, IndexState state) {
        var languages = new TreeMap<String, Integer>();
        state.files().values().forEach(file -> languages.merge(file.language(), 1, Integer::sum));
        return "%,d files (%s), %,d definitions; %,d files read, %,d gone\n%s%s"
                .formatted(
                        state.files().size(),
                        languages.entrySet().stream()
                                .map(entry -> "%s %,d".formatted(entry.getKey(), entry.getValue()))
                                .collect(Collectors.joining(", ")),
                        state.symbols(),
                        result.read(),
                        result.gone(),
                        caveats(state),
                        result.leftOut());
    }

    private static String caveats(IndexState state) {
        var text = new StringBuilder();
        int count = 0;
        for (var file : state.files().values()) {
            if (file.caveat().isPresent() && ++count <= CAVEATS_MAX) {
                text.append("[%s: %s]\n".formatted(file.path(), file.caveat().get()));
            }
        }
        if (count > CAVEATS_MAX) {
            text.append("[%,d more files like these]\n".formatted(count - CAVEATS_MAX));
        }
        return text.toString();
    }
}
