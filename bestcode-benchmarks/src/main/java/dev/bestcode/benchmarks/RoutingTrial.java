package dev.bestcode.benchmarks;

import dev.bestcode.api.embedding.EmbeddingProvider;
import dev.bestcode.api.embedding.TextIndex;
import dev.bestcode.api.embedding.TextIndex.Entry;
import dev.bestcode.api.embedding.TextIndex.Field;
import dev.bestcode.api.embedding.TextIndex.Match;
import dev.bestcode.embedding.LexicalIndex;
import dev.bestcode.embedding.SubwordEmbedding;
import dev.bestcode.embedding.TfIdfEmbedding;
import dev.bestcode.embedding.VectorIndex;
import dev.bestcode.routing.RoutedTool;
import dev.bestcode.routing.SemanticRouter;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;

/// One set, ranked by each method.
final class RoutingTrial {
    /// Deep enough to have ten names when some come several times.
    private static final int DEPTH = 150;

    /// How many remembered requests a tool may have.
    private static final int REMEMBERED_MAX = 4;

    private final RoutingSet set;
    private final Map<String, String> names;
    private final Map<String, RoutedTool> tools = new HashMap<>();
    private final Map<String, List<RoutingSet.Request>> requestsOf = new HashMap<>();
    private final SemanticRouter router = router();

    RoutingTrial(RoutingSet set) {
        this.set = set;
        this.names = set.names();
        set.tools().forEach(tool -> tools.put(tool.id(), tool));
        set.requests()
                .forEach(
                        request ->
                                request.relevant()
                                        .forEach(
                                                tool ->
                                                        requestsOf
                                                                .computeIfAbsent(
                                                                        tool,
                                                                        _ -> new ArrayList<>())
                                                                .add(request)));
        set.tools().forEach(router::put);
    }

    /// Plain TF-IDF of the descriptions, as the predecessor had it.
    RankScores plain(IntPredicate halves) {
        var corpus = set.tools().stream().map(RoutedTool::description).toList();
        return vectors(TfIdfEmbedding.of(corpus), RoutedTool::description, halves);
    }

    /// Hashed stems and runs of letters of name and description.
    RankScores subwords(IntPredicate halves) {
        return vectors(
                SubwordEmbedding.create(), tool -> tool.name() + " " + tool.description(), halves);
    }

    /// The router without a memory.
    RankScores router(IntPredicate halves) {
        return scores(request -> ranked(request), halves);
    }

    /// The router in which every tool remembers up to four requests, never the one that is asked.
    RankScores remembering(IntPredicate halves) {
        requestsOf.keySet().forEach(tool -> remember(tool, ""));
        try {
            return scores(
                    request -> {
                        request.relevant().forEach(tool -> remember(tool, request.id()));
                        var ranked = ranked(request);
                        request.relevant().forEach(tool -> remember(tool, ""));
                        return ranked;
                    },
                    halves);
        } finally {
            requestsOf.keySet().forEach(this::forget);
        }
    }

    /// How well the best of a request's candidates fits.
    OptionalDouble fit(RoutingSet.Request request) {
        return router.rank(request.text(), request.candidates()::contains, 1).stream()
                .mapToDouble(hit -> hit.fit())
                .max();
    }

    private void remember(String tool, String except) {
        forget(tool);
        requestsOf.getOrDefault(tool, List.of()).stream()
                .filter(request -> !request.id().equals(except))
                .limit(REMEMBERED_MAX)
                .forEach(request -> router.remember(tool, request.text()));
    }

    private void forget(String tool) {
        router.remove(tool);
        router.put(tools.getOrDefault(tool, set.tools().getFirst()));
    }

    private List<String> ranked(RoutingSet.Request request) {
        return router.rank(request.text(), _ -> true, DEPTH).stream()
                .map(hit -> hit.tool().id())
                .toList();
    }

    private RankScores vectors(
            EmbeddingProvider provider, Function<RoutedTool, String> text, IntPredicate halves) {
        TextIndex index = VectorIndex.over(provider);
        set.tools()
                .forEach(
                        tool ->
                                index.put(
                                        new Entry(
                                                tool.id(),
                                                List.of(new Field(text.apply(tool), 1)),
                                                List.of())));
        return scores(
                request ->
                        index.search(request.text(), _ -> true, DEPTH).stream()
                                .map(Match::id)
                                .toList(),
                halves);
    }

    private RankScores scores(
            Function<RoutingSet.Request, List<String>> ranking, IntPredicate halves) {
        var sum = new RankScores.Sum();
        for (var request : set.requests()) {
            if (!request.relevant().isEmpty() && halves.test(request.half())) {
                var right = request.relevant().stream().map(this::name).collect(Collectors.toSet());
                sum.add(
                        ranking.apply(request).stream()
                                .map(this::name)
                                .distinct()
                                .limit(RankScores.DEPTH)
                                .toList(),
                        right);
            }
        }
        return sum.scores();
    }

    private String name(String id) {
        return names.getOrDefault(id, id);
    }

    private static SemanticRouter router() {
        return SemanticRouter.over(new LexicalIndex(), (_, _) -> List.of());
    }
}
