package dev.bestcode.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Says how the house is built: files and their sizes, what each module shows and what it hides.
class StructureTest {
    /// Half of all files fit a screen and a half.
    private static final int MEDIAN_LINES_MAX = 80;

    /// Above it a file tells more than one story.
    private static final int LARGE_LINES = 300;

    /// More would be a habit.
    private static final long LARGE_FILES_PERCENT_MAX = 2;

    private static final Pattern TYPE =
            Pattern.compile(
                    "(?m)^(public )?(?:abstract |final |sealed |non-sealed )*(?:class|record|enum|interface|@interface) ");

    private record Figures(String module, List<Integer> lines, int shown, int hidden) {
        int median() {
            return lines.stream().sorted().toList().get(lines.size() / 2);
        }

        long large() {
            return lines.stream().filter(count -> count > LARGE_LINES).count();
        }
    }

    @Test
    void filesAreSmallAndModulesHideMostOfWhatTheyHave() throws IOException {
        var modules = new ArrayList<Figures>();
        for (var name : SourceTree.modulesWithCode()) {
            modules.add(figures(name, SourceTree.module(name).resolve("src/main/java")));
        }
        System.out.println("module: files, median lines, above 300, public types of all");
        for (var module : modules) {
            System.out.printf(
                    "%s: %d, %d, %d, %d of %d%n",
                    module.module(),
                    module.lines().size(),
                    module.median(),
                    module.large(),
                    module.shown(),
                    module.shown() + module.hidden());
        }
        var all =
                new Figures(
                        "all",
                        modules.stream().flatMap(module -> module.lines().stream()).toList(),
                        0,
                        0);
        assertThat(all.median()).isLessThanOrEqualTo(MEDIAN_LINES_MAX);
        assertThat(all.large() * 100)
                .isLessThanOrEqualTo(all.lines().size() * LARGE_FILES_PERCENT_MAX);
    }

    private static Figures figures(String module, Path sources) throws IOException {
        var lines = new ArrayList<Integer>();
        int shown = 0;
        int hidden = 0;
        try (var files = Files.walk(sources)) {
            for (var file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
                var text = Files.readString(file);
                lines.add((int) text.lines().count());
                var types = TYPE.matcher(text);
                while (types.find()) {
                    if (types.group(1) == null) {
                        hidden++;
                    } else {
                        shown++;
                    }
                }
            }
        }
        return new Figures(module, lines, shown, hidden);
    }
}
