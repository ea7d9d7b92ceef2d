package dev.bestcode.security;

import static dev.bestcode.api.organism.Predeclared.COMMAND_EXEC;

import dev.bestcode.api.kernel.Retention;
import dev.bestcode.api.message.Message;
import dev.bestcode.api.organism.CallableSpec;
import dev.bestcode.api.organism.HandlerNames;
import dev.bestcode.api.organism.ListenerSpec;
import dev.bestcode.api.organism.Organism;
import dev.bestcode.api.organism.Predeclared;
import dev.bestcode.api.organism.ProfileSpec;
import dev.bestcode.api.security.AccessPolicy;
import dev.bestcode.api.security.Permission;
import dev.bestcode.api.tool.Effect;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Compiles an organism's profiles into dispatch tables.
///
/// A table holds a route when its listener is in the profile and its sender may use it: the user
/// reaches the profile's listeners; an agent its peers and, implied, llm-pool, and with a librarian
/// `recall`; `find-tool` what its callers reach; a callable organism, under the profile that it
/// names, the agent that takes its calls and what checks them; any other tool nobody. What is not
/// in the table does not exist, so there is no rule to get past.
public final class ProfileCompiler {
    /// Handlers whose listeners are tools, also when nobody said what effect they have.
    private static final Set<String> TOOL_HANDLERS =
            Set.of(HandlerNames.TOOL, HandlerNames.WASM, HandlerNames.MCP, HandlerNames.ORGANISM);

    private final Map<String, ListenerSpec> listeners = new LinkedHashMap<>();
    private final Map<String, Effect> effects;
    private final Asking asking;

    private ProfileCompiler(Organism organism, Map<String, Effect> effects, Asking asking) {
        organism.effectiveListeners().forEach(spec -> listeners.put(spec.name(), spec));
        this.effects = Map.copyOf(effects);
        this.asking = asking;
    }

    /// As for a machine of which no wall is known.
    /// @param toolEffects by tool name; a tool that is not in it counts as [Effect#OPAQUE]
    /// @param approveAll whether what would be asked is allowed; what is denied stays denied
    /// @throws ProfileProblemsException naming every dangling or doubled name
    public static AccessPolicy compile(
            Organism organism, Map<String, Effect> toolEffects, boolean approveAll) {
        return compile(organism, toolEffects, Asking.withoutWalls(approveAll));
    }

    /// @param toolEffects by tool name; a tool that is not in it counts as [Effect#OPAQUE]
    /// @throws ProfileProblemsException naming every dangling or doubled name
    public static AccessPolicy compile(
            Organism declared, Map<String, Effect> toolEffects, Asking asking) {
        var organism = declared.withCalled();
        var retentions = new LinkedHashMap<String, Retention>();
        organism.profiles().forEach(profile -> retentions.put(profile.name(), profile.retention()));
        return new CompiledPolicy(
                tables(organism, toolEffects, asking), retentions, callables(organism));
    }

    /// The tables by profile, in the order declared.
    /// @throws ProfileProblemsException naming every dangling or doubled name
    static Map<String, DispatchTable> tables(Organism organism, Map<String, Effect> toolEffects) {
        return tables(organism, toolEffects, Asking.AS_SAID);
    }

    /// The callable organisms by listener.
    static Map<String, CallableSpec> callables(Organism organism) {
        var callables = new LinkedHashMap<String, CallableSpec>();
        organism.withCalled()
                .listeners()
                .forEach(spec -> spec.callable().ifPresent(it -> callables.put(spec.name(), it)));
        return callables;
    }

    private static Map<String, DispatchTable> tables(
            Organism declared, Map<String, Effect> toolEffects, Asking asking) {
        var organism = declared.withCalled();
        var problems = ProfileProblems.of(organism);
        if (!problems.isEmpty()) {
            throw new ProfileProblemsException(problems);
        }
        var compiler = new ProfileCompiler(organism, toolEffects, asking);
        var tables = new LinkedHashMap<String, DispatchTable>();
        organism.profiles().forEach(profile -> tables.put(profile.name(), compiler.table(profile)));
        return tables;
    }

    private DispatchTable table(ProfileSpec profile) {
        var present = new LinkedHashSet<>(profile.listeners());
        if (present.stream().anyMatch(name -> thinks(spec(name)))) {
            present.add(Predeclared.LLM_POOL);
        }
        if (present.stream().anyMatch(name -> isCurated(spec(name)))) {
            present.add(Predeclared.RECALL);
        }
        var routes = new LinkedHashMap<DispatchTable.Pair, DispatchTable.Route>();
        for (var listener : profile.listeners()) {
            if (!listener.equals(Predeclared.LLM_POOL)) {
                put(routes, profile, Message.USER, listener);
            }
        }
        for (var sender : present) {
            if (spec(sender).agent().isPresent()) {
                spec(sender).peers().stream()
                        .filter(present::contains)
                        .forEach(peer -> put(routes, profile, sender, peer));
                put(routes, profile, sender, Predeclared.LLM_POOL);
            }
            if (isCurated(spec(sender))) {
                put(routes, profile, sender, Predeclared.RECALL);
            }
        }
        findable(present).forEach(tool -> put(routes, profile, Predeclared.FIND_TOOL, tool));
        takenBy(profile)
                .forEach(
                        call -> {
                            present.add(call.name());
                            var agent = call.callable().orElseThrow().agent();
                            put(routes, profile, call.name(), agent);
                            if (checks(call) && profile.listeners().contains(COMMAND_EXEC)) {
                                put(routes, profile, call.name(), COMMAND_EXEC);
                            }
                        });
        return new DispatchTable(
                profile.name(), present, routes, Granted.by(profile, listeners), asking);
    }

    private static boolean thinks(ListenerSpec spec) {
        return spec.agent().isPresent() || spec.callable().isPresent();
    }

    /// The callable organisms whose calls an agent of the profile takes.
    private List<ListenerSpec> takenBy(ProfileSpec profile) {
        return listeners.values().stream()
                .filter(
                        spec ->
                                spec.callable()
                                        .filter(it -> it.profile().equals(profile.name()))
                                        .isPresent())
                .toList();
    }

    private static boolean checks(ListenerSpec spec) {
        return spec.callable().flatMap(CallableSpec::check).isPresent();
    }

    private static boolean isCurated(ListenerSpec spec) {
        return spec.agent().isPresent() && spec.librarian();
    }

    /// The tools that `find-tool` may carry a call to: those that every agent which reaches it
    /// could call itself, so that nobody gains anything by asking it.
    private Set<String> findable(Set<String> present) {
        var callers =
                present.stream()
                        .map(this::spec)
                        .filter(spec -> spec.agent().isPresent())
                        .filter(spec -> spec.peers().contains(Predeclared.FIND_TOOL))
                        .toList();
        var tools = new LinkedHashSet<String>();
        if (present.contains(Predeclared.FIND_TOOL) && !callers.isEmpty()) {
            present.stream()
                    .filter(name -> isTool(spec(name)))
                    .filter(name -> callers.stream().allMatch(spec -> spec.peers().contains(name)))
                    .forEach(tools::add);
        }
        return tools;
    }

    private void put(
            Map<DispatchTable.Pair, DispatchTable.Route> routes,
            ProfileSpec profile,
            String sender,
            String listener) {
        routes.put(
                new DispatchTable.Pair(sender, listener),
                new DispatchTable.Route(
                        spec(listener).payloadTag(), permission(profile, sender, listener)));
    }

    /// The profile's word, and where the sender is an agent with a word of its own the stricter.
    private Permission permission(ProfileSpec profile, String sender, String listener) {
        var said = permission(profile, listener);
        return Optional.ofNullable(listeners.get(sender))
                .flatMap(ListenerSpec::agent)
                .flatMap(agent -> Optional.ofNullable(agent.permissions().get(listener)))
                .map(own -> Intersection.stricter(said, own))
                .orElse(said);
    }

    private Permission permission(ProfileSpec profile, String listener) {
        return Optional.ofNullable(profile.permissions().get(listener))
                .orElseGet(() -> unlisted(spec(listener)));
    }

    /// A call of an organism does nothing by itself: what it comes to is asked for as its caller's.
    private Permission unlisted(ListenerSpec spec) {
        boolean pure =
                effects.getOrDefault(spec.name(), Effect.OPAQUE) == Effect.PURE
                        || spec.callable().isPresent();
        return !isTool(spec) || pure ? Permission.AUTO : Permission.PROMPT;
    }

    private boolean isTool(ListenerSpec spec) {
        return effects.containsKey(spec.name()) || TOOL_HANDLERS.contains(spec.handler());
    }

    private ListenerSpec spec(String name) {
        return Optional.ofNullable(listeners.get(name)).orElseThrow();
    }
}
