package dev.bestcode.kernel;

import com.github.difflib.UnifiedDiffUtils;
import com.github.difflib.patch.Patch;
import com.github.difflib.patch.PatchFailedException;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

import javax.tools.ToolProvider;

/// A copy of the module's main sources, to be changed and compiled.
final class PlantedSources {
    private static final Path MAIN = PlantedBug.MODULE.resolve("src/main/java");

    private final Path sources;
    private final Path classes;
    private Optional<Path> patched = Optional.empty();

    /// @param temp empty
    PlantedSources(Path temp) throws IOException {
        sources = temp.resolve("sources");
        classes = Files.createDirectories(temp.resolve("classes"));
        try (var files = Files.walk(MAIN)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var copy = sources.resolve(MAIN.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
        Files.delete(sources.resolve("module-info.java")); // tests run on the class path
    }

    /// Apply a patch. Its lines may lie further up or down than it says, but each line of its
    /// context must be there, once.
    /// @throws AssertionError when it does not apply
    void apply(PlantedBug bug) throws IOException {
        var file = sources.resolve(fileOf(bug));
        var lines = Files.readAllLines(file);
        var patch = UnifiedDiffUtils.parseUnifiedDiff(bug.diff());
        requireOnePlace(bug, patch, lines);
        try {
            patched = Optional.of(Files.write(file, patch.applyFuzzy(lines, 0)));
        } catch (PatchFailedException e) {
            throw doesNotApply(bug, e.toString());
        }
    }

    private static String fileOf(PlantedBug bug) {
        var names =
                bug.diff().stream()
                        .filter(line -> line.startsWith("+++ b/"))
                        .map(line -> line.substring("+++ b/".length()))
                        .toList();
        if (names.size() != 1) {
            throw doesNotApply(bug, "it names " + names + "; allowed: one file");
        }
        return names.getFirst();
    }

    private static void requireOnePlace(PlantedBug bug, Patch<String> patch, List<String> lines) {
        if (patch.getDeltas().isEmpty()) {
            throw doesNotApply(bug, "it changes nothing");
        }
        for (var delta : patch.getDeltas()) {
            var expected = delta.getSource().getLines();
            int at = Collections.indexOfSubList(lines, expected);
            if (at < 0 || at != Collections.lastIndexOfSubList(lines, expected)) {
                throw doesNotApply(
                        bug,
                        "%s: these lines are not there once:\n%s"
                                .formatted(fileOf(bug), String.join("\n", expected)));
            }
        }
    }

    private static AssertionError doesNotApply(PlantedBug bug, String why) {
        return new AssertionError(
                "%s does not apply: %s. Plant the same bug in the sources as they are, and write the patch anew."
                        .formatted(bug.name(), why));
    }

    /// Compile the patched file alone, or everything where there is none: what a patch changes is
    /// inside one class, so the rest is the same as in the build, and [PlantedRunner] ends when it
    /// does not fit.
    /// @return the directory of the classes
    /// @throws AssertionError when they do not compile
    Path compile() throws IOException {
        var compiler = ToolProvider.getSystemJavaCompiler();
        var messages = new StringWriter();
        try (var files = compiler.getStandardFileManager(null, null, null);
                var all = Files.walk(sources)) {
            var units =
                    files.getJavaFileObjectsFromPaths(
                            patched.map(List::of)
                                    .orElseGet(() -> all.filter(Files::isRegularFile).toList()));
            var options =
                    List.of(
                            "-proc:none",
                            "-nowarn",
                            "-d",
                            classes.toString(),
                            "-cp",
                            PlantedRun.CLASS_PATH);
            if (!compiler.getTask(messages, files, null, options, null, units).call()) {
                throw new AssertionError("the patched sources do not compile:\n" + messages);
            }
        }
        return classes;
    }
}
