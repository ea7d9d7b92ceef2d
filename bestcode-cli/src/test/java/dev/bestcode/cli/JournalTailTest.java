package dev.bestcode.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.MessageStatus;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.message.Message;
import dev.bestcode.api.message.MessageId;
import dev.bestcode.runtime.JournalLine;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.Optional;

class JournalTailTest {
    @Test
    void anEntryIsOneLineThatCannotTouchTheTerminal() {
        var line = text(entry("gr\u001b[2Jep", "no\nroute", "{\"a\":\"\u202e\"}\nmore"));

        assertThat(line)
                .matches(" {5}9 \\d\\d:\\d\\d:\\d\\d user → gr\ufffd\\[2Jep AgentTask, .*")
                .endsWith("refused no route: {\"a\":\"\ufffd\"} more");
    }

    @Test
    void aLongPayloadIsCut() {
        var line = text(entry("grep", "", "x".repeat(100_000)));

        assertThat(line).hasSize(160).endsWith("x…");
    }

    @Test
    void anEntryWithoutItsPayloadSaysSo() {
        var line = entry("grep", "", "", true);

        assertThat(text(line)).endsWith("refused: (pruned)");
    }

    private static String text(JournalLine line) {
        return JournalTail.text(line);
    }

    private static JournalLine entry(String listener, String reason, String payload) {
        return entry(listener, reason, payload, false);
    }

    private static JournalLine entry(
            String listener, String reason, String payload, boolean pruned) {
        var bytes = Bytes.ofUtf8(payload);
        var message =
                new Message(
                        new MessageId(5),
                        new ThreadId(3),
                        Message.Kind.REQUEST,
                        "user",
                        listener,
                        "AgentTask",
                        Optional.empty(),
                        "",
                        bytes);
        return new JournalLine(
                9,
                Instant.EPOCH,
                Optional.empty(),
                message,
                bytes.sha256(),
                MessageStatus.REFUSED,
                reason,
                pruned);
    }
}
