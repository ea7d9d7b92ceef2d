package dev.bestcode.tools;

import dev.bestcode.api.symbol.Symbol;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// How much a tree leans on each of its files and definitions: a file that mentions a name votes
/// for the files that define it, and a vote weighs as much as its file.
///
/// A name that many files define says little about which is meant, and is left out; one plain word
/// in lower case is as likely a local variable or a keyword, and counts for little. Votes grow with
/// the root of the mentions, so that one long file does not decide. Iterated to a fixed number of
/// rounds; in a fixed order, so the same index gives the same ranks.
/// @see "Page and others 1999, The PageRank Citation Ranking"
final class FileRanks {
    private static final double DAMPING = 0.85;
    private static final int ROUNDS = 30;

    /// Definitions of one name beyond which it names nothing in particular.
    private static final int DEFINERS_MAX = 8;

    /// Votes kept: 16 bytes each. A tree with more is ranked by its first ones.
    private static final int VOTES_MAX = 4_000_000;

    /// Of a name that stands in another definition.
    private static final double MEMBER = 0.2;

    /// Of a name that is one plain word.
    private static final double PLAIN_WORD = 0.05;

    private final List<IndexedFile> files;
    private final Map<String, Name> names = new HashMap<>();
    private final double[] ranks;
    private final Map<Definition, Double> scores = new HashMap<>();

    private record Definition(String path, String name) {}

    /// From one file for another, by a name.
    private static final class Votes {
        private final int[] starts;
        private int[] to = new int[1024];
        private float[] weights = new float[1024];
        private int size;

        private Votes(int files) {
            starts = new int[files + 1];
        }

        private void add(int file, float weight) {
            if (size == to.length) {
                to = Arrays.copyOf(to, 2 * size);
                weights = Arrays.copyOf(weights, 2 * size);
            }
            to[size] = file;
            weights[size++] = weight;
        }
    }

    private FileRanks(List<IndexedFile> files) {
        this.files = files;
        this.ranks = new double[files.size()];
    }

    static FileRanks of(IndexState state) {
        var ranks = new FileRanks(List.copyOf(state.files().values()));
        ranks.findNames();
        var votes = ranks.votes();
        ranks.iterate(votes);
        ranks.scoreDefinitions();
        return ranks;
    }

    /// A name, and the files that define it.
    /// @param weight of one mention
    private record Name(Set<Integer> files, double weight) {}

    private void findNames() {
        for (int file = 0; file < files.size(); file++) {
            for (var symbol : files.get(file).definitions()) {
                double weight = weight(symbol);
                if (weight > 0) {
                    names.merge(symbol.name(), new Name(Set.of(file), weight), FileRanks::joined);
                }
            }
        }
        names.values().removeIf(name -> name.files.size() > DEFINERS_MAX);
    }

    private static Name joined(Name known, Name more) {
        var all = new TreeSet<>(known.files);
        if (all.size() <= DEFINERS_MAX) { // else too many already
            all.addAll(more.files);
        }
        return new Name(all, Math.max(known.weight, more.weight));
    }

    /// What others cannot see gets no votes, and members share their names with those of libraries.
    private static double weight(Symbol symbol) {
        boolean hidden = symbol.signature().startsWith("private ");
        boolean plain = symbol.name().chars().allMatch(Character::isLowerCase);
        double kind =
                switch (symbol.kind()) {
                    case CLASS, INTERFACE, STRUCT, ENUM, TYPE, FUNCTION, MACRO, MODULE ->
                            symbol.scope().isEmpty() ? 1 : MEMBER;
                    case METHOD, CONSTANT, VARIABLE -> MEMBER;
                    case CONSTRUCTOR, FIELD, KEY -> 0;
                };
        return hidden ? 0 : kind * (plain ? PLAIN_WORD : 1);
    }

    private Votes votes() {
        var votes = new Votes(files.size());
        for (int file = 0; file < files.size(); file++) {
            int from = file;
            files.get(file)
                    .eachMention(
                            (name, count) -> {
                                var known = names.get(name);
                                if (known != null && votes.size < VOTES_MAX) {
                                    vote(votes, from, known, count);
                                }
                            });
            votes.starts[file + 1] = votes.size;
        }
        return votes;
    }

    private static void vote(Votes votes, int from, Name name, int count) {
        for (int to : name.files) {
            if (to != from) {
                votes.add(to, (float) weight(name, count));
            }
        }
    }

    /// Of one vote.
    private static double weight(Name name, int count) {
        return name.weight * Math.sqrt(count) / name.files.size();
    }

    private void iterate(Votes votes) {
        int count = files.size();
        Arrays.fill(ranks, 1.0 / Math.max(1, count));
        for (int round = 0; round < ROUNDS; round++) {
            var next = new double[count];
            double silent = 0; // those who vote for nobody vote for everybody
            for (int from = 0; from < count; from++) {
                double sum = sum(votes, from);
                silent += sum == 0 ? ranks[from] : 0;
                for (int i = votes.starts[from]; i < votes.starts[from + 1]; i++) {
                    next[votes.to[i]] += DAMPING * ranks[from] * votes.weights[i] / sum;
                }
            }
            for (int i = 0; i < count; i++) {
                ranks[i] = next[i] + (1 - DAMPING + DAMPING * silent) / count;
            }
        }
    }

    private static double sum(Votes votes, int from) {
        double sum = 0;
        for (int i = votes.starts[from]; i < votes.starts[from + 1]; i++) {
            sum += votes.weights[i];
        }
        return sum;
    }

    /// A definition's share is what its own name brought to its file.
    private void scoreDefinitions() {
        for (int file = 0; file < files.size(); file++) {
            int from = file;
            var votes = new TreeMap<String, Double>();
            files.get(file)
                    .eachMention(
                            (name, count) -> {
                                var known = names.get(name);
                                if (known != null && !known.files.equals(Set.of(from))) {
                                    votes.put(name, weight(known, count));
                                }
                            });
            double sum = votes.values().stream().mapToDouble(vote -> vote).sum();
            votes.forEach((name, vote) -> score(name, from, ranks[from] * vote / sum));
        }
    }

    private void score(String name, int from, double share) {
        var known = names.get(name);
        if (known != null) {
            known.files.stream()
                    .filter(to -> to != from)
                    .map(to -> new Definition(files.get(to).path(), name))
                    .forEach(definition -> scores.merge(definition, share, Double::sum));
        }
    }

    /// By path; all together are 1.
    Map<String, Double> files() {
        var byPath = new HashMap<String, Double>();
        for (int i = 0; i < ranks.length; i++) {
            byPath.put(files.get(i).path(), ranks[i]);
        }
        return byPath;
    }

    /// What others' mentions of it bring to its file; 0 when nobody mentions it.
    double score(String path, String name) {
        return scores.getOrDefault(new Definition(path, name), 0.0);
    }
}
