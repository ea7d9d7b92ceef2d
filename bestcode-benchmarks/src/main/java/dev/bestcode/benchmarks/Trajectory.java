package dev.bestcode.benchmarks;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonNumber;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.librarian.WorkingSets;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.zip.GZIPInputStream;

/// A run as pages, with what each turn needs of earlier pages.
record Trajectory(String id, List<WorkingSets.Page> pages, List<Turn> turns) {
    private static final String ENDING = ".json.gz";

    /// @param needs what this turn names that some page before it has
    record Turn(int number, List<Need> needs) {}

    /// One thing that a turn needs: a path, an identifier, or a line to be changed.
    /// @param text as the turn says it
    /// @param pages each of which has it
    /// @param age turns since the newest of them
    record Need(String text, BitSet pages, int age) {
        /// Whether it is there to be read: in a whole page that has it, or letter for letter in
        /// what is shown of others.
        boolean metBy(WorkingSets.View view) {
            return pages.intersects(view.whole())
                    || view.folds().stream().anyMatch(fold -> fold.contains(text));
        }
    }

    static List<Trajectory> readAll(Path folder) {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(ENDING))
                    .sorted()
                    .map(Trajectory::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read runs in " + folder, e);
        }
    }

    private static Trajectory read(Path file) {
        try (var in = new GZIPInputStream(Files.newInputStream(file))) {
            var run = Json.parseObject(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            return new Trajectory(
                    name(file),
                    objects(run, "pages").stream().map(Trajectory::page).toList(),
                    objects(run, "turns").stream().map(Trajectory::turn).toList());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    private static String name(Path file) {
        return file.getFileName().toString().replace(ENDING, "");
    }

    private static List<JsonObject> objects(JsonObject json, String name) {
        return json.requireArray(name).values().stream().map(JsonObject.class::cast).toList();
    }

    private static WorkingSets.Page page(JsonObject page) {
        return new WorkingSets.Page(
                page.requireInt("turn"),
                page.requireInt("tok"),
                page.requireString("kind").equals("action"),
                page.requireString("text"));
    }

    private static Turn turn(JsonObject turn) {
        return new Turn(
                turn.requireInt("turn"),
                objects(turn, "needs").stream().map(Trajectory::need).toList());
    }

    private static Need need(JsonObject need) {
        var pages = new BitSet();
        need.requireArray("prov").values().stream()
                .map(JsonNumber.class::cast)
                .forEach(page -> pages.set((int) page.asLong().orElseThrow()));
        return new Need(need.requireString("a"), pages, need.requireInt("age"));
    }

    /// By its name alone, so that the halves stay what they are when runs are added.
    boolean isHeldOut() {
        return (Sha256.of(id.getBytes(StandardCharsets.UTF_8)).toByteArray()[0] & 1) == 1;
    }

    /// How many pages stand before a turn.
    int pagesBefore(int turn) {
        return (int) pages.stream().filter(page -> page.turn() < turn).count();
    }
}
