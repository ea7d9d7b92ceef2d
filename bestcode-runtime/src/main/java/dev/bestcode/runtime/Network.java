package dev.bestcode.runtime;

import dev.bestcode.api.embedding.EmbeddingProvider;
import dev.bestcode.api.embedding.TextIndex;
import dev.bestcode.api.llm.LlmClient;
import dev.bestcode.api.organism.EmbeddingSpec;
import dev.bestcode.api.organism.ListenerSpec;
import dev.bestcode.api.organism.McpSpec;
import dev.bestcode.api.organism.Organism;
import dev.bestcode.api.organism.PortSpec;
import dev.bestcode.api.organism.Predeclared;
import dev.bestcode.api.organism.ProfileSpec;
import dev.bestcode.api.security.HttpUser;
import dev.bestcode.api.security.Sandbox;
import dev.bestcode.embedding.HttpEmbedding;
import dev.bestcode.embedding.LexicalIndex;
import dev.bestcode.embedding.MeaningIndex;
import dev.bestcode.llm.CompositeClient;
import dev.bestcode.ports.Egress;
import dev.bestcode.ports.EgressListener;
import dev.bestcode.ports.HostList;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/// Hands each user of HTTP a client on a way out of its own. Nothing is opened before the first
/// request.
final class Network implements AutoCloseable {
    /// For messages and events.
    private static final String EMBEDDING_USER = "embedding";

    /// The one variable that a provider of embeddings gets, whatever a file says.
    private static final String EMBEDDING_KEY = "BESTCODE_EMBEDDING_KEY";

    /// Without an answer words alone decide, and an agent waits for it.
    private static final Duration EMBEDDING_TIMEOUT = Duration.ofSeconds(20);

    private final Map<String, String> environment;
    private final EgressListener listener;
    private final List<Egress> waysOut = new CopyOnWriteArrayList<>();
    private final Map<String, Optional<HttpClient>> pages = new ConcurrentHashMap<>();

    /// @param environment where proxies and certificate authorities are named
    Network(Map<String, String> environment, EgressListener listener) {
        this.environment = environment;
        this.listener = listener;
    }

    /// The same client, reaching its provider and nothing else; one that uses no HTTP as it is. Of
    /// a client made of others, each has a way of its own.
    /// @param user whose it is, for messages and events
    /// @throws IllegalArgumentException when the environment names no proxy where it means to
    LlmClient connect(String user, LlmClient client) {
        if (client instanceof CompositeClient composite) {
            return composite.map(inner -> connect(user, inner));
        }
        if (!(client instanceof HttpUser<?> http)) {
            return client;
        }
        var way =
                Egress.to(user, HostList.toward(http.destination(), http.destinationTyped()))
                        .environment(environment)
                        .limits(RequestTimes.ofWayOut(client, http.connectTimeout()))
                        .listener(listener)
                        .build();
        waysOut.add(way);
        return LlmClient.class.cast(http.through(way::httpClient));
    }

    /// What tools are found by: words, and a provider of embeddings if there is one: the given one,
    /// else the organism's, on a way that reaches nothing else.
    TextIndex toolIndex(Organism organism, Optional<EmbeddingProvider> given) {
        return given.<TextIndex>map(
                        provider -> meaningIndex(provider, EmbeddingSpec.FIT_DEFAULT.doubleValue()))
                .or(() -> organism.embedding().map(this::meaningIndex))
                .orElseGet(LexicalIndex::new);
    }

    private static TextIndex meaningIndex(EmbeddingProvider provider, double fit) {
        return MeaningIndex.over(provider, fit, InstantSource.system());
    }

    private TextIndex meaningIndex(EmbeddingSpec spec) {
        var way = wayTo(EMBEDDING_USER, HostList.toward(spec.url(), false));
        var provider =
                HttpEmbedding.builder(
                                way::httpClient,
                                spec.url().toString(),
                                spec.model(),
                                spec.dimensions())
                        .timeout(EMBEDDING_TIMEOUT);
        Optional.ofNullable(environment.get(EMBEDDING_KEY)).ifPresent(provider::apiKey);
        return meaningIndex(provider.build(), spec.fit().doubleValue());
    }

    /// A client that reaches a server of tools and nothing else. A person wrote its address down.
    HttpClient server(String user, URI url) {
        return wayTo(user, HostList.toward(url, true)).httpClient();
    }

    /// A client that reaches what a profile opens for `web-fetch`, always the same; empty where it
    /// opens nothing.
    Optional<HttpClient> ofPages(Organism organism, String profile) {
        return pages.computeIfAbsent(
                profile,
                name -> {
                    var ports = outbound(organism, name, Predeclared.WEB_FETCH::equals);
                    return ports.isEmpty()
                            ? Optional.empty()
                            : Optional.of(
                                    wayTo(Predeclared.WEB_FETCH + " of " + name, HostList.of(ports))
                                            .httpClient());
                });
    }

    private Egress wayTo(String user, HostList hosts) {
        var way = Egress.to(user, hosts).environment(environment).listener(listener).build();
        waysOut.add(way);
        return way;
    }

    /// The way out of a profile's programs, which is theirs to close; none where its organism opens
    /// none. It is one for all of the profile's tools that start programs, because those share a
    /// network.
    Optional<Sandbox.WayOut> ofPrograms(Organism organism, String profile) {
        var ports = outbound(organism, profile, name -> startsPrograms(organism, name));
        return ports.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        Egress.to("programs of " + profile, HostList.of(ports))
                                .environment(environment)
                                .listener(listener)
                                .build());
    }

    private static List<PortSpec> outbound(
            Organism organism, String profile, Predicate<String> users) {
        var open = organism.profile(profile).map(ProfileSpec::network).orElse(List.of());
        return organism.effectiveListeners().stream()
                .filter(listener -> open.contains(listener.name()))
                .filter(listener -> users.test(listener.name()))
                .flatMap(listener -> listener.ports().stream())
                .filter(port -> port.direction() == PortSpec.Direction.OUTBOUND)
                .toList();
    }

    /// Whether there is a way out for such a listener: its ports are no empty words.
    static boolean hasWayOut(Organism organism, String listener) {
        return listener.equals(Predeclared.WEB_FETCH) || startsPrograms(organism, listener);
    }

    private static boolean startsPrograms(Organism organism, String listener) {
        return organism.effectiveListeners().stream()
                .anyMatch(spec -> spec.name().equals(listener) && startsPrograms(spec));
    }

    /// Whether a listener's ports are those of a program inside the sandbox.
    static boolean startsPrograms(ListenerSpec listener) {
        return Predeclared.STARTERS.contains(listener.name())
                || listener.mcp()
                        .filter(mcp -> mcp.transport() instanceof McpSpec.Command)
                        .isPresent();
    }

    @Override
    public void close() {
        waysOut.forEach(Egress::close);
    }
}
