package dev.bestcode.benchmarks;

import dev.bestcode.benchmarks.ExpectedFile.NameAndLine;

import java.util.Map;

/// How what was found of some files compares with what is there.
final class SymbolScore {
    private int files;
    private int expected;
    private int right;
    private int wrong;

    /// @param found each with its kind; of kinds that the oracle does not list it is not counted
    /// wrong
    void add(ExpectedFile file, Map<NameAndLine, String> found) {
        files++;
        expected += file.names().size();
        var kinds = SymbolQuality.kinds(file.language());
        found.forEach(
                (name, kind) -> {
                    if (file.names().contains(name)) {
                        right++;
                    } else if (kinds.contains(kind)) {
                        wrong++;
                    }
                });
    }

    int files() {
        return files;
    }

    int expected() {
        return expected;
    }

    double recall() {
        return 100.0 * right / Math.max(1, expected);
    }

    double precision() {
        return 100.0 * right / Math.max(1, right + wrong);
    }
}
