package dev.bestcode.it;

import static dev.bestcode.it.BestCodeProcess.bestcode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.Force;
import dev.bestcode.api.kernel.KernelOp;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.message.Message;
import dev.bestcode.api.message.MessageId;
import dev.bestcode.kernel.FileStorage;
import dev.bestcode.kernel.KernelOptions;
import dev.bestcode.kernel.WalKernel;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What a person sees who looks after a kernel's files.
class KernelCommandsTest {
    private static final String ESCAPE = "\u001B[2J\u009B";

    @TempDir private Path folder;
    private Path state;
    private Path kernel;

    @BeforeEach
    void makeKernel() {
        state = folder.resolve("state");
        kernel = state.resolve("k0");
        fill(kernel);
    }

    private static void fill(Path directory) {
        try (var opened = WalKernel.open(FileStorage.at(directory), KernelOptions.defaults())) {
            opened.commit(List.of(pushed(1), pushed(2)), Force.NOW);
            for (long id = 3; id < 9; id++) {
                opened.commit(List.of(dispatched(id)), Force.NOW);
            }
        }
    }

    private static KernelOp pushed(long thread) {
        return new KernelOp.ThreadPushed(
                new ThreadId(thread),
                thread == 1 ? Optional.empty() : Optional.of(new ThreadId(1)),
                thread == 1 ? Optional.empty() : Optional.of(new RunId("r-1")),
                "coder",
                "coding",
                Sha256.of(new byte[0]));
    }

    private static KernelOp dispatched(long id) {
        return new KernelOp.MessageDispatched(
                new Message(
                        new MessageId(id),
                        new ThreadId(2),
                        Message.Kind.REQUEST,
                        "user",
                        "coder",
                        "Task",
                        Optional.empty(),
                        "",
                        Bytes.ofUtf8(ESCAPE + id)));
    }

    private BestCodeProcess.Result run(String... arguments) throws Exception {
        return bestcode(arguments).with("--data-dir", state).in(folder).run();
    }

    private static List<JsonObject> lines(BestCodeProcess.Result ended) {
        return ended.out().lines().map(Json::parseObject).toList();
    }

    @Test
    void soundKernelIsShownCopiedAndExported() throws Exception {
        var verified = run("kernel", "verify");
        assertThat(verified.exit()).as(verified.err()).isZero();
        var verdict = lines(verified).getLast();
        assertThat(verdict.bool("sound")).contains(true);
        assertThat(run("kernel", "verify", "--output", "text").out())
                .contains("sound; 7 transactions");

        var stats = lines(run("kernel", "stats")).getFirst();
        assertThat(stats.requireLong("undelivered")).isEqualTo(6);

        var dumped = lines(run("kernel", "dump", "--from", "2", "--to", "3", "--content"));
        assertThat(dumped).extracting(line -> line.requireLong("lsn")).containsExactly(2L, 3L);

        var exported = run("journal", "export", "r-1", "--from", "3");
        assertThat(lines(exported)).hasSize(5);
        assertThat(lines(exported).getFirst().requireString("payload_text")).isEqualTo(ESCAPE + 4);
        assertThat(exported.out()).doesNotContain("\u001B", "\u009B");

        var copied = run("kernel", "backup", folder.resolve("copy").toString());
        assertThat(copied.exit()).as(copied.err()).isZero();
        assertThat(lines(copied).getFirst().requireString("head"))
                .isEqualTo(verdict.requireString("head"));
        var head = verdict.requireString("head");
        assertThat(run("journal", "verify", "--head", head).exit()).isZero();
        var other = head.substring(0, head.length() - 1) + (head.endsWith("0") ? "1" : "0");
        var unlike = run("journal", "verify", "--head", other);
        assertThat(unlike.exit()).isEqualTo(7);
        assertThat(unlike.out()).contains("not-as-kept");
    }

    @Test
    void damageIsNamedAndRepairedElsewhere() throws Exception {
        var log = kernel.resolve("log/1.log");
        var bytes = Files.readAllBytes(log);
        bytes[900] ^= 1;
        Files.write(log, bytes);

        var verified = run("kernel", "verify");
        assertThat(verified.exit()).isEqualTo(7);
        assertThat(lines(verified).getFirst().requireString("file")).isEqualTo("log/1.log");
        var stats = run("kernel", "stats");
        assertThat(stats.exit()).isEqualTo(7);
        assertThat(stats.out()).isEmpty();
        assertThat(stats.err().lines()).hasSize(1);

        var made = folder.resolve("made");
        var repaired = run("kernel", "repair", "--to", made.toString());
        assertThat(repaired.exit()).isEqualTo(7);
        assertThat(lines(repaired).getLast().bool("lossy")).contains(true);
        assertThat(Files.readAllBytes(log)).isEqualTo(bytes);
        assertThat(bestcode("kernel", "verify").with("--data-dir", made).in(folder).run().exit())
                .isZero();
        var again = run("kernel", "repair", "--to", made.toString());
        assertThat(again.exit()).isEqualTo(7);
        assertThat(again.err()).contains("is not empty").contains("Nothing has been written");
    }

    @Test
    void wrongPlacesAndArgumentsEndInOneSentence() throws Exception {
        var nowhere = bestcode("kernel", "verify").with("--data-dir", folder).in(folder).run();
        assertThat(nowhere.exit()).isEqualTo(3);
        assertThat(nowhere.err()).startsWith("no kernel here: " + folder);
        assertThat(nowhere.err().lines()).hasSize(1);

        fill(state.resolve("k1"));
        var several = run("kernel", "dump");
        assertThat(several.exit()).isEqualTo(2);
        assertThat(several.err()).contains("say which with --kernel: k0, k1");
        assertThat(run("kernel", "dump", "--kernel", "k1").exit()).isZero();
        assertThat(run("kernel", "verify", "--kernel", "k7").exit()).isEqualTo(2);
        assertThat(lines(run("kernel", "stats"))).hasSize(2);

        var inside = run("kernel", "backup", "--kernel", "k0", kernel.resolve("b").toString());
        assertThat(inside.exit()).isEqualTo(2);
        assertThat(kernel.resolve("b")).doesNotExist();
        var headless = run("journal", "verify", "--kernel", "k0", "--head", "12:xyz");
        assertThat(headless.exit()).isEqualTo(2);
        assertThat(run("journal", "export", "--kernel", "k0", "--from", "9", "--to", "2").exit())
                .isEqualTo(2);

        Files.writeString(kernel.resolve("log/README"), "hello");
        var foreign = run("kernel", "verify", "--kernel", "k0");
        assertThat(foreign.exit()).isEqualTo(7);
        assertThat(foreign.out()).contains("log/README");
    }

    @Test
    void ownerAtWorkIsNoObstacle() throws Exception {
        try (var opened = WalKernel.open(FileStorage.at(kernel), KernelOptions.defaults())) {
            assertThat(run("kernel", "verify").exit()).isZero();
            opened.commit(List.of(dispatched(9)), Force.NOW);
            assertThat(run("kernel", "backup", folder.resolve("copy").toString()).exit()).isZero();
            opened.commit(List.of(dispatched(10)), Force.NOW);
        }
    }
}
