package dev.bestcode.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The programs run to their end, with counts too small to measure anything.
class ProgramsTest {
    @TempDir private Path folder;

    @Test
    void commitsRunOnEveryStoreAndTheDataIsRemoved() {
        assertThat(run("kernel-commits", "--rounds=2", "--warm-up=0", "--millis=0")).isZero();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void whatAHaltedChildLeftIsOpenedByAnother() {
        assertThat(run("kernel-reopen", "--messages=500", "--repeats=1")).isZero();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void heapIsMeasuredInAChild() {
        assertThat(run("kernel-heap", "--messages=1000")).isZero();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void hopsRunOnEveryKernelAndTheDataIsRemoved() {
        assertThat(run("pipeline-hops", "--warm-up=1", "--millis=1", "--calls=5")).isZero();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void threadsAreCountedInAChild() {
        assertThat(run("pipeline-threads", "--threads=200")).isZero();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void anAgentIsMeasuredAsAProcessAndItsForcesAreCounted() {
        assertThat(
                        run(
                                "agent-turns",
                                "--rounds=1",
                                "--turns=3",
                                "--files=10",
                                "--long-turns=2",
                                "--only=read,long"))
                .isZero();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void turnsWithToolsOfAServerAreMeasuredAndTheDataIsRemoved() {
        assertThat(run("mcp-tools", "--rounds=1", "--tools=8", "--warm-up=1", "--turns=2"))
                .isZero();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void searchesAreMadeBesideWhoeverIsInstalled() throws IOException {
        var tree = Files.createDirectory(folder.resolve("tree"));
        Files.writeString(tree.resolve("package-info.java"), "/// ConcurrentHashMap\n");
        assertThat(Benchmarks.execute("file-search", "--tree=" + tree, "--rounds=1")).isZero();
    }

    @Test
    void aTreeIsIndexedBesideCtagsAndTheIndexIsRemoved() throws IOException {
        var tree = Files.createDirectory(folder.resolve("tree"));
        Files.writeString(tree.resolve("A.java"), "class A { void go() {} }\n");
        assertThat(run("symbol-throughput", "--tree=" + tree)).isZero();
        assertThat(folder).isDirectoryNotContaining(path -> !path.equals(tree));
    }

    @Test
    void looksAreMeasuredOverATreeThatIsRemoved() {
        assertThat(run("workspace-looks", "--files=60", "--changed=5", "--rounds=1")).isZero();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void whatCannotBeRunIsARowThatSaysSoAndPartOfAllLeavesThePageAlone() throws IOException {
        var page = Files.writeString(folder.resolve("page.md"), "without marks");
        assertThat(run("all", "--bestcode=none", "--only=symbol-quality", "--page=" + page))
                .isZero();
        assertThat(page).hasContent("without marks");
        assertThat(run("all", "--bestcode=none", "--only=symbols")).isEqualTo(2);
        assertThat(run("all", "--bestcode=none", "--page=" + page)).isEqualTo(1);
    }

    @Test
    void agentsOfOthersThatAreNotThereAreLeftOut() {
        assertThat(PeerAgents.in(folder).agents()).isEmpty();
        assertThat(PeerAgents.in(folder).versions()).isEmpty();
    }

    private int run(String program, String... options) {
        var args = new String[options.length + 2];
        args[0] = program;
        args[1] = "--dir=" + folder;
        System.arraycopy(options, 0, args, 2, options.length);
        return Benchmarks.execute(args);
    }
}
