package dev.bestcode.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestcode.api.event.BestCodeEvent;
import dev.bestcode.api.kernel.MessageStatus;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.message.Failure;
import dev.bestcode.api.message.Failure.Kind;
import dev.bestcode.api.message.Message;
import dev.bestcode.api.message.Outgoing;
import dev.bestcode.api.message.UntrustedBytes;
import dev.bestcode.api.security.ApprovalAnswer;
import dev.bestcode.api.security.ApprovalScope;
import dev.bestcode.api.security.Permission;
import dev.bestcode.api.tool.ToolOutcome;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

/// G2: what may not pass is answered and journaled, whoever sent it.
@Timeout(60)
class PipelineRefusalTest {
    private final List<Failure> told = new CopyOnWriteArrayList<>();
    private final AtomicBoolean reached = new AtomicBoolean();

    @Test
    void missingRouteIsAnsweredAndJournaled() throws Exception {
        var scene = asking("{\"n\":1}");
        scene.routes.remove("asker", "target");
        expectRefusal(scene, Kind.NO_ROUTE);
    }

    @Test
    void unregisteredListenerIsNoRoute() throws Exception {
        var scene = new Scene().pure("asker", asker(Scene.note("tаrget", "c"))); // Cyrillic а
        scene.pure("target", delivery -> Scene.noted());
        expectRefusal(scene, Kind.NO_ROUTE);
    }

    @Test
    void deniedRouteIsAnsweredAndJournaled() throws Exception {
        var scene = asking("{\"n\":1}");
        scene.routes.permit("target", Permission.DENY);
        expectRefusal(scene, Kind.DENIED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[1]", "7", "{\"m\":1}", "{\"n\":1,\"n\":2}", "{\"n\":1}x"})
    void malformedPayloadIsAnsweredAndJournaled(String payload) throws Exception {
        expectRefusal(asking(payload), Kind.INVALID_PAYLOAD);
    }

    @Test
    void nestingOfTenThousandIsRefusedAndNotRecursedInto() throws Exception {
        var deep = "{\"n\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}";
        expectRefusal(asking(deep), Kind.INVALID_PAYLOAD);
    }

    @Test
    void oversizePayloadIsRefusedUnreadAndItsHeadKept() throws Exception {
        var scene = asking("{\"n\":\"" + "x".repeat(5_000) + "\"}");
        scene.options(PipelineOptions.defaults().withPayloadBytesMax(2_000));
        expectRefusal(scene, Kind.INVALID_PAYLOAD);

        var refused = scene.kernel.entries(MessageStatus.REFUSED).getFirst();
        assertThat(refused.message().payload().size()).isEqualTo(1_024);
        assertThat(refused.payloadHash()).isNotEqualTo(refused.message().payload().sha256());
    }

    @Test
    void threadDepthIsALimit() throws Exception {
        var scene = asking("{\"n\":1}");
        scene.options(PipelineOptions.defaults().withThreadLimits(1, 10));
        expectRefusal(scene, Kind.DENIED);
    }

    @Test
    void childrenAliveIsALimit() throws Exception {
        var scene = asking("{\"n\":1}");
        scene.options(PipelineOptions.defaults().withThreadLimits(64, 0));
        expectRefusal(scene, Kind.DENIED);
    }

    @Test
    void refusedRequestOfTheUserIsItsTicketsFailure() throws Exception {
        try (var scene = new Scene().pure("target", delivery -> Scene.noted())) {
            var pipeline = scene.start();
            var strange = pipeline.submit("q", "target", "Note", Scene.NOTE_1);
            var nobody = pipeline.submit("p", "nobody", "Note", Scene.NOTE_1);

            assertThat(kind(strange.await())).isEqualTo(Kind.NO_ROUTE);
            assertThat(kind(nobody.await())).isEqualTo(Kind.NO_ROUTE);
            assertThat(scene.kernel.entries(MessageStatus.REFUSED)).hasSize(2);
            assertThat(scene.kernel.paths()).containsExactly("root");
            assertThatThrownBy(() -> pipeline.followUp(strange.run(), "Note", Scene.NOTE_1))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void replyThatIsNotAdmittedFailsItsCallerAndIsJournaled() throws Exception {
        var bad = UntrustedBytes.of("{\"wrong\":true}");
        try (var scene =
                new Scene().noter("target", d -> Scene.send(new Outgoing.Reply("Note", bad)))) {
            var answer = scene.start().submit("p", "target", "Note", Scene.NOTE_1).await();

            assertThat(kind(answer)).isEqualTo(Kind.HANDLER_FAILED);
            assertThat(scene.kernel.entries(MessageStatus.REFUSED))
                    .singleElement()
                    .satisfies(e -> assertThat(e.message().kind()).isEqualTo(Message.Kind.ANSWER));
        }
    }

    @Test
    void replyOverARouteThatIsGoneFailsItsCaller() throws Exception {
        var scene = asking("{\"n\":1}");
        scene.routes.mute("target");
        try (scene) {
            scene.start().submit("p", "asker", "Note", Scene.NOTE_1).await();
        }
        assertThat(told.getFirst().kind()).isEqualTo(Kind.HANDLER_FAILED);
        assertThat(told.getFirst().message()).contains("may not answer");
    }

    @Test
    void refusedBroadcastIsJournaledAndTellsNobody() throws Exception {
        var cast = new Outgoing.Broadcast(List.of("target", "nobody"), "Note", Scene.NOTE_1);
        try (var scene =
                new Scene()
                        .pure(
                                "caster",
                                d -> Scene.send(cast, new Outgoing.Reply("Note", Scene.NOTE_1)))
                        .pure("target", d -> Scene.noted())) {
            var pipeline = scene.start();
            var answer = pipeline.submit("p", "caster", "Note", Scene.NOTE_1).await();
            pipeline.close();

            assertThat(answer).isInstanceOf(Answer.Replied.class);
            assertThat(scene.kernel.entries(MessageStatus.REFUSED)).hasSize(1);
            assertThat(scene.kernel.undelivered()).isEmpty();
            assertThat(scene.kernel.paths()).containsExactly("root", "root.caster");
        }
    }

    @Test
    void promptAsksThePersonBeforeTheToolStarts() throws Exception {
        var scene = prompted();
        scene.builder.approver(
                question -> {
                    assertThat(reached).isFalse();
                    return ApprovalAnswer.allow("me", ApprovalScope.ONCE);
                });
        try (scene) {
            var answer = scene.start().submit("p", "tool", "ToolRequest", Scene.NOTE_1).await();
            assertThat(answer).isInstanceOf(Answer.Replied.class);
            assertThat(reached).isTrue();
        }
    }

    @Test
    void promptWithNobodyThereIsDenied() throws Exception {
        try (var scene = prompted()) {
            var answer = scene.start().submit("p", "tool", "ToolRequest", Scene.NOTE_1).await();

            assertThat(kind(answer)).isEqualTo(Kind.DENIED);
            assertThat(((Answer.Failed) answer).failure().message())
                    .startsWith("tool was not allowed; ")
                    .contains("do without it")
                    .endsWith("The reason: no one is here to ask");
            assertThat(reached).isFalse();
        }
    }

    @Test
    void approverThatThrowsIsANo() throws Exception {
        var scene = prompted();
        scene.builder.approver(
                question -> {
                    throw new IllegalStateException("no terminal" + "!".repeat(1 << 20));
                });
        try (scene) {
            var answer = scene.start().submit("p", "tool", "ToolRequest", Scene.NOTE_1).await();

            assertThat(kind(answer)).isEqualTo(Kind.DENIED);
            assertThat(((Answer.Failed) answer).failure().message())
                    .contains("do without it", "no terminal")
                    .hasSizeLessThan(2_200);
            assertThat(reached).isFalse();
        }
    }

    @Test
    void doubledNamesAndTheSystemsOwnAreOneClearError() {
        var scene = new Scene().pure("target", d -> Scene.noted());
        assertThatThrownBy(() -> scene.noter("target", d -> Scene.noted()))
                .hasMessage("listener 'target' is there already; names are unique");
        for (var name : List.of("user", "system", "root")) {
            assertThatThrownBy(() -> scene.noter(name, d -> Scene.noted()))
                    .hasMessageContaining("the system's own");
        }
    }

    @Test
    void unknownRunCannotBeFollowedUp() {
        try (var scene = new Scene()) {
            var pipeline = scene.start();
            assertThatThrownBy(() -> pipeline.followUp(new RunId("r-0"), "Note", Scene.NOTE_1))
                    .hasMessage("there is no run r-0");
        }
    }

    private Scene prompted() {
        var scene =
                new Scene()
                        .tool(
                                "tool",
                                call -> {
                                    reached.set(true);
                                    return ToolOutcome.succeeded("");
                                });
        scene.routes.permit("tool", Permission.PROMPT);
        return scene;
    }

    private Scene asking(String payload) {
        var send = new Outgoing.Send("target", "Note", UntrustedBytes.of(payload), "c");
        return new Scene()
                .pure("asker", asker(send))
                .pure(
                        "target",
                        delivery -> {
                            reached.set(true);
                            return Scene.noted();
                        });
    }

    private Scene.Code asker(Outgoing.Send send) {
        return delivery -> {
            if (delivery.message().kind() == Message.Kind.REQUEST) {
                return Scene.send(send);
            }
            if (delivery.message().kind() == Message.Kind.FAILURE) {
                assertThat(delivery.message().call()).isEqualTo(send.call());
                told.add(Failure.from(delivery.payload()));
            }
            return Scene.noted();
        };
    }

    private void expectRefusal(Scene scene, Kind kind) throws Exception {
        try (scene) {
            scene.start().submit("p", "asker", "Note", Scene.NOTE_1).await();
        }
        assertThat(told).hasSize(1);
        assertThat(told.getFirst().kind()).isEqualTo(kind);
        assertThat(reached).isFalse();
        var refused = scene.kernel.entries(MessageStatus.REFUSED);
        assertThat(refused).hasSize(1);
        assertThat(refused.getFirst().reason()).startsWith(kind.wireName() + ": ");
        assertThat(refused.getFirst().message().sender()).isEqualTo("asker");
        assertThat(scene.events)
                .filteredOn(BestCodeEvent.ErrorRaised.class::isInstance)
                .singleElement()
                .satisfies(
                        event ->
                                assertThat(((BestCodeEvent.ErrorRaised) event).kind())
                                        .isEqualTo(kind.wireName()));
    }

    private static Kind kind(Answer answer) {
        return ((Answer.Failed) answer).failure().kind();
    }
}
