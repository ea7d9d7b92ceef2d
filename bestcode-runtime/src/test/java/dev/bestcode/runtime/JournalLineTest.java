package dev.bestcode.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.MessageStatus;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.message.Message;
import dev.bestcode.api.message.MessageId;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

class JournalLineTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "payload|{\"task\":\"fix it\",\"n\":1.0}",
                "payload|null",
                "payload_text|{ \"spaced\" : 1 }",
                "payload_text|{\"cut\":\"off",
                "payload_text|``",
                "payload_base64|\u00ff\u00fe",
            })
    void aPayloadComesBackToTheByteInTheFormThatKeepsIt(String member, String payload) {
        var line = line(Bytes.of(payload.getBytes(StandardCharsets.ISO_8859_1)));

        var json = Json.parseObject(Json.text(line.toJson()));

        assertThat(json.get(member)).isPresent();
        assertThat(JournalLine.from(json)).isEqualTo(line);
    }

    @Test
    void anEntryWhosePayloadIsGoneSaysSoInItsPlace() {
        var kept = line(Bytes.EMPTY);
        var pruned =
                new JournalLine(
                        kept.lsn(),
                        kept.time(),
                        kept.run(),
                        kept.message(),
                        Bytes.ofUtf8("what it was").sha256(),
                        kept.status(),
                        "",
                        true);

        var json = Json.parseObject(Json.text(pruned.toJson()));

        assertThat(json.bool("pruned")).contains(true);
        assertThat(json.members().keySet()).noneMatch(name -> name.startsWith("payload"));
        assertThat(JournalLine.from(json)).isEqualTo(pruned);
    }

    private static JournalLine line(Bytes payload) {
        var message =
                new Message(
                        new MessageId(5),
                        new ThreadId(3),
                        Message.Kind.ANSWER,
                        "grep",
                        "coder",
                        "ToolOutcome",
                        Optional.of(new MessageId(4)),
                        "call-1",
                        payload);
        return new JournalLine(
                9,
                Instant.ofEpochMilli(1_700_000_000_123L),
                Optional.of(new RunId("r-1")),
                message,
                payload.sha256(),
                MessageStatus.FAILED,
                "late",
                false);
    }
}
