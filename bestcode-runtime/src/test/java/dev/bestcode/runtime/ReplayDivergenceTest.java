package dev.bestcode.runtime;

import static dev.bestcode.testkit.Step.answer;
import static dev.bestcode.testkit.Step.calls;
import static dev.bestcode.testkit.Step.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.control.Task;
import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.KernelOp;
import dev.bestcode.api.kernel.KernelOp.MessageDispatched;
import dev.bestcode.api.kernel.KernelOp.SegmentAdded;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.message.Message;
import dev.bestcode.api.organism.Organism;
import dev.bestcode.kernel.FileStorage;
import dev.bestcode.organism.OrganismYaml;
import dev.bestcode.testkit.ScriptedClient;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/// Whatever differs is named where it first matters, with both sides (G12).
@Timeout(120)
class ReplayDivergenceTest {
    @TempDir private Path folder;
    private BestCode os;
    private RunId run;

    @BeforeEach
    void aRun() throws Exception {
        Files.writeString(folder.resolve("a.txt"), "alpha");
        os =
                builder(organism("Work.", 50, "file-read, glob"))
                        .llm(
                                ScriptedClient.of(
                                        calls(tool("file-read", "{\"path\":\"a.txt\"}")),
                                        answer("It says alpha.")))
                        .build();
        run = os.submit(Task.of("coding", "what does a.txt say?")).await().run();
        ReplayTest.same(os.replay(run));
    }

    @AfterEach
    void close() {
        os.close();
    }

    @Test
    void aChangedToolResult() {
        var at = changed(message("ToolOutcome", "alpha", "omega"));

        assertThat(text(at.logged().orElseThrow())).contains("tool_result").contains("alpha");
        assertThat(text(at.made().orElseThrow())).contains("tool_result").contains("omega");
    }

    @Test
    void aChangedAnswerOfTheModel() {
        var at = changed(message("LlmReply", "It says alpha.", "It says omega."));

        assertThat(text(at.logged().orElseThrow())).contains("It says alpha.");
        assertThat(text(at.made().orElseThrow())).contains("It says omega.");
    }

    @Test
    void aChangedPage() {
        var at =
                changed(
                        op ->
                                op instanceof SegmentAdded added && added.tag().equals("user")
                                        ? page(added, "what does", "who does")
                                        : op);

        assertThat(text(at.logged().orElseThrow())).contains("who does");
        assertThat(text(at.made().orElseThrow())).contains("what does");
    }

    @Test
    void aChargeThatNobodyMade() {
        var at =
                changed(
                        op ->
                                op instanceof KernelOp.UsageCharged(var thread, var usage)
                                        ? new KernelOp.UsageCharged(thread, usage.plus(usage))
                                        : op);

        assertThat(at.logged().orElseThrow()).isInstanceOf(KernelOp.UsageCharged.class);
        assertThat(at.made().orElseThrow()).isInstanceOf(KernelOp.UsageCharged.class);
    }

    @Test
    void anotherPrompt() {
        var at = under(organism("Play.", 50, "file-read, glob"));

        assertThat(text(at.logged().orElseThrow())).startsWith("Work.");
        assertThat(text(at.made().orElseThrow())).startsWith("Play.");
    }

    @Test
    void anotherLimit() {
        var at = under(organism("Work.", 7, "file-read, glob"));

        assertThat(text(at.logged().orElseThrow())).contains("\"limit\":50");
        assertThat(text(at.made().orElseThrow())).contains("\"limit\":7");
    }

    @Test
    void otherRights() {
        var at = under(organism("Work.", 50, "file-read"));

        assertThat(at.logged().orElseThrow()).isInstanceOf(KernelOp.ThreadPushed.class);
        assertThat(at.made().orElseThrow()).isInstanceOf(KernelOp.ThreadPushed.class);
    }

    private ReplayResult.Diverged changed(UnaryOperator<KernelOp> change) {
        try (var copy = Copied.of(os.state(), run, change)) {
            var replay = builder(organism("Work.", 50, "file-read, glob")).replay();
            return diverged(replay.of(copy.state(), run));
        }
    }

    private ReplayResult.Diverged under(Organism organism) {
        return diverged(builder(organism).replay().of(os.state(), run));
    }

    private static ReplayResult.Diverged diverged(ReplayResult result) {
        assertThat(result).isInstanceOf(ReplayResult.Diverged.class);
        return (ReplayResult.Diverged) result;
    }

    private BestCodeBuilder builder(Organism organism) {
        return Replays.system(FileStorage.inMemory(), ScriptedClient.of(), folder)
                .organism(organism);
    }

    private Organism organism(String prompt, int iterations, String listeners) {
        return OrganismYaml.parse(
                """
            prompts: {plain: "%s"}
            listeners:
              - name: coder
                payload_class: agent.AgentTask
                handler: agent.handle
                description: Works
                agent: {prompt: plain, max_iterations: %d}
                peers: [file-read, glob]
            profiles:
              coding:
                listeners: [coder, %s]
            """
                        .formatted(prompt, iterations, listeners),
                folder);
    }

    private static UnaryOperator<KernelOp> message(String tag, String before, String after) {
        return op ->
                op instanceof MessageDispatched(var message) && message.tag().equals(tag)
                        ? new MessageDispatched(
                                new Message(
                                        message.id(),
                                        message.thread(),
                                        message.kind(),
                                        message.sender(),
                                        message.listener(),
                                        message.tag(),
                                        message.answers(),
                                        message.call(),
                                        replaced(message.payload(), before, after)))
                        : op;
    }

    private static SegmentAdded page(SegmentAdded page, String before, String after) {
        return new SegmentAdded(
                page.thread(),
                page.segment(),
                page.tag(),
                replaced(page.content(), before, after),
                page.tokens(),
                page.relevance(),
                page.pinned());
    }

    private static Bytes replaced(Bytes text, String before, String after) {
        return Bytes.ofUtf8(text.utf8().replace(before, after));
    }

    private static String text(KernelOp op) {
        return switch (op) {
            case SegmentAdded added -> added.content().utf8();
            case KernelOp.HandlerStateSet set -> set.state().utf8();
            case KernelOp other -> other.toString();
        };
    }
}
