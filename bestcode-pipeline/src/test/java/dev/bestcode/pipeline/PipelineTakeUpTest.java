package dev.bestcode.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.event.BestCodeEvent.ApprovalAsked;
import dev.bestcode.api.kernel.Force;
import dev.bestcode.api.kernel.KernelOp;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.message.Delivery;
import dev.bestcode.api.message.HandlerResponse;
import dev.bestcode.api.message.Provenance;
import dev.bestcode.api.message.Source;
import dev.bestcode.api.security.ApprovalAnswer;
import dev.bestcode.api.security.ApprovalScope;
import dev.bestcode.api.security.Approver;
import dev.bestcode.api.security.Permission;
import dev.bestcode.api.tool.Effect;
import dev.bestcode.api.tool.ToolOutcome;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/// A kill, and a second process that takes the run up: nothing has become cleaner by that.
@Timeout(60)
class PipelineTakeUpTest {
    private static final Source WEB = Source.network("evil.example");

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch answered = new CountDownLatch(1);
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Map<String, Provenance> seen = new ConcurrentHashMap<>();

    /// The answer of `page` is in the journal and its thread gone, with all that it had read.
    @Test
    void answerThatNobodyHadReadYetStaysTainted() throws Exception {
        try (var killed = scene();
                var second = scene()) {
            killed.pure("coder", this::asksBothAndNeverReadsTheAnswer);
            var run = waiting(killed, "coder", "Note");
            answered.await();
            second.inherit(killed);

            second.pure(
                    "coder",
                    d ->
                            d.message().call().equals("page")
                                    ? Scene.send(Scene.note("sink", "later"))
                                    : Scene.noted());
            second.start().takeUp(run).await();
            closing.countDown();
        }
        assertThat(seenBy("later").has(WEB)).isTrue();
        assertThat(seenBy("later").has(Source.listener("page"))).isTrue();
        assertThat(seenBy("later").has(Source.user())).isTrue();
    }

    @Test
    void requestOfTheUserThatWaitedForApprovalStillBearsTheUser() throws Exception {
        try (var killed = scene();
                var second = scene()) {
            var run = waiting(killed, "asker", "AskerRequest");
            second.inherit(killed);

            second.builder.approver(_ -> ApprovalAnswer.allow("me", ApprovalScope.ONCE));
            second.start().takeUp(run).await();
        }
        assertThat(seenBy("asker")).isEqualTo(Provenance.of(Source.user()));
    }

    /// The no is in the journal, and the kill came before the call had ended by it.
    @ParameterizedTest
    @EnumSource(Effect.class)
    void callThatAPersonHadDeniedIsToldAsDenied(Effect effect) throws Exception {
        try (var killed = asking(effect);
                var second = asking(effect)) {
            killed.builder.approver(_ -> ApprovalAnswer.deny("me", "not that"));
            var denied = killed.start().submit("p", "asker", "AskerRequest", Scene.NOTE_1);
            assertThat(denied.await()).isInstanceOf(Answer.Failed.class);
            copyUntilAnswered(killed, second);

            second.builder.approver(_ -> ApprovalAnswer.allow("me", ApprovalScope.ONCE));
            assertThat(second.start().takeUp(denied.run()).await()).isEqualTo(denied.await());
            assertThat(seen).isEmpty();
            assertThat(second.kernel.undelivered()).isEmpty();
        }
    }

    private Scene asking(Effect effect) {
        var scene = new Scene();
        scene.routes.permit("asker", Permission.PROMPT);
        return scene.tool(
                "asker",
                effect,
                List::of,
                call -> {
                    seen.put("asker", call.provenance());
                    return ToolOutcome.succeeded("");
                });
    }

    private Scene scene() {
        var scene = new Scene();
        scene.routes.permit("asker", Permission.PROMPT);
        scene.builder.approver(Approver.elsewhere());
        scene.tool(
                "asker",
                call -> {
                    seen.put("asker", call.provenance());
                    return ToolOutcome.succeeded("");
                });
        scene.pure(
                "page",
                d -> {
                    d.readFrom(WEB);
                    return Scene.noted();
                });
        return scene.pure("sink", this::sink);
    }

    private HandlerResponse sink(Delivery delivery) {
        seen.put(delivery.message().call(), delivery.provenance());
        return Scene.noted();
    }

    private HandlerResponse asksBothAndNeverReadsTheAnswer(Delivery delivery)
            throws InterruptedException {
        if (delivery.message().call().equals("page")) {
            answered.countDown();
            closing.await();
        }
        return Scene.send(Scene.note("page", "page"), Scene.call("asker", "asker"));
    }

    private RunId waiting(Scene scene, String listener, String tag) throws InterruptedException {
        var pipeline = scene.start();
        var _ =
                pipeline.watch(
                        event -> {
                            if (event instanceof ApprovalAsked) {
                                asked.countDown();
                            }
                        });
        var ticket = pipeline.submit("p", listener, tag, Scene.NOTE_1);
        asked.await();
        return ticket.run();
    }

    private static void copyUntilAnswered(Scene from, Scene to) {
        to.kernel.content().put(from.routes.rights("p").canonical());
        for (var each : from.kernel.transactions()) {
            to.kernel.commit(each.ops(), Force.NOW);
            if (each.ops().stream().anyMatch(PipelineTakeUpTest::isAnswerOfAPerson)) {
                return;
            }
        }
    }

    private static boolean isAnswerOfAPerson(KernelOp op) {
        return op instanceof KernelOp.MessageDispatched(var message)
                && message.tag().equals(ApprovalAnswer.TYPE.tag());
    }

    private Provenance seenBy(String call) {
        return Objects.requireNonNull(seen.get(call), call);
    }
}
