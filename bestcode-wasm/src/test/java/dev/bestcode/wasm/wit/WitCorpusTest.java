package dev.bestcode.wasm.wit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonArray;
import dev.bestcode.api.json.JsonNumber;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.wasm.WasmException;
import dev.bestcode.wasm.WitPackage;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Packages that others wrote to try parsers with, from the folder that `bestcode.wit` names: that
/// of wasm-tools is `crates/wit-parser/tests/ui`. Those in its `parse-fail` are wrong, the others
/// are right.
class WitCorpusTest {
    private static final Set<String> FEATURES = Set.of("active");

    /// It keeps a dependency in the assembler's text, which is not read.
    private static final String ASSEMBLER = "kinds-of-deps";

    @Test
    void everyValidPackageResolvesToTheWorldsItsAuthorsWrote() throws IOException {
        var wrong = new ArrayList<String>();
        int worlds = 0;
        var packages = packages(folder());
        for (var path : packages) {
            try {
                var read = WitPackage.read(path, FEATURES);
                var expected = expected(path);
                for (var world : read.worlds()) {
                    worlds++;
                    if (!expected.contains(line(world))) {
                        wrong.add(
                                path.getFileName() + ": " + line(world) + " is not in " + expected);
                    }
                }
            } catch (WasmException e) {
                if (!path.endsWith(ASSEMBLER)) {
                    wrong.add(e.getMessage());
                }
            }
        }
        System.out.println("valid packages: " + packages.size() + ", their worlds: " + worlds);
        assertThat(wrong).isEmpty();
    }

    @Test
    void everyPrintedPackageReadsAsTheSame() throws IOException {
        int files = 0;
        for (var path : packages(folder())) {
            for (var file : witFiles(path)) {
                var parsed = WitParser.parse(file.toString(), Files.readString(file));
                assertThat(WitParser.parse("printed", WitPrinter.print(parsed)))
                        .as("%s", file)
                        .isEqualTo(parsed);
                files++;
            }
        }
        System.out.println("files printed and read again: " + files);
    }

    @Test
    void everyWrongPackageIsRefused() throws IOException {
        var accepted = new ArrayList<Path>();
        var packages = packages(folder().resolve("parse-fail"));
        for (var path : packages) {
            try {
                WitPackage.read(path, FEATURES);
                accepted.add(path.getFileName());
            } catch (WasmException e) {
                if (Boolean.getBoolean("bestcode.wit.show")) {
                    System.out.println(e.getMessage());
                }
            }
        }
        System.out.println("wrong packages: " + packages.size());
        assertThat(accepted).isEmpty();
    }

    private static Path folder() {
        var folder = System.getProperty("bestcode.wit", "");
        assumeTrue(
                !folder.isEmpty() && Files.isDirectory(Path.of(folder)),
                "no corpus: -Dbestcode.wit=FOLDER, such as crates/wit-parser/tests/ui of wasm-tools");
        return Path.of(folder);
    }

    private static List<Path> packages(Path folder) throws IOException {
        try (var entries = Files.list(folder)) {
            var packages =
                    entries.filter(
                                    path ->
                                            path.toString().endsWith(".wit")
                                                    || (Files.isDirectory(path)
                                                            && !path.endsWith("parse-fail")))
                            .sorted()
                            .toList();
            assertThat(packages).as("packages in " + folder).isNotEmpty();
            return packages;
        }
    }

    private static List<Path> witFiles(Path path) throws IOException {
        try (var files = Files.walk(path)) {
            return files.filter(file -> file.toString().endsWith(".wit"))
                    .filter(Files::isRegularFile)
                    .toList();
        }
    }

    /// The dump beside a package, in the same form.
    private static Set<String> expected(Path path) throws IOException {
        var name = path.getFileName().toString();
        var dump = path.resolveSibling(name.endsWith(".wit") ? name + ".json" : name + ".wit.json");
        var json = Json.parseObject(Files.readString(dump));
        var lines = new TreeSet<String>();
        for (var world : objects(json, "worlds")) {
            var id = id(json, world);
            lines.add(
                    line(
                            new WitPackage.World(
                                    id,
                                    keys(json, world, "imports"),
                                    keys(json, world, "exports"))));
        }
        return lines;
    }

    private static String line(WitPackage.World world) {
        return "%s %s %s"
                .formatted(
                        world.name(),
                        new TreeSet<>(world.imports()),
                        new TreeSet<>(world.exports()));
    }

    private static List<String> keys(JsonObject json, JsonObject world, String side) {
        var keys = new ArrayList<String>();
        var entries = (JsonObject) world.get(side).orElse(JsonObject.EMPTY);
        entries.members()
                .forEach(
                        (key, value) ->
                                keys.add(
                                        key.startsWith("interface-")
                                                ? interfaceId(json, (JsonObject) value)
                                                : key));
        return keys;
    }

    private static String interfaceId(JsonObject json, JsonObject value) {
        var reference = (JsonObject) value.get("interface").orElseThrow();
        return id(json, objects(json, "interfaces").get(number(reference, "id")));
    }

    private static String id(JsonObject json, JsonObject item) {
        var in = objects(json, "packages").get(number(item, "package"));
        var name = in.string("name").orElseThrow();
        int at = name.indexOf('@');
        return (at < 0 ? name : name.substring(0, at))
                + "/"
                + item.string("name").orElseThrow()
                + (at < 0 ? "" : name.substring(at));
    }

    private static int number(JsonObject object, String name) {
        return Integer.parseInt(((JsonNumber) object.get(name).orElseThrow()).lexeme());
    }

    private static List<JsonObject> objects(JsonObject json, String name) {
        return ((JsonArray) json.get(name).orElseThrow())
                .values().stream().map(JsonObject.class::cast).toList();
    }
}
