package dev.bestcode.organism;

import dev.bestcode.api.organism.EmbeddingSpec;
import dev.bestcode.api.organism.HookSpec;
import dev.bestcode.api.organism.Organism;

import java.net.URI;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads an organism: its file and what that imports. Each part reports its own mistakes and goes
/// on, so that one reading finds them all.
final class OrganismReader {
    private static final String FILE_PREFIX = "file:";

    private final Session session;
    private final Declarations declared = new Declarations();
    private final Set<Path> imported = new HashSet<>();
    private final Map<String, Declarations.Place> places = new LinkedHashMap<>();

    OrganismReader(Session session) {
        this.session = session;
    }

    /// @return what could be read; whether that is all, the report says
    Optional<Organism> read(Source source) {
        var file = session.fields(source, Vocabulary.FILE);
        file.ifPresent(fields -> read(source, fields));
        var hooks =
                file.map(new HookReader(new Scope(session, source, declared))::read)
                        .orElse(List.of());
        declared.check();
        return file.map(fields -> organism(source, fields, hooks));
    }

    /// Where the keys of listeners and profiles stand, such as `profiles.coding.network`.
    Map<String, Declarations.Place> places() {
        return places;
    }

    private void read(Source source, Fields file) {
        declare(source, file);
        var profiles = new ProfileReader(new Scope(session, source, declared));
        file.fields("profiles")
                .ifPresent(
                        all ->
                                all.byName()
                                        .forEach(
                                                (name, field) -> {
                                                    if (field.value() instanceof Fields profile) {
                                                        placed("profiles." + name, source, profile);
                                                        declared.profile(
                                                                profiles.read(name, profile));
                                                    }
                                                }));
    }

    private Organism organism(Source source, Fields file, List<HookSpec> hooks) {
        var name = file.fields("organism").flatMap(block -> block.text("name"));
        return new Organism(
                name.orElse(source.name()),
                declared.prompts(),
                declared.listeners(),
                declared.profiles(),
                file.fields("embedding").flatMap(OrganismReader::embedding),
                hooks);
    }

    /// Empty when something in it was reported.
    private static Optional<EmbeddingSpec> embedding(Fields block) {
        var url = block.text("url");
        var model = block.text("model");
        var dimensions = block.whole("dimensions");
        return url.isPresent() && model.isPresent() && dimensions.isPresent()
                ? Optional.of(
                        new EmbeddingSpec(
                                URI.create(url.get()),
                                model.get(),
                                dimensions.getAsInt(),
                                block.amount("fit").orElse(EmbeddingSpec.FIT_DEFAULT)))
                : Optional.empty();
    }

    /// What a file imports, then what it says itself.
    private void declare(Source source, Fields file) {
        var scope = new Scope(session, source, declared);
        file.texts("imports").forEach(name -> addImport(scope, name));
        file.fields("prompts")
                .ifPresent(
                        all -> all.byName().forEach((name, field) -> prompt(scope, name, field)));
        var listeners = new ListenerReader(scope);
        for (var listener : file.blocks("listeners")) {
            listener.text("name").ifPresent(name -> placed("listeners." + name, source, listener));
            listeners.read(listener);
        }
    }

    private void placed(String path, Source source, Fields fields) {
        fields.byName()
                .forEach(
                        (key, field) ->
                                places.putIfAbsent(
                                        path + "." + key,
                                        new Declarations.Place(source.problems(), field.key())));
    }

    /// A file that is imported twice, by two others, is read once.
    private void addImport(Scope scope, Value.Text name) {
        var directory = scope.source().directory();
        try {
            var real = session.files.locate(directory, name.text());
            if (session.isOpen(real) || imported.add(real)) {
                session.read(
                        directory,
                        name.text(),
                        source -> {
                            session.fields(source, Vocabulary.IMPORTED)
                                    .ifPresent(file -> declare(source, file));
                            return Optional.empty();
                        });
            }
        } catch (RefusedFile refused) {
            scope.report(
                    name.at(),
                    "import %s %s".formatted(Shown.quoted(name.text()), refused.reason()));
        }
    }

    private void prompt(Scope scope, String name, Fields.Field field) {
        if (field.value() instanceof Value.Text text) {
            declared.prompt(scope.place(field.key()), name, promptText(scope, text));
        }
    }

    private Optional<String> promptText(Scope scope, Value.Text prompt) {
        if (!prompt.text().startsWith(FILE_PREFIX)) {
            return Optional.of(prompt.text());
        }
        var name = prompt.text().substring(FILE_PREFIX.length());
        try {
            return Optional.of(session.files.readText(scope.source().directory(), name));
        } catch (RefusedFile refused) {
            scope.report(
                    prompt.at(),
                    "prompt file %s %s".formatted(Shown.quoted(name), refused.reason()));
            return Optional.empty();
        }
    }
}
