package dev.bestcode.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.control.AgentResult;
import dev.bestcode.api.control.RunStatus;
import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.MessageStatus;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.kernel.Usage;
import dev.bestcode.api.message.Message;
import dev.bestcode.api.message.MessageId;
import dev.bestcode.runtime.ControlClient;
import dev.bestcode.runtime.JournalLine;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

class OwnersRunTest {
    private static final RunId RUN = new RunId("r-1");

    @TempDir private Path folder;

    @Test
    void anEndThatAGapOfEventsCoversIsReadFromTheJournal() throws Exception {
        var gap = JsonObject.builder().put("from", 8).put("to", 15).build();
        var entries =
                List.of(
                        entry(9, Message.Kind.REQUEST, Optional.empty(), MessageStatus.REFUSED),
                        entry(9, Message.Kind.FAILURE, Optional.of(9L), MessageStatus.DELIVERED),
                        entry(12, Message.Kind.ANSWER, Optional.of(1L), MessageStatus.DELIVERED));
        try (var _ = FakeOwner.in(folder, gap, entries);
                var client = ControlClient.connect(folder).orElseThrow()) {
            assertThat(OwnersRun.of(RUN, folder, client).goOn("and on", RunOutput.stream_json))
                    .isEqualTo(ExitCode.LIMIT);
        }
    }

    /// A follow-up that was refused, the failure that says so, and the end of the task.
    private static JsonObject entry(
            long lsn, Message.Kind kind, Optional<Long> answers, MessageStatus status) {
        var result = new AgentResult(RunStatus.LIMIT_REACHED, "ended", 3, Usage.ZERO).toJson();
        boolean request = kind == Message.Kind.REQUEST;
        var message =
                new Message(
                        new MessageId(request ? lsn : lsn + 1),
                        new ThreadId(2),
                        kind,
                        request ? Message.USER : "coder",
                        request ? "coder" : Message.USER,
                        AgentResult.TYPE.tag(),
                        answers.map(MessageId::new),
                        "",
                        Bytes.ofUtf8(Json.text(result)));
        return new JournalLine(
                        lsn,
                        Instant.EPOCH,
                        Optional.of(RUN),
                        message,
                        Sha256.of(new byte[0]),
                        status,
                        "",
                        false)
                .toJson();
    }
}
