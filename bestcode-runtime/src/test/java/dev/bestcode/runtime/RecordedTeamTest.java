package dev.bestcode.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.control.RunStatus;
import dev.bestcode.api.control.Task;
import dev.bestcode.api.json.Json;
import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.api.kernel.Usage;
import dev.bestcode.api.llm.ContentBlock;
import dev.bestcode.api.llm.LlmClient;
import dev.bestcode.api.llm.LlmReply;
import dev.bestcode.api.llm.LlmRequest;
import dev.bestcode.api.llm.StopReason;
import dev.bestcode.kernel.FileStorage;
import dev.bestcode.llm.Cassette;
import dev.bestcode.llm.RecordingClient;
import dev.bestcode.llm.ReplayClient;
import dev.bestcode.tools.NativeTools;
import dev.bestcode.tools.Workspace;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/// Helpers that think at once are answered in one order when they are recorded, and ask in another
/// when they are played.
@Timeout(60)
class RecordedTeamTest {
    private static final String ONE = "look at one";
    private static final String TWO = "look at two";

    @TempDir private Path folder;

    @Test
    void helpersAtOncePlayInWhateverOrderTheyAsk() throws Exception {
        var tape = folder.resolve("tape");
        var recording = RecordingClient.into(tape, (request, _) -> said(request), "", List.of());
        run(inOrder(TWO, ONE, recording));

        var cassette = Cassette.read(tape);
        assertThat(cassette.entries()).hasSize(4);
        run(inOrder(ONE, TWO, ReplayClient.of(cassette, "")));
    }

    private void run(LlmClient client) throws Exception {
        try (var os =
                BestCode.builder()
                        .organism(Team.organism("", folder))
                        .llm(client)
                        .tools(NativeTools.in(Workspace.at(folder)))
                        .storage(FileStorage.inMemory())
                        .build()) {
            var result = os.submit(Task.of("leading", "x").withListener("lead")).await();

            assertThat(result.status()).as(result.text()).isEqualTo(RunStatus.DONE);
            assertThat(result.text()).isEqualTo("done");
        }
    }

    /// A client that is asked for the second task only once it has answered the first.
    private static LlmClient inOrder(String first, String second, LlmClient client) {
        var answered = new CountDownLatch(1);
        return (request, onEvent) -> {
            if (isHelper(request, second)) {
                answered.await();
            }
            try {
                return client.stream(request, onEvent);
            } finally {
                if (isHelper(request, first)) {
                    answered.countDown();
                }
            }
        };
    }

    private static boolean isHelper(LlmRequest request, String task) {
        return request.system().contains("You help.") && text(request).contains(task);
    }

    private static LlmReply said(LlmRequest request) {
        if (request.system().contains("You help.")) {
            return reply(StopReason.END_TURN, new ContentBlock.Text("looked"));
        }
        return text(request).contains("looked")
                ? reply(StopReason.END_TURN, new ContentBlock.Text("done"))
                : reply(StopReason.TOOL_USE, help("a", ONE), help("b", TWO));
    }

    private static ContentBlock help(String id, String task) {
        return new ContentBlock.ToolUse(
                id, "help", Json.parseObject("{\"task\":\"%s\"}".formatted(task)));
    }

    private static LlmReply reply(StopReason stop, ContentBlock... blocks) {
        return new LlmReply(
                "m", List.of(blocks), stop, new Usage(1, 1, 0, 0), Sha256.of(new byte[0]));
    }

    private static String text(LlmRequest request) {
        return request.messages().toString();
    }
}
