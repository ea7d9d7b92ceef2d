package dev.bestcode.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.kernel.KernelState;
import dev.bestcode.api.kernel.MessageStatus;
import dev.bestcode.api.message.Failure;
import dev.bestcode.api.message.UntrustedBytes;
import dev.bestcode.api.organism.AgentSpec;
import dev.bestcode.api.organism.HandlerNames;
import dev.bestcode.api.organism.ListenerSpec;
import dev.bestcode.api.organism.Organism;
import dev.bestcode.api.organism.ProfileSpec;
import dev.bestcode.api.security.ApprovalAnswer;
import dev.bestcode.api.security.ApprovalScope;
import dev.bestcode.api.security.Permission;
import dev.bestcode.kernel.FileStorage;
import dev.bestcode.kernel.KernelOptions;
import dev.bestcode.kernel.WalKernel;
import dev.bestcode.pipeline.Answer;
import dev.bestcode.pipeline.Pipeline;
import dev.bestcode.pipeline.PipelineOptions;
import dev.bestcode.pipeline.Ticket;
import dev.bestcode.security.Audit;
import dev.bestcode.security.ProfileCompiler;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/// For every profile and listener: audit says that it cannot be reached exactly when no message
/// ever arrives there, whatever handlers that were taken over send (G2, G4).
@Timeout(600)
class AuditAgreesWithDeliveryTest {
    private static final int MESSAGES = Boolean.getBoolean("bestcode.long") ? 100_000 : 10_000;
    private static final int WRONG_LETTERS = 25;
    private static final List<String> AGENTS = List.of("a0", "a1", "a2");
    private static final List<String> TOOLS = List.of("t0", "t1", "t2");
    private static final List<Permission> SAID =
            List.of(Permission.AUTO, Permission.PROMPT, Permission.DENY);
    private static final List<String> PROFILES = List.of("p", "q");

    private final HostileHandler.Log log =
            new HostileHandler.Log(
                    ConcurrentHashMap.newKeySet(), new CopyOnWriteArrayList<>(), new AtomicLong());

    @Test
    void aListenerIsReachedExactlyWhenAuditSaysSoWhateverHandlersSend() throws Exception {
        long seed = Long.getLong("bestcode.seed", System.nanoTime());
        var random = new Random(seed);
        int organisms = 0;
        long refused = 0;
        long unreachable = 0;
        while (log.sent().get() < MESSAGES) {
            var organism = organism(random);
            log.arrived().clear();
            refused += run(organism, random, WRONG_LETTERS);
            var audit = Audit.of(organism, Map.of());
            for (var profile : PROFILES) {
                var reachable = audit.profile(profile).reachable();
                assertThat(arrived(profile))
                        .as(
                                "seed %d, organism %d, profile %s: %s",
                                seed, organisms, profile, organism)
                        .isEqualTo(reachable);
                unreachable += AGENTS.size() + TOOLS.size() + 1 - reachable.size();
            }
            assertThat(log.forged()).as("seed %d", seed).isEmpty();
            organisms++;
        }
        System.out.printf(
                "audit against delivery: seed %d, %,d messages, %,d refused, %d organisms, %,d unreachable pairs%n",
                seed, log.sent().get(), refused, organisms, unreachable);
        assertThat(refused).isGreaterThan(MESSAGES / 2);
        assertThat(unreachable).isPositive();
    }

    @Test
    void aPayloadOfAHundredMegabytesIsRefusedOnARouteThatStands() throws Exception {
        var organism =
                Organism.named("o")
                        .listener(tool("t0"))
                        .profile(new ProfileSpec("p", List.of("t0"), Map.of(), List.of()))
                        .build();
        try (var kernel = WalKernel.open(FileStorage.inMemory(), KernelOptions.defaults());
                var pipeline = start(kernel, organism, new Random(1), 0)) {
            var ticket =
                    pipeline.submit("p", "t0", "T0Request", UntrustedBytes.of(new byte[100 << 20]));

            assertThat(ticket.await().toString()).contains("104,857,600 bytes");
            assertThat(log.arrived()).isEmpty();
        }
    }

    /// A request from outside is answered by its handler, or it had no route.
    private static boolean isRouteOrAnswer(Answer answer) {
        return switch (answer) {
            case Answer.Replied _ -> true;
            case Answer.Failed(var failure) ->
                    failure.kind() == Failure.Kind.NO_ROUTE
                            || failure.kind() == Failure.Kind.DENIED;
        };
    }

    /// @return how many messages were refused
    private long run(Organism organism, Random random, int letters) throws Exception {
        try (var kernel = WalKernel.open(FileStorage.inMemory(), KernelOptions.defaults())) {
            try (var pipeline = start(kernel, organism, random, letters)) {
                for (var ticket : submitted(pipeline)) {
                    assertThat(ticket.await())
                            .matches(AuditAgreesWithDeliveryTest::isRouteOrAnswer);
                }
            }
            assertThat(kernel.state().journal().undelivered()).isEmpty();
            return refused(kernel.state());
        }
    }

    private List<Ticket> submitted(Pipeline pipeline) {
        var tickets = new ArrayList<Ticket>();
        for (var profile : List.of("p", "q", "P", "p\u200b", "")) {
            tags().forEach(
                            (name, tag) -> {
                                var request = UntrustedBytes.of("{}");
                                tickets.add(pipeline.submit(profile, name, tag, request));
                                log.sent().incrementAndGet();
                            });
        }
        return tickets;
    }

    private Pipeline start(WalKernel kernel, Organism organism, Random random, int letters) {
        var tags = tags();
        var builder =
                Pipeline.builder(kernel, ProfileCompiler.compile(organism, Map.of(), false))
                        .options(
                                PipelineOptions.defaults().withRepeatLimits(10, 100_000, 1_000_000))
                        .random(new Random(random.nextLong()))
                        .approver(_ -> ApprovalAnswer.allow("test", ApprovalScope.RUN));
        tags.keySet()
                .forEach(
                        name -> {
                            var mail =
                                    new HostileMail(
                                            new Random(random.nextLong()),
                                            List.copyOf(tags.keySet()),
                                            List.copyOf(tags.values()));
                            builder.listener(
                                    name, new HostileHandler(name, tags, mail, letters, log));
                        });
        return builder.start();
    }

    private static long refused(KernelState state) {
        return state.journal().from(1, Integer.MAX_VALUE).stream()
                .filter(entry -> entry.status() == MessageStatus.REFUSED)
                .peek(entry -> assertThat(entry.message().payload().size()).isLessThan(1_025))
                .count();
    }

    private Set<String> arrived(String profile) {
        var names = new TreeSet<String>();
        for (var each : log.arrived()) {
            if (each.startsWith(profile + " ")) {
                names.add(each.substring(profile.length() + 1));
            }
        }
        return names;
    }

    private static Map<String, String> tags() {
        var tags = new LinkedHashMap<String, String>();
        AGENTS.forEach(name -> tags.put(name, "AgentTask"));
        TOOLS.forEach(name -> tags.put(name, name.toUpperCase(Locale.ROOT) + "Request"));
        tags.put("llm-pool", "RequestRecipe");
        return tags;
    }

    private static Organism organism(Random random) {
        var all = new ArrayList<>(AGENTS);
        all.addAll(TOOLS);
        var builder = Organism.named("o");
        AGENTS.forEach(name -> builder.listener(agent(name, some(all, random))));
        TOOLS.forEach(name -> builder.listener(tool(name)));
        for (var profile : PROFILES) {
            var present = some(all, random);
            var said = new LinkedHashMap<String, Permission>();
            for (var name : present) {
                if (random.nextBoolean()) {
                    said.put(name, SAID.get(random.nextInt(SAID.size())));
                }
            }
            builder.profile(new ProfileSpec(profile, present, said, List.of()));
        }
        return builder.build();
    }

    private static List<String> some(List<String> names, Random random) {
        return names.stream().filter(_ -> random.nextInt(5) < 3).toList();
    }

    private static ListenerSpec agent(String name, List<String> peers) {
        return new ListenerSpec(
                name,
                "agent.AgentTask",
                HandlerNames.AGENT,
                "",
                Optional.of(AgentSpec.prompted("coder")),
                peers);
    }

    private static ListenerSpec tool(String name) {
        return new ListenerSpec(
                name,
                "tools." + name.toUpperCase(Locale.ROOT) + "Request",
                HandlerNames.TOOL,
                "",
                Optional.empty(),
                List.of());
    }
}
