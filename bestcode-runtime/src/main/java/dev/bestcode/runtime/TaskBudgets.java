package dev.bestcode.runtime;

import dev.bestcode.api.control.AgentTask;
import dev.bestcode.api.control.Prices;
import dev.bestcode.api.control.TaskBudget;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.message.Allowance;
import dev.bestcode.api.message.Left;
import dev.bestcode.api.organism.AgentSpec;
import dev.bestcode.api.organism.BudgetSpec;
import dev.bestcode.api.organism.CallableSpec;
import dev.bestcode.api.organism.ListenerSpec;
import dev.bestcode.api.organism.Organism;
import dev.bestcode.api.organism.ProfileSpec;
import dev.bestcode.pipeline.Budgets;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/// What tasks may spend: the smallest of what their agent, their profile and they themselves say,
/// and where nobody says anything, a default that is never unlimited.
final class TaskBudgets implements Budgets {
    /// Where the price is known and nobody says otherwise.
    private static final long MICRO_USD_DEFAULT = 10_000_000;

    /// Where it is not: a day's work of a large context, and the cost of a mistake is bounded.
    private static final long TOKENS_DEFAULT = 5_000_000;

    private static final Duration TIME_DEFAULT = Duration.ofMinutes(60);

    private final Map<String, ListenerSpec> listeners = new HashMap<>();
    private final Map<String, ProfileSpec> profiles = new HashMap<>();
    private final Optional<String> model;
    private final Prices prices;

    /// @param model in place of each agent's own
    TaskBudgets(Organism organism, Optional<String> model, Prices prices) {
        organism.listeners().forEach(spec -> listeners.put(spec.name(), spec));
        for (ProfileSpec profile : organism.profiles()) {
            profiles.put(profile.name(), profile);
        }
        this.model = model;
        this.prices = prices;
    }

    /// A limit of money that nothing can hold is none: each agent that has one, its own or its
    /// profile's, needs a model whose price is known.
    List<String> problems() {
        boolean everywhere =
                profiles.values().stream().anyMatch(spec -> spec.budget().usd().isPresent());
        return listeners.values().stream()
                .filter(spec -> spec.agent().isPresent())
                .filter(
                        spec ->
                                everywhere
                                        || spec.agent().get().budget().usd().isPresent()
                                        || isCalledForMoney(spec.name()))
                .flatMap(spec -> unpriced(spec.agent().get()).stream())
                .distinct()
                .toList();
    }

    /// Whether some call of it has a limit of money.
    private boolean isCalledForMoney(String agent) {
        return listeners.values().stream()
                .flatMap(spec -> spec.callable().stream())
                .filter(call -> call.budget().usd().isPresent())
                .anyMatch(call -> call.agent().equals(agent));
    }

    /// Why a task cannot be held to its budget: a model without a price, its agent's or that of an
    /// agent which is called on the way.
    Optional<String> problem(String profile, String listener, TaskBudget budget) {
        if (budget.microUsd().isEmpty()) {
            return Optional.empty();
        }
        var agents = new LinkedHashSet<ListenerSpec>();
        collectAgents(profile, listener, agents);
        return agents.stream()
                .flatMap(spec -> spec.agent().stream())
                .flatMap(agent -> unpriced(agent).stream())
                .findFirst();
    }

    /// The agent and those that it may call, and they, in turn.
    private void collectAgents(String profile, String name, Set<ListenerSpec> into) {
        var agent = listeners.get(name);
        if (agent == null || !into.add(agent)) {
            return;
        }
        var routes = Optional.ofNullable(profiles.get(profile)).map(ProfileSpec::listeners);
        agent.peers().stream()
                .filter(routes.orElse(List.of())::contains)
                .flatMap(peer -> Optional.ofNullable(listeners.get(peer)).stream())
                .flatMap(peer -> peer.callable().stream())
                .forEach(call -> collectAgents(call.profile(), call.agent(), into));
    }

    private Optional<String> unpriced(AgentSpec agent) {
        var name = model.orElse(agent.model());
        return prices.knows(name)
                ? Optional.empty()
                : Optional.of(
                        "a budget of money is set, but the price of model '%s' is not known: give it in a file of prices (--prices FILE, docs/models.md), or set a budget of tokens instead"
                                .formatted(name));
    }

    @Override
    public Left of(String profile, String listener, JsonObject request) {
        var spec = Optional.ofNullable(listeners.get(listener));
        var agent = spec.flatMap(ListenerSpec::agent);
        if (agent.isEmpty()) {
            return spec.flatMap(ListenerSpec::callable)
                    .map(TaskBudgets::call)
                    .orElse(Left.UNLIMITED);
        }
        var specs =
                Stream.concat(
                                Stream.of(agent.get().budget()),
                                Optional.ofNullable(profiles.get(profile)).stream()
                                        .map(ProfileSpec::budget))
                        .toList();
        var own = AgentTask.budget(request);
        boolean priced = prices.knows(model.orElse(agent.get().model()));
        var money = smallest(specs.stream().map(TaskBudgets::microUsd), own.microUsd());
        var tokens = smallest(specs.stream().map(BudgetSpec::tokens), own.tokens());
        var allowance =
                new Allowance(
                        tokens.orElse(priced ? Allowance.MAX.tokens() : TOKENS_DEFAULT),
                        money.orElse(priced ? MICRO_USD_DEFAULT : Allowance.MAX.microUsd()));
        return new Left(allowance, time(specs, own));
    }

    /// Of one call; what is not said is bounded by its caller's and its agent's.
    private static Left call(CallableSpec spec) {
        var budget = spec.budget();
        return new Left(
                new Allowance(
                        budget.tokens().orElse(Allowance.MAX.tokens()),
                        microUsd(budget).orElse(Allowance.MAX.microUsd())),
                budget.minutes().stream()
                        .mapToObj(Duration::ofMinutes)
                        .findFirst()
                        .orElse(Left.UNLIMITED.time()));
    }

    private static OptionalLong smallest(Stream<OptionalLong> said, OptionalLong own) {
        return Stream.concat(said, Stream.of(own)).flatMapToLong(OptionalLong::stream).min();
    }

    private static OptionalLong microUsd(BudgetSpec spec) {
        return spec.usd().map(usd -> OptionalLong.of(microUsd(usd))).orElse(OptionalLong.empty());
    }

    private static long microUsd(BigDecimal usd) {
        return usd.movePointRight(BudgetSpec.USD_SCALE_MAX).longValueExact();
    }

    private static Duration time(List<BudgetSpec> specs, TaskBudget own) {
        return Stream.concat(
                        specs.stream()
                                .map(BudgetSpec::minutes)
                                .flatMapToInt(OptionalInt::stream)
                                .mapToObj(Duration::ofMinutes),
                        own.time().stream())
                .min(Duration::compareTo)
                .orElse(TIME_DEFAULT);
    }
}
