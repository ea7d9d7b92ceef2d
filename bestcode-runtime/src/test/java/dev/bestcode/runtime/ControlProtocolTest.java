package dev.bestcode.runtime;

import static dev.bestcode.testkit.Step.answer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.control.RunStatus;
import dev.bestcode.api.control.Task;
import dev.bestcode.api.json.JsonNull;
import dev.bestcode.testkit.ScriptedModel;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Optional;

/// What peers may say, and what they are told.
class ControlProtocolTest {
    @TempDir private Path folder;
    private ScriptedModel model;
    private BestCode os;
    private Path kernel;

    @BeforeEach
    void start() throws Exception {
        model = ScriptedModel.builder().otherwise(answer("done")).start();
        os = Owner.of(model, folder);
        kernel = folder.resolve("k0");
    }

    @AfterEach
    void stop() throws Exception {
        os.close();
        model.close();
    }

    @Test
    void theFirstLineSaysWhoAnswers() throws Exception {
        try (var peer = RawPeer.connect(kernel)) {
            var greeting = peer.read();

            assertThat(greeting.members().keySet())
                    .containsExactly("bestcode", "pid", "kernel", "started");
            assertThat(greeting.requireLong("bestcode")).isEqualTo(1);
            assertThat(greeting.requireLong("pid")).isEqualTo(ProcessHandle.current().pid());
            assertThat(greeting.requireString("kernel")).isEqualTo("k0");
        }
    }

    @Test
    void infoRepeatsItAndStatsCount() throws Exception {
        os.submit(Task.of("coding", "x")).await();
        try (var peer = RawPeer.greeted(kernel)) {
            var info = peer.say("{\"id\":7,\"op\":\"info\"}").read();
            var stats = peer.say("{\"id\":8,\"op\":\"stats\"}").read();

            assertThat(info.requireLong("id")).isEqualTo(7);
            assertThat(info.requireString("kernel")).isEqualTo("k0");
            assertThat(stats.bool("ok")).contains(true);
            assertThat(stats.requireLong("runs")).isEqualTo(1);
            assertThat(stats.requireLong("under_way")).isZero();
            assertThat(stats.requireLong("lsn")).isPositive();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``|`not a request: empty document`",
                "nonsense|not a request",
                "[1]|expected a JSON object",
                "{\"id\":1,\"id\":1,\"op\":\"info\"}|uplicate",
                "{\"id\":1,\"op\":\"info\"} {}|after the end",
                "{}|'id' must be an integer",
                "{\"id\":\"1\",\"op\":\"info\"}|'id' must be an integer",
                "{\"id\":1}|'op' must be a string",
                "{\"id\":1,\"op\":7}|'op' must be a string",
                "{\"id\":1,\"op\":\"ask\"}|op 'ask' is unknown; there are info, stats,",
                "{\"id\":1,\"op\":\"approve\"}|'question' must be an integer",
                "{\"id\":1,\"op\":\"approve\",\"question\":0}|message id is 0",
                "{\"id\":1,\"op\":\"approve\",\"question\":1,\"allow\":1}|must be true or false",
                "{\"id\":1,\"op\":\"approve\",\"question\":1,\"scope\":\"ever\"}|scope is 'ever'",
                "{\"id\":1,\"op\":\"journal\",\"from\":\"x\"}|'from' must be an integer",
                "{\"id\":1,\"op\":\"journal\",\"from\":-1}|'from' is -1; allowed 0",
                "{\"id\":1,\"op\":\"journal\",\"count\":1001}|'count' is 1001; allowed 0 to 1000",
                "{\"id\":1,\"op\":\"tail\",\"from\":1,\"last\":1}|exclude each other",
                "{\"id\":1,\"op\":\"tail\",\"follow\":\"yes\"}|'follow' must be true or false",
                "{\"id\":1,\"op\":\"tail\",\"run\":\"R 1\"}|run id is 'R 1'",
                "{\"id\":1,\"op\":\"submit\",\"task\":\"x\"}|'profile' must be a string",
                "{\"id\":1,\"op\":\"submit\",\"profile\":\"p\",\"task\":\"x\"}|no profile 'p'",
                "{\"id\":1,\"op\":\"submit\",\"profile\":\"coding\",\"task\":\" \"}|task is empty",
                "{\"id\":1,\"op\":\"follow_up\",\"run\":\"r-0\",\"text\":\"x\"}|there is no run r-0",
                "{\"id\":1,\"op\":\"stop\",\"run\":\"r-0\"}|there is no run r-0",
            })
    void whatIsWrongIsSaidAndTheConnectionGoesOn(String line, String error) throws Exception {
        try (var peer = RawPeer.greeted(kernel)) {
            var told = peer.say(line).read();

            assertThat(told.bool("ok")).contains(false);
            assertThat(told.requireString("error")).contains(error);
            assertThat(told.get("id")).isPresent();
            assertAnswers(peer);
        }
        assertThat(os.submit(Task.of("coding", "x")).await().status()).isEqualTo(RunStatus.DONE);
    }

    @Test
    void bytesThatAreNoTextAreNoRequest() throws Exception {
        try (var peer = RawPeer.greeted(kernel)) {
            var told = peer.sayBytes(new byte[] {'{', (byte) 0xff, 0, '}', '\n'}).read();

            assertThat(told.get("id")).contains(JsonNull.NULL);
            assertThat(told.requireString("error")).contains("UTF-8");
            assertAnswers(peer);
        }
    }

    @Test
    void anOversizeLineIsPassedOverAndTheNextIsAnswered() throws Exception {
        var most = ControlLine.REQUEST_BYTES_MAX;
        try (var peer = RawPeer.greeted(kernel)) {
            var told = peer.say("x".repeat(most + 1)).read();
            assertThat(told.requireString("error")).contains("longer than 1,048,576 bytes");

            var padded = "{\"id\":1,\"op\":\"info\",\"pad\":\"";
            var longest = padded + "x".repeat(most - padded.length() - 2) + "\"}";
            assertThat(peer.say(longest).read().bool("ok")).contains(true);
        }
    }

    @Test
    void aPeerThatLeavesInTheMiddleHarmsNobody() throws Exception {
        try (var peer = RawPeer.connect(kernel)) {
            peer.sayBytes("{\"id\":1,\"op\":\"sub".getBytes(StandardCharsets.UTF_8));
        }
        try (var peer = RawPeer.connect(kernel)) {
            peer.say("{\"id\":1,\"op\":\"tail\",\"follow\":true}");
            peer.say("{\"id\":2,\"op\":\"events\"}");
        }

        assertThat(os.submit(Task.of("coding", "x")).await().status()).isEqualTo(RunStatus.DONE);
        try (var peer = RawPeer.greeted(kernel)) {
            assertAnswers(peer);
        }
    }

    @Test
    void theSeventeenthConnectionIsTurnedAwayUntilOneCloses() throws Exception {
        var peers = new ArrayList<RawPeer>();
        try {
            for (int count = 0; count < ControlServer.CONNECTIONS_MAX; count++) {
                peers.add(RawPeer.greeted(kernel));
            }
            try (var late = RawPeer.connect(kernel)) {
                assertThat(late.read().requireString("error")).contains("16 connections are open");
                assertThat(late.next()).isEmpty();
            }
            peers.removeFirst().close();
            assertThat(awaitGreeting()).isEqualTo("k0");
        } finally {
            for (var peer : peers) {
                peer.close();
            }
        }
    }

    /// The place is free once the owner has read that the peer left.
    private String awaitGreeting() throws IOException {
        while (true) {
            try (var peer = RawPeer.connect(kernel)) {
                var line = peer.read();
                if (line.get("kernel").isPresent()) {
                    return line.requireString("kernel");
                }
            }
            Thread.onSpinWait();
        }
    }

    @Test
    void aConnectionHasEightStreamsAtMost() throws Exception {
        try (var peer = RawPeer.greeted(kernel)) {
            for (int id = 1; id <= ControlConnection.STREAMS_MAX; id++) {
                peer.say("{\"id\":%d,\"op\":\"events\"}".formatted(id));
                assertThat(peer.read().bool("ok")).contains(true);
            }
            var told = peer.say("{\"id\":9,\"op\":\"events\"}").read();

            assertThat(told.requireString("error")).contains("8 streams are open");
            assertAnswers(peer);
        }
    }

    @Test
    void whoSaysNoMoreGetsHisAnswersWhole() throws Exception {
        os.submit(Task.of("coding", "x")).await();
        try (var peer = RawPeer.greeted(kernel)) {
            peer.say("{\"id\":1,\"op\":\"tail\"}").sayNoMore();

            assertThat(peer.read().bool("ok")).contains(true);
            var last = peer.read();
            while (last.bool("end").isEmpty()) {
                assertThat(last.object("entry")).isPresent();
                last = peer.read();
            }
            assertThat(peer.next()).isEmpty();
        }
    }

    @Test
    void aFollowerThatDoesNotReadHoldsNobodyUpAndIsToldOfTheGap() throws Exception {
        var small = Optional.of("small");
        var task = "x".repeat(EventQueue.PENDING_BYTES_MAX / 4);
        try (var peer = RawPeer.greeted(kernel)) {
            peer.say("{\"id\":1,\"op\":\"events\"}");
            assertThat(peer.read().bool("ok")).contains(true);
            for (int run = 0; run < 8; run++) { // twice what may wait, and each ends
                assertThat(os.submit(Task.of("coding", task)).await().status())
                        .isEqualTo(RunStatus.DONE);
            }

            var item = peer.read();
            long told = 0;
            for (; item.object("event").isPresent(); item = peer.read()) {
                told = item.requireObject("event").requireLong("seq");
            }
            var gap = item.requireObject("gap");
            assertThat(gap.requireLong("from")).isGreaterThanOrEqualTo(told);
            assertThat(gap.requireLong("to")).isGreaterThan(gap.requireLong("from"));
            os.submit(Task.of("coding", "small")).await();
            while (!item.object("event").flatMap(e -> e.string("task")).equals(small)) {
                item = peer.read(); // the last of the others may come after the gap
            }
        }
    }

    @Test
    void theJournalIsReadInPiecesEachEntryOnce() throws Exception {
        os.submit(Task.of("coding", "x")).await();
        var ids = new ArrayList<Long>();
        try (var peer = RawPeer.greeted(kernel)) {
            long next = 1;
            for (long before = 0; before != next; ) {
                before = next;
                peer.say("{\"id\":1,\"op\":\"journal\",\"from\":%d,\"count\":2}".formatted(next));
                peer.read();
                var item = peer.read();
                for (; item.bool("end").isEmpty(); item = peer.read()) {
                    ids.add(item.requireObject("entry").requireLong("id"));
                }
                next = item.requireLong("next");
            }
        }
        var journal = os.state().journal().from(0, 1_000);
        assertThat(ids)
                .containsExactlyElementsOf(
                        journal.stream().map(entry -> entry.message().id().value()).toList());
    }

    private static void assertAnswers(RawPeer peer) throws IOException {
        var info = peer.say("{\"id\":99,\"op\":\"info\"}").read();
        assertThat(info.requireLong("id")).isEqualTo(99);
        assertThat(info.bool("ok")).contains(true);
    }
}
