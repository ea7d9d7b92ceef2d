package dev.bestcode.benchmarks;

import dev.bestcode.librarian.WorkingSets;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/// A run of a made-up agent in a made-up project, so that a figure can be had without recordings
/// and without tuning to them.
///
/// The agent works through features of a few files each: it reads a file, changes lines of it, runs
/// the build, mends what the build names, and now and then goes back to a file of an earlier
/// feature, which it reads again or, as often, remembers. A need is a path, a name or a line in
/// what it does that some page before has.
final class MadeUpRun {
    private static final int FILES = 40;
    private static final int LINES_A_PAGE = 30;
    private static final int TURNS = 120;
    private static final int CHARS_A_TOKEN = 4;

    private record Line(String file, String name, String text) {}

    private final Random chance;
    private final List<List<Line>> files = new ArrayList<>();
    private final List<WorkingSets.Page> pages = new ArrayList<>();
    private final List<String> texts = new ArrayList<>();
    private final List<Integer> turnsOfPages = new ArrayList<>();
    private final List<Trajectory.Turn> turns = new ArrayList<>();
    private final Set<Integer> read = new LinkedHashSet<>();

    private MadeUpRun(long seed) {
        chance = new Random(seed);
        for (int file = 0; file < FILES; file++) {
            files.add(source(file));
        }
    }

    static List<Trajectory> runs(int count, long seed) {
        return IntStream.range(0, count).mapToObj(i -> run(seed * 1_000 + i)).toList();
    }

    private static Trajectory run(long seed) {
        var made = new MadeUpRun(seed);
        while (made.turns.size() < TURNS) {
            made.feature();
        }
        return new Trajectory("made-up-" + seed, made.pages, made.turns);
    }

    private List<Line> source(int file) {
        var path = "src/main/part%d/Thing%d.java".formatted(file % 7, file);
        int lines = 20 + chance.nextInt(120);
        return IntStream.range(0, lines)
                .mapToObj(
                        line -> {
                            var name = "thing%dStep%d".formatted(file, line);
                            return new Line(
                                    path,
                                    name,
                                    "    int %s = other%d.compute(value%d, %d);"
                                            .formatted(
                                                    name,
                                                    chance.nextInt(FILES),
                                                    chance.nextInt(50),
                                                    chance.nextInt(1_000)));
                        })
                .toList();
    }

    private void feature() {
        int first = chance.nextInt(FILES);
        for (int i = 0; i < 3; i++) {
            int file = (first + i * 11) % FILES;
            read(file);
            for (int edits = 1 + chance.nextInt(3); edits > 0; edits--) {
                edit(file);
            }
            build(file);
            edit(file);
        }
        // Something that was settled earlier is taken up again.
        var known = List.copyOf(read);
        int old = known.get(chance.nextInt(known.size()));
        if (chance.nextBoolean()) {
            read(old);
        }
        edit(old);
    }

    private void read(int file) {
        var lines = files.get(file);
        var observed = new ArrayList<String>();
        for (int from = 0; from < lines.size(); from += LINES_A_PAGE) {
            var page = new StringBuilder(lines.getFirst().file()).append('\n');
            lines.subList(from, Math.min(lines.size(), from + LINES_A_PAGE))
                    .forEach(line -> page.append(line.text()).append('\n'));
            observed.add(page.toString());
        }
        turn(List.of(lines.getFirst().file()), "read " + lines.getFirst().file(), observed);
        read.add(file);
    }

    private void edit(int file) {
        var lines = files.get(file);
        var line = lines.get(chance.nextInt(lines.size()));
        var other = lines.get(chance.nextInt(lines.size()));
        turn(
                List.of(line.file(), line.text().strip(), other.name()),
                "edit %s\n%s\n    int %s = %s + 1;\n"
                        .formatted(line.file(), line.text(), line.name(), other.name()),
                List.of("replaced 1 line of " + line.file() + "\n"));
    }

    private void build(int file) {
        var lines = files.get(file);
        var wrong = lines.get(chance.nextInt(lines.size()));
        turn(
                List.of(),
                "mvn -q test",
                List.of(
                        "%s: error: cannot find symbol %s\n%d tests run\n"
                                .formatted(wrong.file(), wrong.name(), chance.nextInt(500))));
    }

    private void turn(List<String> named, String action, List<String> observed) {
        int number = turns.size();
        turns.add(
                new Trajectory.Turn(
                        number,
                        named.stream()
                                .map(name -> need(number, name))
                                .filter(n -> !n.pages().isEmpty())
                                .toList()));
        add(number, true, action);
        observed.forEach(text -> add(number, false, text));
    }

    private Trajectory.Need need(int turn, String name) {
        var having = new BitSet();
        for (int page = 0; page < texts.size(); page++) {
            having.set(page, texts.get(page).contains(name));
        }
        int newest = having.isEmpty() ? turn : turnsOfPages.get(having.length() - 1);
        return new Trajectory.Need(name, having, turn - newest);
    }

    private void add(int turn, boolean said, String text) {
        pages.add(new WorkingSets.Page(turn, text.length() / CHARS_A_TOKEN + 1, said, text));
        texts.add(text);
        turnsOfPages.add(turn);
    }
}
