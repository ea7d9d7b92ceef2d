package dev.bestcode.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// `root.c.c.c…` to the promised depth, in JVMs whose stacks have no room for recursion.
class RecursionTest {
    private static final List<String> SMALL = List.of("-Xmx256m", "-Xss256k");

    @TempDir Path temp;

    @Test
    void hundredThousandDeepThreadsSurviveAKillASnapshotAndAReplay() throws Exception {
        var directory = temp.resolve("k");
        String before;
        try (var child = ChildJvm.start(SMALL, DeepChild.class, directory)) {
            assertThat(child.await("refused"))
                    .contains("would lie 100001 below the root; allowed up to 100000");
            before = child.await("found");
            assertThat(before)
                    .contains(" threads 100001 ")
                    .contains(" path " + (4 + 2 * 100_000) + " ")
                    .contains(" deepest 7 root 7 ");
            child.kill();
        }
        assertThat(snapshots(directory)).isNotEmpty();
        assertThat(look(directory)).isEqualTo(before);
        for (var snapshot : snapshots(directory)) {
            Files.delete(snapshot);
        }
        assertThat(look(directory)).isEqualTo(before);
    }

    private static List<Path> snapshots(Path directory) throws IOException {
        try (var files = Files.list(directory.resolve("snap"))) {
            return files.filter(file -> file.toString().endsWith(".snap")).toList();
        }
    }

    private static String look(Path directory) throws IOException {
        try (var child = ChildJvm.start(SMALL, DeepChild.class, directory)) {
            return child.await("found");
        }
    }
}
