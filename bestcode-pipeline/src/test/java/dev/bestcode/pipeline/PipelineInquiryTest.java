package dev.bestcode.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.event.BestCodeEvent.ApprovalAsked;
import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.Force;
import dev.bestcode.api.kernel.MessageStatus;
import dev.bestcode.api.message.Message;
import dev.bestcode.api.message.MessageId;
import dev.bestcode.api.message.UntrustedBytes;
import dev.bestcode.api.security.ApprovalAnswer;
import dev.bestcode.api.security.ApprovalMemory;
import dev.bestcode.api.security.ApprovalRequest;
import dev.bestcode.api.security.ApprovalScope;
import dev.bestcode.api.security.Approver;
import dev.bestcode.api.tool.Effect;
import dev.bestcode.api.tool.Form;
import dev.bestcode.api.tool.ToolCall;
import dev.bestcode.api.tool.ToolOutcome;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

/// A call that is under way asks a person: in the journal like any question, and of no consequence
/// for any other.
@Timeout(60)
class PipelineInquiryTest {
    private static final Form FORM =
            new Form("who?", Json.parseObject("{\"properties\":{\"name\":{\"type\":\"string\"}}}"));
    private static final JsonObject FILLED = Json.parseObject("{\"name\":\"Ada\"}");

    private final AtomicInteger begun = new AtomicInteger();
    private final LinkedBlockingQueue<MessageId> asked = new LinkedBlockingQueue<>();

    private Scene scene() {
        return new Scene().tool("tool", Effect.OPAQUE, List::of, this::asks);
    }

    private ToolOutcome asks(ToolCall call) throws InterruptedException {
        begun.incrementAndGet();
        var answer = call.person().ask(FORM);
        return ToolOutcome.succeeded(
                answer.allowed()
                        ? Json.text(answer.fields().orElseThrow())
                        : "declined: " + answer.reason());
    }

    private static String text(Ticket ticket) throws InterruptedException {
        return ToolOutcome.from(((Answer.Replied) ticket.await()).payload()).text();
    }

    private static Ticket submit(Pipeline pipeline) {
        return pipeline.submit("p", "tool", "ToolRequest", UntrustedBytes.of("{}"));
    }

    private static List<MessageStatus> questions(Scene scene) {
        return scene.kernel.entries().stream()
                .filter(e -> e.message().sender().equals(Message.SYSTEM))
                .filter(e -> e.message().tag().equals(ApprovalRequest.TYPE.tag()))
                .map(e -> e.status())
                .toList();
    }

    @Test
    void whatAPersonFillsInReachesTheCallAndEachQuestionIsAskedAnew() throws Exception {
        var forms = new LinkedBlockingQueue<Optional<Form>>();
        var scene = scene();
        scene.builder
                .memory(
                        new ApprovalMemory() {
                            @Override
                            public Optional<ApprovalAnswer> recall(ApprovalRequest request) {
                                return Optional.empty();
                            }

                            @Override
                            public Optional<String> keep(
                                    ApprovalRequest request, ApprovalAnswer answer) {
                                throw new AssertionError("kept");
                            }
                        })
                .approver(
                        request -> {
                            forms.add(request.preview().form());
                            return ApprovalAnswer.allow("me", ApprovalScope.ALWAYS)
                                    .withFields(FILLED);
                        });
        try (scene) {
            var pipeline = scene.start();
            var ticket = submit(pipeline);
            assertThat(text(ticket)).isEqualTo(Json.text(FILLED));
            var again = pipeline.followUp(ticket.run(), "ToolRequest", UntrustedBytes.of("{}"));
            assertThat(text(again)).isEqualTo(Json.text(FILLED));

            assertThat(forms).containsExactly(Optional.of(FORM), Optional.of(FORM));
            assertThat(questions(scene))
                    .containsExactly(MessageStatus.DELIVERED, MessageStatus.DELIVERED);
        }
    }

    @Test
    void aNoEndsNoCall() throws Exception {
        var scene = scene();
        scene.builder.approver(_ -> ApprovalAnswer.deny("me", "not today"));
        try (scene) {
            assertThat(text(submit(scene.start()))).isEqualTo("declined: not today");
        }
    }

    @Test
    void withoutAnybodyItIsDeclinedInWords() throws Exception {
        try (var scene = scene()) {
            assertThat(text(submit(scene.start()))).isEqualTo("declined: no one is here to ask");
        }
    }

    @Test
    void aPlaceIsFreeWhileAPersonThinks() throws Exception {
        var scene = scene().tool("other", _ -> ToolOutcome.succeeded("meanwhile"));
        scene.options(PipelineOptions.defaults().withHandlersInFlightMax(1));
        scene.builder.approver(Approver.elsewhere());
        try (scene) {
            var pipeline = scene.start();
            var first = waiting(pipeline);
            var other = pipeline.submit("p", "other", "OtherRequest", UntrustedBytes.of("{}"));
            assertThat(text(other)).isEqualTo("meanwhile");

            pipeline.approve(
                    asked.take(),
                    ApprovalAnswer.allow("me", ApprovalScope.ONCE).withFields(FILLED));
            assertThat(text(first)).isEqualTo(Json.text(FILLED));
        }
    }

    @Test
    void aStoppedRunsQuestionIsWithdrawn() throws Exception {
        var scene = scene();
        scene.builder.approver(Approver.elsewhere());
        try (scene) {
            var pipeline = scene.start();
            var ticket = waiting(pipeline);
            pipeline.stop(ticket);
            ticket.await();

            assertThat(questions(scene)).containsExactly(MessageStatus.FAILED);
        }
    }

    /// It had begun, so it may have had its effect (G11).
    @Test
    void aCallThatAKillCutShortWhileItAskedIsNotRunAgain() throws Exception {
        try (var killed = scene();
                var second = scene()) {
            killed.builder.approver(Approver.elsewhere());
            var run = waiting(killed.start()).run();
            second.kernel.content().put(killed.routes.rights("p").canonical());
            killed.kernel
                    .transactions()
                    .forEach(each -> second.kernel.commit(each.ops(), Force.NOW));

            var answer = second.start().takeUp(run).await();

            assertThat(((Answer.Failed) answer).failure().message()).contains("outcome unknown");
            assertThat(begun).hasValue(1);
            assertThat(questions(second)).containsExactly(MessageStatus.FAILED);
        }
    }

    private Ticket waiting(Pipeline pipeline) throws InterruptedException {
        var _ =
                pipeline.watch(
                        event -> {
                            if (event instanceof ApprovalAsked question) {
                                asked.add(question.question());
                            }
                        });
        var ticket = submit(pipeline);
        var question = asked.take();
        asked.add(question);
        return ticket;
    }
}
