package dev.bestcode.librarian;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/// Chooses what folded exchanges keep in their own words.
final class Keeping {
    private record At(int source, int place, Snippet snippet) {}

    private final List<List<Snippet>> sources;
    private final Weights weights;
    private final List<At> all = new ArrayList<>();
    private final List<BitSet> kept = new ArrayList<>();
    private int left;

    /// @param sources of each exchange what it may keep, the oldest exchange first
    Keeping(List<List<Snippet>> sources, Weights weights, int bytes) {
        this.sources = sources;
        this.weights = weights;
        this.left = bytes;
        for (int source = 0; source < sources.size(); source++) {
            var snippets = sources.get(source);
            for (int place = 0; place < snippets.size(); place++) {
                all.add(new At(source, place, snippets.get(place)));
            }
            kept.add(new BitSet());
        }
    }

    /// Of each source, in its order.
    List<List<Snippet>> kept() {
        new Greedy(this::worth, at -> cost(all.get(at)) <= left, this::take).takeOf(all.size());
        var lists = new ArrayList<List<Snippet>>();
        for (int source = 0; source < sources.size(); source++) {
            lists.add(kept.get(source).stream().mapToObj(sources.get(source)::get).toList());
        }
        return lists;
    }

    private double worth(int at) {
        var snippet = all.get(at).snippet();
        return weights.news(snippet.terms()) / (snippet.bytes() + Snippet.BYTES_EACH);
    }

    private int cost(At at) {
        return at.snippet().bytes() + (kept.get(at.source()).isEmpty() ? Snippet.HEAD_BYTES : 0);
    }

    private void take(int position) {
        var at = all.get(position);
        left -= cost(at);
        kept.get(at.source()).set(at.place());
        weights.show(at.snippet().terms());
    }
}
