package dev.bestcode.organism;

import dev.bestcode.api.kernel.Retention;
import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.api.llm.Effort;
import dev.bestcode.api.organism.AgentSpec;
import dev.bestcode.api.organism.BudgetSpec;
import dev.bestcode.api.organism.CallableSpec;
import dev.bestcode.api.organism.EmbeddingSpec;
import dev.bestcode.api.organism.HandlerNames;
import dev.bestcode.api.organism.HookSpec;
import dev.bestcode.api.organism.ListenerSpec;
import dev.bestcode.api.organism.McpSpec;
import dev.bestcode.api.organism.Organism;
import dev.bestcode.api.organism.PortSpec;
import dev.bestcode.api.organism.Predeclared;
import dev.bestcode.api.organism.ProfileSpec;
import dev.bestcode.api.organism.SandboxSpec;
import dev.bestcode.api.organism.WasmSpec;
import dev.bestcode.api.security.Permission;

import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;

/// Makes organisms that use all of the vocabulary.
final class RandomOrganism {
    private static final List<String> TEXTS =
            List.of(
                    "plain",
                    "yes",
                    "1",
                    "a: b",
                    "# no",
                    "quo\"te",
                    "it's",
                    "two\nlines\n",
                    "ä😀",
                    "- x",
                    "~");

    private final Random random;
    private final Path component;

    /// @param component that every listener with `wasm` has; it need only exist
    RandomOrganism(Random random, Path component) {
        this.random = random;
        this.component = component;
    }

    Organism next() {
        return next(1);
    }

    private Organism next(int childrenLeft) {
        var prompts = new LinkedHashMap<String, String>();
        some(List.of("house", "Größe", "on", "1.5")).forEach(name -> prompts.put(name, text()));
        var names =
                new ArrayList<String>(
                        List.of("helper", "stock", "deploy", "coder", "grep", "research"));
        Collections.shuffle(names, random);
        var listeners = new ArrayList<ListenerSpec>();
        var declared = some(names);
        var peers = new ArrayList<String>(declared);
        peers.addAll(List.of("file-read", "command-exec"));
        for (var name : declared) {
            if (!name.equals("research")) {
                listeners.add(listener(name, peers, prompts));
            }
        }
        var organism = organism(prompts, listeners);
        if (declared.contains("research")) {
            listeners.add(research(organism, childrenLeft));
            organism =
                    new Organism(
                            organism.name(),
                            prompts,
                            listeners,
                            organism.profiles(),
                            organism.embedding(),
                            organism.hooks());
        }
        return organism;
    }

    private Organism organism(Map<String, String> prompts, List<ListenerSpec> listeners) {
        var profiles = new ArrayList<ProfileSpec>();
        for (var name : some(List.of("coding", "no", "a.b c", "12"))) {
            profiles.add(profile(name, listeners));
        }
        profiles.add(profile("last", listeners));
        return new Organism(
                pick(TEXTS.subList(0, 6)), prompts, listeners, profiles, embedding(), hooks());
    }

    private List<HookSpec> hooks() {
        return some(List.of(HookSpec.Moment.values())).stream()
                .map(
                        moment ->
                                new HookSpec(
                                        moment,
                                        moment.ofTool
                                                ? some(List.of("file-read", "command-exec"))
                                                : List.of(),
                                        pick(
                                                List.of(
                                                        List.of("python3", "-c", "-c"),
                                                        List.of("/opt/a b"),
                                                        List.of(".bestcode/hooks/x.sh", "y"))),
                                        1 + random.nextInt(HookSpec.SECONDS_MAX)))
                .toList();
    }

    private Optional<EmbeddingSpec> embedding() {
        return random.nextBoolean()
                ? Optional.empty()
                : Optional.of(
                        new EmbeddingSpec(
                                URI.create(
                                        pick(
                                                List.of(
                                                        "http://127.0.0.1:11434/v1",
                                                        "https://x.org"))),
                                pick(List.of("nomic-embed-text", "a:b/c")),
                                1 + random.nextInt(EmbeddingSpec.DIMENSIONS_MAX),
                                BigDecimal.valueOf(random.nextInt(101), 2)));
    }

    private ListenerSpec listener(String name, List<String> peers, Map<String, String> prompts) {
        boolean agent = name.equals("helper") || name.equals("coder");
        boolean wasm = name.equals("stock");
        boolean mcp = name.equals("deploy") && random.nextBoolean();
        var listener =
                new ListenerSpec(
                        name,
                        pick(List.of("agent.AgentTask", "Plain", "a.b.C_1")),
                        agent ? HandlerNames.AGENT : handler(wasm, mcp),
                        text(),
                        agent ? Optional.of(agent(peers, prompts)) : Optional.empty(),
                        agent ? some(peers) : List.of());
        if (agent && listener.agent().isPresent()) {
            var within = new LinkedHashMap<>(listener.agent().get().permissions());
            within.keySet().retainAll(listener.peers());
            var its = listener.agent().get();
            listener =
                    new ListenerSpec(
                            name,
                            listener.payloadClass(),
                            listener.handler(),
                            listener.description(),
                            Optional.of(
                                    new AgentSpec(
                                            its.prompt(),
                                            its.model(),
                                            its.effort(),
                                            its.maxTokens(),
                                            its.maxIterations(),
                                            within,
                                            its.budget())),
                            listener.peers());
            listener = random.nextBoolean() ? listener.withLibrarian() : listener;
        }
        listener = random.nextBoolean() ? listener.withSemanticDescription(text()) : listener;
        listener = random.nextBoolean() ? listener.withPorts(ports()) : listener;
        listener = mcp ? listener.withMcp(mcp()) : listener;
        return wasm ? listener.withWasm(wasm()) : listener;
    }

    private static String handler(boolean wasm, boolean mcp) {
        return wasm ? HandlerNames.WASM : mcp ? HandlerNames.MCP : HandlerNames.TOOL;
    }

    private AgentSpec agent(List<String> peers, Map<String, String> prompts) {
        var names = new ArrayList<>(prompts.keySet());
        names.add(Predeclared.CODER);
        return new AgentSpec(
                String.join(" & ", pick(names), pick(names)),
                pick(List.of("opus", "x-1:y")),
                random.nextBoolean()
                        ? Optional.of(pick(List.of(Effort.values())))
                        : Optional.empty(),
                1 + random.nextInt(9000),
                random.nextInt(300),
                permissions(peers),
                budget());
    }

    private Map<String, Permission> permissions(List<String> names) {
        var permissions = new LinkedHashMap<String, Permission>();
        some(names).forEach(name -> permissions.put(name, pick(List.of(Permission.values()))));
        return permissions;
    }

    private BudgetSpec budget() {
        var budget = BudgetSpec.UNSTATED;
        budget =
                random.nextBoolean()
                        ? budget
                        : budget.withUsd(new BigDecimal(random.nextInt(99) + ".50"));
        budget = random.nextBoolean() ? budget : budget.withMinutes(random.nextInt(525_601));
        return random.nextBoolean()
                ? budget
                : budget.withTokens(random.nextLong(BudgetSpec.TOKENS_MAX));
    }

    private List<PortSpec> ports() {
        var direction = pick(List.of(PortSpec.Direction.values()));
        var hosts = some(List.of("api.example.org", "::1", "127.0.0.1", "a"));
        return List.of(
                new PortSpec(
                        1 + random.nextInt(65_535),
                        hosts.isEmpty() ? PortSpec.Direction.INBOUND : direction,
                        pick(List.of(PortSpec.Protocol.values())),
                        hosts));
    }

    private Map<String, WasmSpec.Variable> variables(List<String> names) {
        var variables = new LinkedHashMap<String, WasmSpec.Variable>();
        some(names)
                .forEach(
                        name ->
                                variables.put(
                                        name,
                                        random.nextBoolean()
                                                ? new WasmSpec.Variable.Literal(text())
                                                : new WasmSpec.Variable.FromEnvironment("HOME")));
        return variables;
    }

    private McpSpec mcp() {
        var tools = List.of("get-sum", "a.b/c", "Echo_2");
        return new McpSpec(
                random.nextBoolean()
                        ? new McpSpec.Command(
                                List.of("node", "-r", "x", "-r", "y"),
                                variables(List.of("TZ", "TOKEN")))
                        : new McpSpec.Http(
                                URI.create("https://tools.example.com:8443/mcp?a=b"),
                                variables(List.of("Authorization", "X-1"))),
                maybe(() -> some(tools)),
                some(tools),
                new McpSpec.Limits(
                        random.nextInt(601),
                        random.nextInt(601),
                        random.nextInt(1025),
                        random.nextInt(1001)));
    }

    private WasmSpec wasm() {
        var env = variables(List.of("TZ", "TOKEN"));
        var folders =
                some(List.of(component.resolveSibling("data"), Path.of("/srv/data"))).stream()
                        .map(host -> new WasmSpec.Folder(host, "/in", random.nextBoolean()))
                        .toList();
        return new WasmSpec(
                component,
                maybe(RandomOrganism::hash),
                maybe(() -> "acme:shop/stock#quote"),
                some(List.of("acme:shop/*", "wasi:http/types")),
                new WasmSpec.Capabilities(
                        folders,
                        env,
                        pick(List.of(WasmSpec.Stdio.values())),
                        pick(List.of(WasmSpec.Clocks.values())),
                        pick(List.of(WasmSpec.Randomness.values()))),
                new WasmSpec.Limits(random.nextInt(601), random.nextInt(4097)));
    }

    private ListenerSpec research(Organism self, int childrenLeft) {
        var child =
                childrenLeft > 0 && random.nextBoolean()
                        ? Optional.of(next(0))
                        : Optional.<Organism>empty();
        var profile = child.orElse(self).profiles().getLast();
        var parameters = new LinkedHashMap<String, CallableSpec.Parameter>();
        some(List.of("topic", "Depth")).forEach(name -> parameters.put(name, parameter()));
        return new ListenerSpec(
                        "research",
                        "tools.ResearchRequest",
                        HandlerNames.ORGANISM,
                        text(),
                        Optional.empty(),
                        List.of())
                .withCallable(
                        new CallableSpec(
                                parameters,
                                some(List.copyOf(parameters.keySet())),
                                some(profile.listeners()),
                                child,
                                profile.name(),
                                Predeclared.CODER,
                                random.nextInt(65),
                                random.nextInt(65),
                                budget(),
                                parameters.entrySet().stream()
                                        .filter(_ -> random.nextBoolean())
                                        .filter(
                                                it ->
                                                        it.getValue().type()
                                                                == CallableSpec.Type.STRING)
                                        .map(Map.Entry::getKey)
                                        .findFirst()));
    }

    private CallableSpec.Parameter parameter() {
        var type = pick(List.of(CallableSpec.Type.values()));
        boolean closed = type == CallableSpec.Type.STRING && random.nextBoolean();
        return new CallableSpec.Parameter(type, text(), closed ? some(TEXTS) : List.of());
    }

    private ProfileSpec profile(String name, List<ListenerSpec> declared) {
        var names = new ArrayList<>(declared.stream().map(ListenerSpec::name).toList());
        names.removeIf(Predeclared.CODER::equals);
        names.addAll(List.of("file-read", "glob", "llm-pool"));
        var listeners = new ArrayList<>(some(names));
        listeners.add(Predeclared.CODER);
        var commands = some(List.of("git", "ls", "./gradlew", "ü"));
        var pins = new LinkedHashMap<String, Sha256>();
        some(commands).forEach(program -> pins.put(program, hash()));
        var network =
                some(declared).stream()
                        .filter(it -> !it.ports().isEmpty() && listeners.contains(it.name()))
                        .map(ListenerSpec::name)
                        .toList();
        return new ProfileSpec(
                name,
                listeners,
                permissions(listeners),
                commands,
                pick(
                        List.of(
                                new Retention.Forever(),
                                new Retention.PruneOnDelivery(),
                                new Retention.Days(random.nextInt(36_501)))),
                pins,
                network,
                maybe(() -> "bestcode"),
                sandbox(),
                budget());
    }

    private SandboxSpec sandbox() {
        return random.nextInt(3) == 0
                ? SandboxSpec.REQUIRED
                : new SandboxSpec(
                        pick(List.of(SandboxSpec.Walls.values())),
                        some(List.of("/usr/share", "~/.m2")),
                        some(List.of("~/.cache/go")),
                        some(List.of("JAVA_HOME", "_x")));
    }

    private static Sha256 hash() {
        return Sha256.of("x".getBytes(StandardCharsets.UTF_8));
    }

    private String text() {
        return pick(TEXTS);
    }

    private <T> Optional<T> maybe(Supplier<T> value) {
        return random.nextBoolean() ? Optional.of(value.get()) : Optional.empty();
    }

    private <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /// A part of the list, in its order.
    private <T> List<T> some(List<T> all) {
        return all.stream().filter(_ -> random.nextBoolean()).toList();
    }
}
