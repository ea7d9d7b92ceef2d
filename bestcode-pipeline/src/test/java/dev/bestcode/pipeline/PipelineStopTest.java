package dev.bestcode.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestcode.api.kernel.KernelException;
import dev.bestcode.api.kernel.MessageStatus;
import dev.bestcode.api.kernel.ThreadStatus;
import dev.bestcode.api.message.Delivery;
import dev.bestcode.api.message.Failure;
import dev.bestcode.api.message.Failure.Kind;
import dev.bestcode.api.message.HandlerResponse;
import dev.bestcode.api.message.Message;
import dev.bestcode.api.message.Outcome;
import dev.bestcode.api.message.Outgoing;
import dev.bestcode.api.security.Permission;
import dev.bestcode.api.tool.ToolOutcome;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/// Stop, in every phase that a run can be in.
@Timeout(60)
class PipelineStopTest {
    private final CountDownLatch underWay = new CountDownLatch(1);
    private final CountDownLatch never = new CountDownLatch(1);
    private final CountDownLatch interrupted = new CountDownLatch(1);

    @Test
    void runningToolIsInterruptedAndTheAgentHearsItFirst() throws Exception {
        try (var scene = withTool(true)) {
            scene.agent(
                    "coder",
                    d -> {
                        if (d.message().kind() == Message.Kind.REQUEST) {
                            return Scene.send(Scene.call("tool", "c"));
                        }
                        assertThat(d.message().sender()).isEqualTo(Message.SYSTEM);
                        assertThat(d.message().answers()).isEmpty();
                        return Scene.finished("stopped by hand");
                    });
            var answer = stopUnderWay(scene, "coder", "AgentTask");

            assertThat(answer).isInstanceOf(Answer.Replied.class);
            interrupted.await();
        }
    }

    @Test
    void runThatItsAgentLeavesOpenIsEndedByThePipeline() throws Exception {
        try (var scene = withTool(true)) {
            scene.agent("coder", this::callsAndWaits);
            var answer = stopUnderWay(scene, "coder", "AgentTask");

            expectStopped(scene, answer);
        }
    }

    @Test
    void sendsAfterTheStopAreRefused() throws Exception {
        try (var scene = withTool(true)) {
            scene.agent("coder", d -> Scene.send(Scene.call("tool", "c" + d.message().id())));
            var answer = stopUnderWay(scene, "coder", "AgentTask");

            expectStopped(scene, answer);
            assertThat(scene.kernel.entries(MessageStatus.REFUSED))
                    .singleElement()
                    .satisfies(e -> assertThat(e.reason()).startsWith("stopped: "));
        }
    }

    @Test
    void stopReachesToolsOfSubAgents() throws Exception {
        try (var scene = withTool(true)) {
            scene.agent("helper", this::callsAndWaits);
            scene.pure(
                    "lead",
                    d ->
                            d.message().kind() == Message.Kind.REQUEST
                                    ? Scene.send(
                                            new Outgoing.Send(
                                                    "helper", "AgentTask", Scene.TASK, "h"))
                                    : Scene.acknowledge());
            var answer = stopUnderWay(scene, "lead", "Note");

            expectStopped(scene, answer);
            interrupted.await();
        }
    }

    @Test
    void waitForARetryIsCutShort() throws Exception {
        try (var scene = new Scene()) {
            var later = new Outcome.RetryAfter(Duration.ofMinutes(10), "overloaded");
            scene.noter(
                    "tool",
                    d -> {
                        underWay.countDown();
                        return new HandlerResponse(List.of(), List.of(), later);
                    });
            expectStopped(scene, stopUnderWay(scene, "tool", "Note"));
        }
    }

    @Test
    void waitForAPersonIsCutShort() throws Exception {
        try (var scene = withTool(false)) {
            scene.routes.permit("tool", Permission.PROMPT);
            scene.builder.approver(
                    question -> {
                        underWay.countDown();
                        never.await();
                        throw new AssertionError("unreachable");
                    });
            expectStopped(scene, stopUnderWay(scene, "tool", "ToolRequest"));
        }
    }

    @Test
    void stoppedRunCanGoOnAndAnEndedOneIsLeftAlone() throws Exception {
        try (var scene = withTool(true)) {
            var pipeline = scene.start();
            var ticket = pipeline.submit("p", "tool", "ToolRequest", Scene.NOTE_1);
            underWay.await();
            pipeline.stop(ticket);
            pipeline.stop(ticket);
            expectStopped(scene, ticket.await());

            int before = scene.kernel.transactions().size();
            pipeline.stop(ticket);
            assertThat(scene.kernel.transactions()).hasSize(before);

            never.countDown();
            var second = pipeline.followUp(ticket.run(), "ToolRequest", Scene.NOTE_1);
            assertThat(second.await()).isInstanceOf(Answer.Replied.class);
        }
    }

    @Test
    void ticketThatHasEndedDoesNotStopItsFollowUp() throws Exception {
        try (var scene = new Scene()) {
            var second = new CountDownLatch(1);
            scene.noter(
                    "target",
                    d -> {
                        if (second.getCount() == 0) {
                            underWay.countDown();
                            never.await();
                        }
                        return Scene.noted();
                    });
            var pipeline = scene.start();
            var first = pipeline.submit("p", "target", "Note", Scene.NOTE_1);
            first.await();
            second.countDown();
            var followUp = pipeline.followUp(first.run(), "Note", Scene.NOTE_1);
            underWay.await();

            pipeline.stop(first);
            never.countDown();

            assertThat(followUp.await()).isInstanceOf(Answer.Replied.class);
        }
    }

    @Test
    void stopOnAFailedLogInterruptsTheToolAndTellsWhoeverWaits() throws Exception {
        try (var scene = withTool(true)) {
            scene.agent("coder", this::callsAndWaits);
            var pipeline = scene.start();
            var ticket = pipeline.submit("p", "coder", "AgentTask", Scene.TASK);
            underWay.await();
            scene.kernel.breakLog();

            pipeline.stop(ticket);

            assertThatThrownBy(ticket::await)
                    .isInstanceOf(KernelException.class)
                    .hasMessage("the log failed");
            interrupted.await();
        }
    }

    @Test
    void failedLogInterruptsTheOtherToolsOfTheRunAndCloseWaitsForThem() throws Exception {
        var ended = new AtomicBoolean();
        try (var scene = new Scene()) {
            scene.tool(
                    "slow",
                    call -> {
                        underWay.countDown();
                        try {
                            never.await();
                        } catch (InterruptedException e) {
                            assertThat(never.await(200, TimeUnit.MILLISECONDS)).isFalse();
                            ended.set(true); // as late as a process that takes its time to end
                        }
                        return ToolOutcome.succeeded("");
                    });
            scene.tool(
                    "breaker",
                    call -> {
                        underWay.await();
                        scene.kernel.breakLog();
                        return ToolOutcome.succeeded("");
                    });
            scene.agent(
                    "coder", d -> Scene.send(Scene.call("slow", "a"), Scene.call("breaker", "b")));
            var pipeline = scene.start();
            var ticket = pipeline.submit("p", "coder", "AgentTask", Scene.TASK);

            assertThatThrownBy(ticket::await).isInstanceOf(KernelException.class);
            pipeline.close();
            assertThat(ended).isTrue();
        }
    }

    @Test
    void secondCloseWaitsForTheFirst() throws Exception {
        try (var scene = new Scene()) {
            scene.noter(
                    "target",
                    d -> {
                        underWay.countDown();
                        never.await();
                        return Scene.noted();
                    });
            var pipeline = scene.start();
            var ticket = pipeline.submit("p", "target", "Note", Scene.NOTE_1);
            underWay.await();
            var first = Thread.ofVirtual().start(pipeline::close);
            while (isOpen(pipeline)) {
                Thread.onSpinWait();
            }
            var second = Thread.ofVirtual().start(pipeline::close);

            assertThat(second.join(Duration.ofMillis(200))).isFalse();
            never.countDown();
            second.join();
            first.join();
            assertThat(ticket.await()).isInstanceOf(Answer.Replied.class);
        }
    }

    private static boolean isOpen(Pipeline pipeline) {
        try {
            pipeline.submit("p", "nobody", "Note", Scene.NOTE_1);
            return true;
        } catch (IllegalStateException closed) {
            return false;
        }
    }

    private Scene withTool(boolean blocks) {
        return new Scene()
                .tool(
                        "tool",
                        call -> {
                            underWay.countDown();
                            try {
                                if (blocks) {
                                    never.await();
                                }
                            } catch (InterruptedException e) {
                                interrupted.countDown();
                                throw e;
                            }
                            return ToolOutcome.succeeded("");
                        });
    }

    private HandlerResponse callsAndWaits(Delivery delivery) {
        return delivery.message().kind() == Message.Kind.REQUEST
                ? Scene.send(Scene.call("tool", "c"))
                : Scene.acknowledge();
    }

    private Answer stopUnderWay(Scene scene, String listener, String tag) throws Exception {
        var pipeline = scene.start();
        var payload = tag.equals("AgentTask") ? Scene.TASK : Scene.NOTE_1;
        var ticket = pipeline.submit("p", listener, tag, payload);
        underWay.await();
        pipeline.stop(ticket);
        var answer = ticket.await();
        pipeline.close();
        assertThat(scene.kernel.undelivered()).isEmpty();
        assertThat(scene.kernel.paths()).containsExactly("root", "root." + listener);
        return answer;
    }

    private static void expectStopped(Scene scene, Answer answer) {
        assertThat(answer)
                .isEqualTo(new Answer.Failed(new Failure(Kind.STOPPED, "the run was stopped")));
        var root = scene.kernel.root().orElseThrow();
        assertThat(scene.kernel.children(root.id()).getFirst().status())
                .isEqualTo(ThreadStatus.COMPLETED);
    }
}
