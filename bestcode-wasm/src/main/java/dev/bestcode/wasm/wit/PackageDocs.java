package dev.bestcode.wasm.wit;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonException;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.json.JsonString;
import dev.bestcode.api.json.JsonValue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The documentation in a component: its section `package-docs`, a byte of the version and JSON.
/// What cannot be read is no documentation and no error, because nothing depends on it.
public final class PackageDocs {
    public static final String SECTION = "package-docs";

    /// 0, and 1 which added gates.
    private static final int VERSION_MAX = 1;

    /// Of one text, so that a description cannot fill a prompt.
    private static final int DOCS_CHARACTERS_MAX = 4_000;

    private final JsonObject root;

    private PackageDocs(JsonObject root) {
        this.root = root;
    }

    public static PackageDocs none() {
        return new PackageDocs(JsonObject.EMPTY);
    }

    public static PackageDocs read(byte[] section) {
        if (section.length == 0 || section[0] < 0 || section[0] > VERSION_MAX) {
            return none();
        }
        try {
            return Json.parse(Arrays.copyOfRange(section, 1, section.length))
                            instanceof JsonObject object
                    ? new PackageDocs(object)
                    : none();
        } catch (JsonException e) {
            return none();
        }
    }

    /// Of the only world that is documented: a component is one.
    public Scope world() {
        return new Scope(objects("worlds"));
    }

    /// Of an interface, by its name in the package or in a world.
    public Scope in(String name) {
        var found = new ArrayList<JsonObject>();
        named(root, "interfaces", name).ifPresent(found::add);
        for (var world : objects("worlds")) {
            named(world, "interfaces", name).ifPresent(found::add);
            named(world, "interface_exports", name).ifPresent(found::add);
        }
        return new Scope(found);
    }

    private List<JsonObject> objects(String member) {
        return root.object(member).stream()
                .flatMap(all -> all.members().values().stream())
                .filter(JsonObject.class::isInstance)
                .map(JsonObject.class::cast)
                .toList();
    }

    private static Optional<JsonObject> named(JsonObject in, String member, String name) {
        return in.object(member).flatMap(all -> all.object(name));
    }

    /// The documentation of one interface or world; empty texts where there is none.
    public static final class Scope {
        private final List<JsonObject> places;

        private Scope(List<JsonObject> places) {
            this.places = places;
        }

        public String itself() {
            return first(place -> place.get("docs"));
        }

        public String function(String name) {
            var docs = first(place -> of(place, "func_exports", name));
            return docs.isEmpty() ? first(place -> of(place, "funcs", name)) : docs;
        }

        public String type(String name) {
            return first(place -> of(place, "types", name));
        }

        /// Of a field, case or flag.
        public String member(String type, String name) {
            return first(
                    place -> named(place, "types", type).flatMap(one -> of(one, "items", name)));
        }

        private static Optional<JsonValue> of(JsonObject place, String member, String name) {
            return place.object(member).flatMap(all -> all.get(name));
        }

        private interface Finder {
            Optional<JsonValue> in(JsonObject place);
        }

        private String first(Finder finder) {
            return places.stream()
                    .map(finder::in)
                    .flatMap(Optional::stream)
                    .map(Scope::text)
                    .filter(text -> !text.isEmpty())
                    .findFirst()
                    .orElse("");
        }

        private static String text(JsonValue value) {
            return switch (value) {
                case JsonString(var text) -> shown(text);
                case JsonObject object -> shown(object.string("docs").orElse(""));
                default -> "";
            };
        }

        /// Without what changes how a text looks, and not too long.
        private static String shown(String text) {
            var clean = new StringBuilder();
            text.strip()
                    .codePoints()
                    .limit(DOCS_CHARACTERS_MAX)
                    .map(one -> Lexer.deceives(one) || one == '\r' ? ' ' : one)
                    .forEach(clean::appendCodePoint);
            return clean.toString().strip();
        }
    }
}
