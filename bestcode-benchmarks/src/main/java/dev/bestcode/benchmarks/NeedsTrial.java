package dev.bestcode.benchmarks;

import dev.bestcode.librarian.WorkingSets;

import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// Which share of needs a way of choosing pages meets.
/// @param all percent of all needs
/// @param old percent of those whose newest page is more than five turns old
record NeedsTrial(double all, double old, int needs) {
    private static final int OLD_TURNS = 5;

    /// As the pages of runs are counted.
    private static final int CHARS_A_TOKEN = 4;

    /// A way of choosing pages for a turn.
    interface Choice {
        /// @param turn its needs are for the clairvoyant alone
        /// @return what is in view of pages before the turn, of at most `tokens` together
        WorkingSets.View choose(Trajectory run, Trajectory.Turn turn, int tokens);
    }

    static NeedsTrial of(Choice choice, List<Trajectory> runs, int tokens) {
        int[] met = new int[2];
        int[] asked = new int[2];
        for (var run : runs) {
            for (var turn : run.turns()) {
                if (!turn.needs().isEmpty()) {
                    var shown = choice.choose(run, turn, tokens);
                    check(run, turn, shown, tokens);
                    for (var need : turn.needs()) {
                        for (int i = 0; i < (need.age() > OLD_TURNS ? 2 : 1); i++) {
                            asked[i]++;
                            met[i] += need.metBy(shown) ? 1 : 0;
                        }
                    }
                }
            }
        }
        return new NeedsTrial(percent(met[0], asked[0]), percent(met[1], asked[1]), asked[0]);
    }

    private static void check(
            Trajectory run, Trajectory.Turn turn, WorkingSets.View view, int tokens) {
        long cost = view.whole().stream().mapToLong(page -> run.pages().get(page).tokens()).sum();
        cost += view.folds().stream().mapToLong(fold -> fold.length() / CHARS_A_TOKEN + 1).sum();
        if (cost > tokens || view.whole().length() > run.pagesBefore(turn.number())) {
            throw new IllegalStateException(
                    "a choice for turn %d of %s is not allowed".formatted(turn.number(), run.id()));
        }
    }

    private static double percent(int part, int whole) {
        return whole == 0 ? 100 : 100.0 * part / whole;
    }

    /// The newest pages.
    static WorkingSets.View recency(Trajectory run, Trajectory.Turn turn, int tokens) {
        int before = run.pagesBefore(turn.number());
        return fill(run, IntStream.range(0, before).mapToObj(i -> before - 1 - i).toList(), tokens);
    }

    /// The pages used last, by the needs of the turns before: it is told what it cannot know
    /// itself.
    static WorkingSets.View leastRecentlyUsedLeaves(
            Trajectory run, Trajectory.Turn turn, int tokens) {
        int before = run.pagesBefore(turn.number());
        var used =
                run.pages().subList(0, before).stream().mapToInt(WorkingSets.Page::turn).toArray();
        for (var earlier : run.turns()) {
            if (earlier.number() < turn.number()) {
                for (var need : earlier.needs()) {
                    need.pages().stream()
                            .filter(page -> page < before)
                            .forEach(page -> used[page] = Math.max(used[page], earlier.number()));
                }
            }
        }
        var order =
                IntStream.range(0, before)
                        .boxed()
                        .sorted(
                                Comparator.comparingInt((Integer page) -> -used[page])
                                        .thenComparing(Comparator.reverseOrder()))
                        .toList();
        return fill(run, order, tokens);
    }

    /// The page that meets the most needs of this very turn for its cost, one after the other.
    static WorkingSets.View clairvoyant(Trajectory run, Trajectory.Turn turn, int tokens) {
        var shown = new BitSet();
        int left = tokens;
        while (true) {
            int best = -1;
            double most = 0;
            for (int page = 0; page < run.pagesBefore(turn.number()); page++) {
                int cost = run.pages().get(page).tokens();
                int candidate = page;
                double met =
                        turn.needs().stream()
                                .filter(
                                        need ->
                                                !need.pages().intersects(shown)
                                                        && need.pages().get(candidate))
                                .count();
                if (cost <= left && met / cost > most) {
                    most = met / cost;
                    best = page;
                }
            }
            if (best < 0) {
                return whole(shown);
            }
            shown.set(best);
            left -= run.pages().get(best).tokens();
        }
    }

    /// What the librarian keeps.
    static WorkingSets.View librarian(Trajectory run, Trajectory.Turn turn, int tokens) {
        return WorkingSets.view(before(run, turn), turn.number(), tokens, CHARS_A_TOKEN);
    }

    /// What it would keep of whole pages alone.
    static WorkingSets.View wholePages(Trajectory run, Trajectory.Turn turn, int tokens) {
        return whole(WorkingSets.choose(before(run, turn), turn.number(), tokens));
    }

    private static List<WorkingSets.Page> before(Trajectory run, Trajectory.Turn turn) {
        return run.pages().subList(0, run.pagesBefore(turn.number()));
    }

    private static WorkingSets.View fill(Trajectory run, List<Integer> order, int tokens) {
        var shown = new BitSet();
        int left = tokens;
        for (int page : order) {
            left -= run.pages().get(page).tokens();
            if (left < 0) {
                return whole(shown);
            }
            shown.set(page);
        }
        return whole(shown);
    }

    private static WorkingSets.View whole(BitSet pages) {
        return new WorkingSets.View(pages, List.of());
    }
}
