package dev.bestcode.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.MessageStatus;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.message.Failure;
import dev.bestcode.api.message.Failure.Kind;
import dev.bestcode.api.message.Message;
import dev.bestcode.api.message.Provenance;
import dev.bestcode.api.message.Source;
import dev.bestcode.api.message.Step;
import dev.bestcode.api.message.UntrustedBytes;
import dev.bestcode.api.security.Permission;
import dev.bestcode.api.tool.ToolOutcome;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/// An embedder's steps: they see every hop, they may refuse, and that is all they may.
@Timeout(60)
class PipelineStepTest {
    private final List<String> passed = new CopyOnWriteArrayList<>();
    private final List<Failure> told = new CopyOnWriteArrayList<>();

    @Test
    void stepsSeeEveryHopInTheOrderTheyWereGiven() throws Exception {
        try (var scene = asking("target")) {
            scene.builder.step(noting("first ")).step(noting("second "));
            scene.start().submit("p", "asker", "Note", Scene.NOTE_1).await();
        }
        assertThat(passed)
                .containsExactly(
                        "first user>asker REQUEST",
                        "second user>asker REQUEST",
                        "first asker>target REQUEST",
                        "second asker>target REQUEST",
                        "first target>asker ANSWER",
                        "second target>asker ANSWER",
                        "first asker>user ANSWER",
                        "second asker>user ANSWER");
    }

    @Test
    void refusalIsAnsweredAndJournaledAndLaterStepsAreNotAsked() throws Exception {
        try (var scene = asking("target")) {
            scene.builder.step(refusing("target", "not on a Sunday")).step(noting(""));
            scene.start().submit("p", "asker", "Note", Scene.NOTE_1).await();

            assertThat(scene.kernel.entries(MessageStatus.REFUSED))
                    .singleElement()
                    .satisfies(e -> assertThat(e.reason()).isEqualTo("denied: not on a Sunday"));
        }
        assertThat(told).containsExactly(new Failure(Kind.DENIED, "not on a Sunday"));
        assertThat(passed).containsExactly("user>asker REQUEST", "asker>user ANSWER");
    }

    @Test
    void requestFromOutsideIsRefusedAtTheDoor() throws Exception {
        try (var scene = asking("target")) {
            scene.builder.step(refusing("asker", "closed"));
            var answer = scene.start().submit("p", "asker", "Note", Scene.NOTE_1).await();

            assertThat(answer).isEqualTo(new Answer.Failed(new Failure(Kind.DENIED, "closed")));
            assertThat(scene.kernel.paths()).containsExactly("root");
        }
    }

    @Test
    void refusedReplyFailsTheCaller() throws Exception {
        try (var scene = asking("target")) {
            scene.builder.step(
                    m ->
                            m.kind() == Message.Kind.ANSWER && m.sender().equals("target")
                                    ? Optional.of("no secrets")
                                    : Optional.empty());
            scene.start().submit("p", "asker", "Note", Scene.NOTE_1).await();
        }
        assertThat(told.getFirst().kind()).isEqualTo(Kind.HANDLER_FAILED);
        assertThat(told.getFirst().message()).contains("not admitted: no secrets");
    }

    /// What admission refuses no step can let through, so none is even asked.
    @Test
    void whatAdmissionRefusesNoStepSees() throws Exception {
        for (var bad : List.of("{", "{\"m\":1}", "{\"n\":1,\"n\":2}")) {
            try (var scene = new Scene().pure("asker", d -> Scene.noted())) {
                scene.builder.step(noting(""));
                scene.start().submit("p", "asker", "Note", UntrustedBytes.of(bad)).await();
            }
        }
        try (var scene = asking("target")) {
            scene.routes.remove("asker", "target");
            scene.builder.step(noting(""));
            scene.start().submit("p", "asker", "Note", Scene.NOTE_1).await();
        }
        try (var scene = asking("target")) {
            scene.routes.permit("target", Permission.DENY);
            scene.builder.step(noting(""));
            scene.start().submit("p", "asker", "Note", Scene.NOTE_1).await();
        }
        assertThat(passed).doesNotContain("asker>target REQUEST").hasSize(4);
    }

    @Test
    void stepThatThrowsRefuses() throws Exception {
        try (var scene = asking("target")) {
            scene.builder.step(
                    m -> {
                        if (m.listener().equals("target")) {
                            throw new AssertionError("a mistake");
                        }
                        return Optional.empty();
                    });
            scene.start().submit("p", "asker", "Note", Scene.NOTE_1).await();
        }
        assertThat(told.getFirst().message()).contains("a check of messages failed");
    }

    @Test
    void stepThatHangsRefusesOnceAndTheRestUnasked() {
        var asked = new AtomicInteger();
        var forever = new CountDownLatch(1);
        var steps =
                new Steps(
                        List.of(
                                m -> {
                                    asked.incrementAndGet();
                                    forever.await();
                                    return Optional.empty();
                                }),
                        Duration.ofMillis(20));
        var round = steps.round(new RunId("r"), "p", "asker");

        for (int i = 0; i < 3; i++) {
            assertThat(round.after(admitted(), Message.Kind.REQUEST, "t", "Note", Provenance.EMPTY))
                    .isInstanceOf(Verdict.Rejected.class);
        }
        assertThat(asked).hasValue(1);
    }

    /// The use that it is for: nothing from the network reaches a program.
    @Test
    void stepKeepsWhatCameFromTheNetworkAwayFromATool() throws Exception {
        var started = new AtomicInteger();
        try (var scene = new Scene()) {
            scene.pure(
                    "coder",
                    d ->
                            switch (d.message().call()) {
                                case "" -> Scene.send(Scene.call("exec", "clean"));
                                case "clean" -> Scene.send(Scene.note("web", "page"));
                                case "page" -> Scene.send(Scene.call("exec", "tainted"));
                                default -> Scene.noted();
                            });
            scene.noter(
                    "web",
                    d -> {
                        d.readFrom(Source.network("example.org"));
                        return Scene.noted();
                    });
            scene.tool(
                    "exec",
                    call -> {
                        started.incrementAndGet();
                        return ToolOutcome.succeeded("");
                    });
            scene.builder.step(
                    m ->
                            m.listener().equals("exec") && m.provenance().has(Source.Kind.NETWORK)
                                    ? Optional.of("came from the network")
                                    : Optional.empty());
            scene.start().submit("p", "coder", "Note", Scene.NOTE_1).await();
        }
        assertThat(started).hasValue(1);
    }

    private Scene asking(String target) {
        return new Scene()
                .pure(
                        "asker",
                        d -> {
                            if (d.message().kind() == Message.Kind.REQUEST) {
                                return Scene.send(Scene.note(target, "c"));
                            }
                            if (d.message().kind() == Message.Kind.FAILURE) {
                                told.add(Failure.from(d.payload()));
                            }
                            return Scene.noted();
                        })
                .noter(target, d -> Scene.noted());
    }

    private Step noting(String prefix) {
        return m -> {
            passed.add(prefix + m.sender() + ">" + m.listener() + " " + m.kind());
            return Optional.empty();
        };
    }

    private static Step refusing(String listener, String why) {
        return m -> m.listener().equals(listener) ? Optional.of(why) : Optional.empty();
    }

    private static Verdict admitted() {
        var json = JsonObject.EMPTY;
        return new Verdict.Admitted(Canonical.of(json, UntrustedBytes.of(json)));
    }
}
