package dev.bestcode.organism;

import dev.bestcode.api.organism.Organism;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// Reads organism files. Strict: whatever is not understood is a problem, and all problems are
/// reported at once. Plain scalars have the types of YAML 1.2's core schema, so `yes` and `on` are
/// text. Stateless and safe from any worker.
public final class OrganismYaml {
    /// Name of an organism, and of its file in messages, where neither is known.
    private static final String UNNAMED = "organism";

    private static final String BUILT_IN = "default.yaml";

    private OrganismYaml() {}

    /// Read a file. Prompts named `file:…` are looked up beside it.
    /// @throws OrganismException when it cannot be read, or has problems
    public static Organism read(Path file) {
        var fileName = file.getFileName();
        var name = fileName == null ? file.toString() : fileName.toString();
        var problems = new Problems(name);
        var directory = file.toAbsolutePath().getParent();
        if (directory == null || Files.isDirectory(file)) {
            throw problems.fatal(Position.START, "is a directory; name an organism file");
        }
        try (var in = Files.newInputStream(file)) {
            var text = YamlText.decode(in.readNBytes(YamlText.BYTES_MAX + 1), problems);
            return read(text, problems, withoutEnding(name), directory);
        } catch (IOException e) {
            throw problems.fatal(
                    Position.START,
                    "cannot be read (" + e + "); check that it exists and is yours");
        }
    }

    /// Read text as the file `organism.yaml` in a directory.
    /// @param baseDirectory where prompts named `file:…` are looked up
    /// @throws OrganismException when it has problems
    public static Organism parse(String yaml, Path baseDirectory) {
        var problems = new Problems(UNNAMED + ".yaml");
        YamlText.checkSize(yaml, problems);
        return read(yaml, problems, UNNAMED, baseDirectory);
    }

    /// The organism that runs where none is given: profiles `coding` and `researcher`.
    public static Organism builtIn() {
        try (var in = OrganismYaml.class.getResourceAsStream(BUILT_IN)) {
            return parse(text(in), Path.of(""));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Organism read(
            String text, Problems problems, String defaultName, Path baseDirectory) {
        var root = YamlText.compose(text, problems);
        var promptFiles = new PromptFiles(baseDirectory, problems);
        return new OrganismReader(problems, promptFiles, defaultName).read(root);
    }

    private static String text(@Nullable InputStream in) throws IOException {
        if (in == null) {
            throw new IllegalStateException(BUILT_IN + " is missing from the module; rebuild it");
        }
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }

    private static String withoutEnding(String fileName) {
        var name = fileName.replaceFirst("\\.ya?ml$", "");
        return name.isEmpty() ? UNNAMED : name;
    }
}
