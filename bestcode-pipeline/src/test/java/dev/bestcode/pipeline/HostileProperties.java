package dev.bestcode.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.message.Failure;
import dev.bestcode.api.message.Outgoing;
import dev.bestcode.api.message.Source;
import dev.bestcode.api.message.UntrustedBytes;
import dev.bestcode.api.tool.ToolOutcome;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/// G1, G2, G4: whatever a handler that has been taken over emits, it reaches nobody it has no route
/// to, every refusal is answered and on record, and everybody who waits gets one answer.
@Timeout(600)
class HostileProperties {
    private static final long SEED = 4_711;
    private static final int MESSAGES = Counts.of(100_000);

    /// Few enough that one journal is checked in no time.
    private static final int PER_ROUND = 250;

    private final AtomicInteger vault = new AtomicInteger();
    private final List<String> victims = new CopyOnWriteArrayList<>();

    @Test
    void takenOverHandlersReachNobodyWithoutARouteAndEverybodyIsAnswered() throws Exception {
        int sent = 0;
        int requests = 0;
        for (long round = 0; sent < MESSAGES; round++) {
            var budget = new AtomicInteger(PER_ROUND);
            var scene = scene(budget, SEED + round);
            try (scene) {
                var pipeline = scene.start();
                while (budget.get() > 0) {
                    assertThat(pipeline.submit("p", "evil", "Note", Scene.NOTE_1).await())
                            .isInstanceOfAny(Answer.Replied.class, Answer.Failed.class);
                }
            }
            requests += new JournalCheck(scene.kernel).run();
            sent += PER_ROUND - budget.get();
        }
        assertThat(vault).hasValue(0);
        assertThat(victims).isNotEmpty().doesNotContain("user");
        Counts.print(
                "%d hostile messages, %d requests in journals, %d reached whom they may"
                        .formatted(sent, requests, victims.size()),
                SEED);
    }

    @Test
    void hostileRequestsFromOutsideAreAnsweredOneByOne() throws Exception {
        var random = new Random(SEED);
        int requests = 0;
        for (int sent = 0; sent < MESSAGES; sent += PER_ROUND) {
            var scene = scene(new AtomicInteger(), SEED);
            try (scene) {
                var pipeline = scene.start();
                var tickets = new ArrayList<Ticket>();
                for (int i = 0; i < PER_ROUND; i++) {
                    var profile = random.nextInt(9) == 0 ? Hostile.name(random) : "p";
                    tickets.add(
                            pipeline.submit(
                                    profile,
                                    Hostile.name(random),
                                    Hostile.tag(random),
                                    Hostile.payload(random)));
                }
                for (var ticket : tickets) {
                    ticket.await();
                }
            }
            requests += new JournalCheck(scene.kernel).run();
        }
        assertThat(vault).hasValue(0);
        assertThat(requests).isGreaterThanOrEqualTo(MESSAGES);
        Counts.print(requests + " hostile requests from outside", SEED);
    }

    @Test
    void hundredMegabytesAreRefusedUnread() throws Exception {
        var huge = new byte[100 << 20];
        Arrays.fill(huge, (byte) '[');
        var bytes = UntrustedBytes.of(huge);
        try (var scene =
                new Scene()
                        .pure(
                                "evil",
                                d ->
                                        d.message().answers().isPresent()
                                                ? Scene.noted()
                                                : Scene.send(
                                                        new Outgoing.Send(
                                                                "victim", "Note", bytes, "c")))
                        .noter("victim", d -> Scene.noted())) {
            var pipeline = scene.start();

            assertThat(pipeline.submit("p", "evil", "Note", Scene.NOTE_1).await())
                    .isInstanceOf(Answer.Replied.class);
            assertThat(pipeline.submit("p", "evil", "Note", bytes).await())
                    .isInstanceOfSatisfying(
                            Answer.Failed.class,
                            failed ->
                                    assertThat(failed.failure().kind())
                                            .isEqualTo(Failure.Kind.INVALID_PAYLOAD));
            assertThat(new JournalCheck(scene.kernel).run()).isEqualTo(3);
        }
    }

    /// Nobody has a route to the vault. Who was taken over can only speak to its peers.
    private Scene scene(AtomicInteger budget, long seed) {
        var hostile = new Hostile(budget, seed);
        var scene =
                new Scene()
                        .options(
                                PipelineOptions.defaults()
                                        .withPayloadBytesMax(64 << 10)
                                        .withThreadLimits(4, 12)
                                        .withRepeatLimits(3, 20, 15));
        scene.pure("evil", hostile::handle).noter("twin", hostile::handle);
        scene.noter(
                "victim",
                d -> {
                    victims.add(d.message().sender());
                    assertThat(d.provenance().has(Source.user())).isTrue();
                    assertThat(d.provenance().has(Source.Kind.LISTENER)).isTrue();
                    return Scene.noted();
                });
        scene.tool("safe", call -> ToolOutcome.succeeded("fine"));
        scene.tool(
                "vault",
                call -> {
                    vault.incrementAndGet();
                    return ToolOutcome.succeeded("secret");
                });
        Stream.of("user", "evil", "twin", "victim").forEach(s -> scene.routes.remove(s, "vault"));
        scene.routes.remove("user", "victim");
        return scene;
    }
}
