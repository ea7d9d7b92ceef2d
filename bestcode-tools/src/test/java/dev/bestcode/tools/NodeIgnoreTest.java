package dev.bestcode.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonBoolean;
import dev.bestcode.api.json.JsonString;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;

/// The rules beside a second implementation's own cases.
class NodeIgnoreTest {
    /// Where git says otherwise than that library, which was asked: see docs/tools.md.
    private static final List<String> DEVIATIONS = List.of("ni-2 c/", "ni-2 foo/bar/");

    @Test
    void nodeIgnoresCasesAreDecidedAlikeButForThoseListed() throws IOException {
        var data =
                Path.of(System.getProperty("bestcode.data", "absent"), "globs/node-ignore.jsonl");
        assumeTrue(Files.exists(data), "no recorded cases at bestcode.data");
        var wrong = new TreeSet<String>();
        int paths = 0;
        for (var line : Files.readAllLines(data)) {
            var row = Json.parseObject(line);
            var patterns =
                    row.requireArray("patterns").values().stream()
                            .map(value -> ((JsonString) value).value())
                            .flatMap(text -> text.lines())
                            .toList();
            var rules = IgnoreRules.NONE.extend(".", patterns);
            for (var verdict : row.requireObject("paths").members().entrySet()) {
                paths++;
                if (ignored(rules, verdict.getKey())
                        != ((JsonBoolean) verdict.getValue()).value()) {
                    wrong.add(row.requireString("id") + " " + verdict.getKey());
                }
            }
        }
        assertThat(paths).isGreaterThan(50);
        assertThat(wrong).containsExactlyElementsOf(new TreeSet<>(DEVIATIONS));
    }

    private static boolean ignored(IgnoreRules rules, String path) {
        boolean directory = path.endsWith("/");
        var names = path.split("/", -1);
        var so = "";
        int count = directory ? names.length - 1 : names.length;
        for (int i = 0; i < count; i++) {
            so = so.isEmpty() ? names[i] : so + "/" + names[i];
            if (rules.ignores(so, directory || i < count - 1)) {
                return true;
            }
        }
        return false;
    }
}
