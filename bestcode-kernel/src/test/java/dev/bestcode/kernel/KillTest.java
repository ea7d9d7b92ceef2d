package dev.bestcode.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// `kill -9` at any moment of a kernel under load, again and again in one directory.
class KillTest {
    private static final int ROUNDS = Boolean.getBoolean("bestcode.long") ? 200 : 20;
    private static final int WRITERS = 6;
    private static final int LINES_MAX = 120;

    /// Snapshots are taken away this often, so that all of the log is read.
    private static final int WITHOUT_SNAPSHOT = 4;

    private static final Pattern MARKER = Pattern.compile("<<(r[0-9]+)>>");

    @TempDir Path temp;

    @Test
    @Timeout(value = 30, unit = TimeUnit.MINUTES)
    void killedProcessLosesNothingThatItAcknowledged() throws Exception {
        long seed = new Random().nextLong();
        System.out.println(ROUNDS + " kills of " + WRITERS + " writers, seed " + seed);
        var random = new Random(seed);
        var directory = temp.resolve("k");
        var witness = new Witness();
        for (int round = 1; round <= ROUNDS; round++) {
            loadAndKill(directory, random, witness);
            reopen(directory, witness, round);
        }
        System.out.println(witness.acknowledged() + " acknowledged transactions are there");
    }

    private static void loadAndKill(Path directory, Random random, Witness witness)
            throws IOException {
        int enough = 1 + random.nextInt(LINES_MAX);
        try (var child =
                ChildJvm.start(
                        List.of("-Xmx96m"),
                        LoadChild.class,
                        directory,
                        random.nextLong(),
                        WRITERS)) {
            for (int heard = 0; heard < enough; ) {
                heard += witness.hear(child.line().orElseThrow()) ? 1 : 0;
            }
            child.kill();
            for (var line = child.line(); line.isPresent(); line = child.line()) {
                assertThat(line.get()).doesNotStartWith("end");
                witness.hear(line.get());
            }
        }
    }

    private static void reopen(Path directory, Witness witness, int round) throws IOException {
        var first = LoadChild.open(directory);
        try (first) {
            witness.checkNew(first);
        }
        var hash = first.state().hash();
        if (round % WITHOUT_SNAPSHOT == 0) {
            deleteSnapshots(directory);
        }
        Set<String> gone;
        try (var kernel = LoadChild.open(directory)) {
            assertThat(kernel.state().hash()).isEqualTo(hash);
            Everything.read(kernel.state());
            if (round == ROUNDS) {
                witness.checkAll(kernel);
            }
            gone = prunedToTheEnd((State) kernel.state());
        }
        assertIsInNoFile(directory, gone);
    }

    private static void deleteSnapshots(Path directory) throws IOException {
        try (var snapshots = Files.list(directory.resolve("snap"))) {
            for (var snapshot : snapshots.toList()) {
                Files.delete(snapshot);
            }
        }
    }

    private static Set<String> prunedToTheEnd(State state) {
        return state.runs().byOrdinal().values().stream()
                .filter(run -> run.pruned().isPresent() && run.keptThrough() == 0)
                .filter(run -> state.messages().addressesOf(run.ordinal()).isEmpty())
                .map(run -> run.id().value())
                .collect(Collectors.toSet());
    }

    private static void assertIsInNoFile(Path directory, Set<String> gone) throws IOException {
        try (var files = Files.walk(directory)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var text = Files.readString(file, StandardCharsets.ISO_8859_1);
                var found = MARKER.matcher(text).results().map(match -> match.group(1));
                assertThat(found.filter(gone::contains)).as("%s", file).isEmpty();
            }
        }
    }
}
