package dev.bestcode.routing;

import dev.bestcode.api.embedding.TextIndex;
import dev.bestcode.api.message.SchemaValidator;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/// Finds the tool that fits a request and fills its form: rank, mask, select, fill, validate. What
/// comes out is advice; the call is dispatched as an ordinary message, which the table decides on
/// anew. Safe from any worker.
///
/// The mask comes in with each request and is asked for every tool that goes out: nothing that it
/// refuses is returned, filled or named.
public final class SemanticRouter {
    /// Below it nothing fits: 95 % of the right tools lie above, see `docs/routing.md`.
    public static final double FIT_MIN = 0.05;

    /// As many as a model reads through.
    private static final int HITS_MAX = 5;

    private final TextIndex index;
    private final FormFiller filler;
    private final Map<String, RoutedTool> tools = new ConcurrentHashMap<>();
    private final RequestMemory memory = new RequestMemory();

    private SemanticRouter(TextIndex index, FormFiller filler) {
        this.index = index;
        this.filler = filler;
    }

    /// A router that fills forms without a model.
    /// @param index empty, and the router's own from here on
    public static SemanticRouter over(TextIndex index, SchemaValidator validator) {
        return new SemanticRouter(index, FormFiller.of(validator, List.of()));
    }

    /// @param filler with models of the caller's
    public static SemanticRouter over(TextIndex index, FormFiller filler) {
        return new SemanticRouter(index, filler);
    }

    /// Whether a request may be sent to a model, to fill a form or to rank.
    boolean asksModels() {
        return filler.asksModels() || index.asksElsewhere();
    }

    /// Add a tool, or replace the one of that id; what was asked of it stays remembered.
    public void put(RoutedTool tool) {
        tools.put(tool.id(), tool);
        index.put(ToolText.entry(tool, memory.of(tool.id())));
    }

    public void remove(String id) {
        index.remove(id);
        tools.remove(id);
        memory.forget(id);
    }

    /// Note that a request was answered well by a tool, so that the next one like it finds it.
    /// Requests for a tool that is not there are left alone.
    public void remember(String id, String request) {
        tools.computeIfPresent(
                id,
                (_, tool) -> {
                    if (memory.add(id, request)) {
                        index.put(ToolText.entry(tool, memory.of(id)));
                    }
                    return tool;
                });
    }

    /// Rank and mask: the tools that the table holds, the nearest first, whether they fit or not.
    /// @param table whether it holds a tool of that id
    /// @param limit at most so many
    public List<Found.Hit> rank(String request, Predicate<String> table, int limit) {
        return index.search(request, table, limit).stream()
                .flatMap(match -> hit(match, table).stream())
                .toList();
    }

    /// Rank, mask, select.
    /// @param table whether it holds a tool of that id
    public Found find(String request, Predicate<String> table) {
        var hits = rank(request, table, HITS_MAX);
        var fitting = hits.stream().filter(hit -> hit.fit() >= FIT_MIN).toList();
        return fitting.isEmpty() ? new Found.Nothing(hits) : new Found.Tools(fitting);
    }

    /// Find the best tool and fill its form.
    /// @throws InterruptedException when the caller was interrupted while a model was asked
    public Routing route(String request, Predicate<String> table) throws InterruptedException {
        return switch (find(request, table)) {
            case Found.Nothing(var nearest) -> new Routing.Nothing(nearest);
            case Found.Tools(var hits) -> {
                var tool = hits.getFirst().tool();
                yield switch (filler.fill(tool, request)) {
                    case Form.Filled(var arguments, var by, var usage) ->
                            new Routing.Filled(tool, arguments, by, usage);
                    case Form.Unfilled(var problems, var usage) ->
                            new Routing.Unfilled(hits, problems, usage);
                };
            }
        };
    }

    /// An index may be anybody's; what it answers is masked again.
    private Optional<Found.Hit> hit(TextIndex.Match match, Predicate<String> table) {
        return Optional.ofNullable(tools.get(match.id()))
                .filter(tool -> table.test(tool.id()))
                .map(tool -> new Found.Hit(tool, match.fit()));
    }
}
