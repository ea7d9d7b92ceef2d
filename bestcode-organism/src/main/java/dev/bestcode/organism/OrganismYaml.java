package dev.bestcode.organism;

import dev.bestcode.api.organism.Organism;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;

/// Reads organism files. Strict: whatever is not understood is a problem, and all problems are
/// reported at once. Plain scalars have the types of YAML 1.2's core schema, so `yes` and `on` are
/// text. Stateless and safe from any worker.
///
/// Files that an organism names (imports, prompts, components, organisms) are looked up beside the
/// file that names them, and never outside the project.
public final class OrganismYaml {
    /// Name of an organism, and of its file in messages, where neither is known.
    static final String UNNAMED = "organism";

    private static final String BUILT_IN = "default.yaml";
    private static final String STARTER = "starter.yaml";
    private static final String SCHEMA = "organism.schema.json";

    private OrganismYaml() {}

    /// Read a file; its directory is the project.
    /// @throws OrganismException when it cannot be read, or has problems
    public static Organism read(Path file) {
        return open(file).organism();
    }

    /// Read a file and where it says what; its directory is the project.
    /// @throws OrganismException when it cannot be read, or has problems
    public static OrganismFile open(Path file) {
        return open(file, ProjectFiles.real(directory(file)));
    }

    /// Read a file of a project and where it says what. What lies outside the project has its own
    /// directory as the project.
    /// @throws OrganismException when it cannot be read, or has problems
    public static OrganismFile open(Path file, Path project) {
        var directory = ProjectFiles.real(directory(file));
        boolean inside = directory.startsWith(ProjectFiles.real(project));
        var shownDirectory = file.getParent() == null ? Path.of("") : file.getParent();
        var session = new Session(inside ? project : directory, directory, shownDirectory);
        var problems = session.report.of(file.toString());
        try {
            var text = text(file, problems);
            session.begin(ProjectFiles.real(file), file.toString());
            return read(new Source(problems, directory, text, Source.nameOf(file)), session);
        } catch (StopReading _) {
            session.report.throwIfAny();
            throw new IllegalStateException("reading stopped without a problem; report this");
        }
    }

    private static Path directory(Path file) {
        var directory = file.toAbsolutePath().getParent();
        return directory == null ? file.toAbsolutePath() : directory;
    }

    private static String text(Path file, Problems problems) {
        if (Files.isDirectory(file)) {
            throw problems.fatal(Position.START, "is a directory; name an organism file");
        }
        try (var in = Files.newInputStream(file)) {
            return YamlText.decode(in.readNBytes(YamlText.BYTES_MAX + 1), problems);
        } catch (NoSuchFileException e) {
            throw problems.fatal(
                    Position.START, "there is no such file; check the spelling of its path");
        } catch (AccessDeniedException e) {
            throw problems.fatal(Position.START, "you may not read it; check who owns it");
        } catch (IOException e) {
            throw problems.fatal(Position.START, "cannot be read (" + e + ")");
        }
    }

    /// Read text as the file `organism.yaml` in a directory, which is the project.
    /// @throws OrganismException when it has problems
    public static Organism parse(String yaml, Path directory) {
        var real = ProjectFiles.real(directory);
        var session = new Session(real, real, Path.of(""));
        var problems = session.report.of(UNNAMED + ".yaml");
        try {
            YamlText.checkSize(yaml, problems);
            return read(new Source(problems, real, yaml, UNNAMED), session).organism();
        } catch (StopReading _) {
            session.report.throwIfAny();
            throw new IllegalStateException("reading stopped without a problem; report this");
        }
    }

    private static OrganismFile read(Source source, Session session) {
        var reader = new OrganismReader(session);
        var organism = reader.read(source);
        session.report.throwIfAny();
        var places = new LinkedHashMap<String, String>();
        reader.places().forEach((path, place) -> places.put(path, place.toString()));
        return new OrganismFile(organism.orElseThrow(), places);
    }

    /// The organism that runs where none is given: profiles `coding` and `researcher`.
    public static Organism builtIn() {
        return parse(resource(BUILT_IN), Path.of(""));
    }

    /// A file to start from, with remarks.
    public static String starter() {
        return resource(STARTER);
    }

    /// The JSON Schema (2020-12) of an organism file, for editors. It holds everything of the
    /// format but what stands in other places: whether a name that is used is declared.
    public static String schema() {
        return resource(SCHEMA);
    }

    private static String resource(String name) {
        try (var in = OrganismYaml.class.getResourceAsStream(name)) {
            return text(name, in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(String name, @Nullable InputStream in) throws IOException {
        if (in == null) {
            throw new IllegalStateException(name + " is missing from the module; rebuild it");
        }
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
}
