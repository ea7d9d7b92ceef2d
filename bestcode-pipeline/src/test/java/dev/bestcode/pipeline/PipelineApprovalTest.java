package dev.bestcode.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.event.BestCodeEvent;
import dev.bestcode.api.event.BestCodeEvent.ApprovalAnswered;
import dev.bestcode.api.event.BestCodeEvent.ApprovalAsked;
import dev.bestcode.api.json.Json;
import dev.bestcode.api.kernel.Force;
import dev.bestcode.api.kernel.KernelOp;
import dev.bestcode.api.kernel.MessageStatus;
import dev.bestcode.api.message.Message;
import dev.bestcode.api.message.MessageId;
import dev.bestcode.api.message.UntrustedBytes;
import dev.bestcode.api.security.ApprovalAnswer;
import dev.bestcode.api.security.ApprovalMemory;
import dev.bestcode.api.security.ApprovalRequest;
import dev.bestcode.api.security.ApprovalScope;
import dev.bestcode.api.security.Approver;
import dev.bestcode.api.security.Permission;
import dev.bestcode.api.tool.ToolOutcome;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;

/// Question and answer are in the journal, each before what follows from it.
@Timeout(60)
class PipelineApprovalTest {
    private static final ApprovalAnswer YES = ApprovalAnswer.allow("me", ApprovalScope.ONCE);

    private final List<Boolean> journaledFirst = new CopyOnWriteArrayList<>();
    private final LinkedBlockingQueue<MessageId> asked = new LinkedBlockingQueue<>();

    @Test
    void questionAndAnswerAreForcedBeforeWhatFollowsFromThem() throws Exception {
        var seen = Collections.synchronizedList(new ArrayList<MessageStatus>());
        var scene = scene();
        scene.builder.approver(
                request -> {
                    seen.add(questions(scene).getLast());
                    return YES;
                });
        try (scene) {
            run(scene.start(), "{\"n\":1}");

            assertThat(seen).containsExactly(MessageStatus.DISPATCHED);
            assertThat(questions(scene)).containsExactly(MessageStatus.DELIVERED);
            assertThat(journaledFirst).containsExactly(true);
            assertThat(answers(scene)).containsExactly(YES);
            assertThat(scene.kernel.transactions())
                    .filteredOn(each -> each.ops().stream().anyMatch(this::isOfApproval))
                    .allMatch(each -> each.force() == Force.NOW)
                    .hasSize(2);
            assertThat(scene.kernel.undelivered()).isEmpty();
        }
    }

    @Test
    void anAnswerFromElsewhereCountsWhenItIsTheFirst() throws Exception {
        var scene = scene();
        scene.builder.approver(Approver.elsewhere());
        try (scene) {
            var pipeline = scene.start();
            var _ = pipeline.watch(this::note);
            var ticket =
                    pipeline.submit("p", "tool", "ToolRequest", UntrustedBytes.of("{\"n\":1}"));
            var question = asked.take();

            assertThat(pipeline.approve(question, YES)).isTrue();
            assertThat(pipeline.approve(question, ApprovalAnswer.deny("you", "no"))).isFalse();
            assertThat(pipeline.approve(new MessageId(9_999), YES)).isFalse();

            assertThat(ticket.await()).isInstanceOf(Answer.Replied.class);
            assertThat(answers(scene)).containsExactly(YES);
        }
    }

    @Test
    void aNoFromElsewhereIsWhatTheCallerReads() throws Exception {
        var scene = scene();
        scene.builder.approver(Approver.elsewhere());
        try (scene) {
            var pipeline = scene.start();
            var _ = pipeline.watch(this::note);
            var ticket =
                    pipeline.submit("p", "tool", "ToolRequest", UntrustedBytes.of("{\"n\":1}"));

            pipeline.approve(asked.take(), ApprovalAnswer.deny("you", "not today"));

            assertThat(((Answer.Failed) ticket.await()).failure().message())
                    .endsWith("The reason: not today");
            assertThat(journaledFirst).isEmpty();
        }
    }

    @Test
    void aStoppedRunsQuestionIsWithdrawnAndCannotBeAnsweredAnyMore() throws Exception {
        var scene = scene();
        scene.builder.approver(Approver.elsewhere());
        try (scene) {
            var pipeline = scene.start();
            var _ = pipeline.watch(this::note);
            var ticket =
                    pipeline.submit("p", "tool", "ToolRequest", UntrustedBytes.of("{\"n\":1}"));
            var question = asked.take();

            pipeline.stop(ticket);
            ticket.await();

            assertThat(questions(scene)).containsExactly(MessageStatus.FAILED);
            assertThat(pipeline.approve(question, YES)).isFalse();
            assertThat(journaledFirst).isEmpty();
        }
    }

    @Test
    void aYesForTheRunIsForTheVerySameCallOfThatRunAlone() throws Exception {
        var times = Collections.synchronizedList(new ArrayList<String>());
        var scene = scene();
        scene.builder.approver(
                request -> {
                    times.add(request.arguments().toString());
                    return ApprovalAnswer.allow("me", ApprovalScope.RUN);
                });
        try (scene) {
            var pipeline = scene.start();
            var run = run(pipeline, "{\"n\":1}").run();
            pipeline.followUp(run, "ToolRequest", UntrustedBytes.of("{ \"n\": 1 }")).await();
            assertThat(times).as("the same again").hasSize(1);

            pipeline.followUp(run, "ToolRequest", UntrustedBytes.of("{\"n\":2}")).await();
            assertThat(times).as("other arguments").hasSize(2);

            run(pipeline, "{\"n\":1}");
            assertThat(times).as("another run").hasSize(3);
            assertThat(answers(scene))
                    .extracting(ApprovalAnswer::by)
                    .containsExactly("me", "an earlier answer of this run", "me", "me");
        }
    }

    @Test
    void aYesForGoodIsKeptAndJournaledWhenItIsUsed() throws Exception {
        var memory = new Memory();
        var scene = scene();
        scene.builder
                .memory(memory)
                .approver(_ -> ApprovalAnswer.allow("me", ApprovalScope.ALWAYS));
        try (scene) {
            var pipeline = scene.start();
            run(pipeline, "{\"n\":1}");
            run(pipeline, "{\"n\":1}");

            assertThat(memory.kept).hasSize(1);
            assertThat(answers(scene)).extracting(ApprovalAnswer::by).containsExactly("me", "kept");
            assertThat(journaledFirst).containsExactly(true, true);
        }
    }

    @Test
    void watchersSeeTheQuestionAndTheAnswer() throws Exception {
        var scene = scene();
        scene.builder.approver(_ -> YES);
        try (scene) {
            var pipeline = scene.start();
            run(pipeline, "{\"n\":1}");
            pipeline.close();

            assertThat(scene.events)
                    .filteredOn(ApprovalAsked.class::isInstance)
                    .singleElement()
                    .satisfies(e -> assertThat(((ApprovalAsked) e).tool()).isEqualTo("tool"));
            assertThat(scene.events)
                    .filteredOn(ApprovalAnswered.class::isInstance)
                    .singleElement()
                    .satisfies(e -> assertThat(((ApprovalAnswered) e).answer()).isEqualTo(YES));
        }
    }

    private Scene scene() {
        var scene = new Scene();
        scene.tool(
                "tool",
                _ -> {
                    journaledFirst.add(answers(scene).size() == journaledFirst.size() + 1);
                    return ToolOutcome.succeeded("");
                });
        scene.routes.permit("tool", Permission.PROMPT);
        return scene;
    }

    private void note(BestCodeEvent event) {
        if (event instanceof ApprovalAsked question) {
            asked.add(question.question());
        }
    }

    private static Ticket run(Pipeline pipeline, String arguments) throws InterruptedException {
        var ticket = pipeline.submit("p", "tool", "ToolRequest", UntrustedBytes.of(arguments));
        ticket.await();
        return ticket;
    }

    private boolean isOfApproval(KernelOp op) {
        return op instanceof KernelOp.MessageDispatched(var message)
                && (message.tag().equals(ApprovalRequest.TYPE.tag())
                        || message.tag().equals(ApprovalAnswer.TYPE.tag()));
    }

    private static List<MessageStatus> questions(Scene scene) {
        return scene.kernel.entries().stream()
                .filter(e -> e.message().sender().equals(Message.SYSTEM))
                .filter(e -> e.message().tag().equals(ApprovalRequest.TYPE.tag()))
                .map(e -> e.status())
                .toList();
    }

    private static List<ApprovalAnswer> answers(Scene scene) {
        return scene.kernel.entries().stream()
                .filter(e -> e.message().tag().equals(ApprovalAnswer.TYPE.tag()))
                .map(e -> ApprovalAnswer.from(Json.parseObject(e.message().payload().utf8())))
                .toList();
    }

    /// Keeps in memory.
    private static final class Memory implements ApprovalMemory {
        private final List<ApprovalRequest> kept = new CopyOnWriteArrayList<>();

        @Override
        public Optional<ApprovalAnswer> recall(ApprovalRequest request) {
            return kept.stream()
                    .filter(each -> each.digest().equals(request.digest()))
                    .findFirst()
                    .map(_ -> ApprovalAnswer.allow("kept", ApprovalScope.ALWAYS));
        }

        @Override
        public Optional<String> keep(ApprovalRequest request, ApprovalAnswer answer) {
            kept.add(request);
            return Optional.empty();
        }
    }
}
