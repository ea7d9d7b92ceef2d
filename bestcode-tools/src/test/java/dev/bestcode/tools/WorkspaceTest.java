package dev.bestcode.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonObject;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;

class WorkspaceTest {
    @TempDir Path temp;
    private Path outside;
    private ToolBench bench;

    @BeforeEach
    void open() throws IOException {
        outside = Files.createDirectories(temp.resolve("outside"));
        Files.writeString(outside.resolve("secret"), "canary");
        bench = new ToolBench(Files.createDirectories(temp.resolve("root"))).file("in/a.txt", "a");
    }

    private String read(String path) {
        return bench.call("file-read", JsonObject.builder().put("path", path).build(), _ -> {})
                .text();
    }

    private String write(String path) {
        return bench.call(
                        "file-write",
                        JsonObject.builder().put("path", path).put("content", "evil").build(),
                        _ -> {})
                .text();
    }

    private void secretIsUntouched() throws IOException {
        assertThat(outside).isDirectoryNotContaining(p -> !p.endsWith("secret"));
        assertThat(outside.resolve("secret")).hasContent("canary");
    }

    @Test
    void rootMustBeADirectory() {
        assertThatThrownBy(() -> Workspace.at(temp.resolve("nowhere")))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("nowhere")
                .hasMessageContaining("existing directory");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../outside/secret",
                "in/../../outside/secret",
                "./in/./../../outside/secret",
                "/etc/passwd",
                "..",
                "in/../..",
                "",
                "a\u0000b",
                "/proc/self/root/etc/passwd",
                "/dev/stdin"
            })
    void pathsThatLeaveTheRootOrAreNoneAreRefused(String path) throws IOException {
        assertThat(read(path)).startsWith("path").doesNotContain("canary");
        assertThat(write(path)).startsWith("path");
        secretIsUntouched();
    }

    @Test
    void absolutePathsInsideAreMadeRelativeAndSiblingsWithTheSamePrefixAreOutside()
            throws IOException {
        Files.createDirectories(temp.resolve("root-2"));
        Files.writeString(temp.resolve("root-2/b"), "canary");

        assertThat(read(bench.root.resolve("in/a.txt").toString())).isEqualTo("1\ta\n");
        assertThat(read(temp.resolve("root-2/b").toString())).contains("outside the workspace");
        assertThat(read(bench.root + "/../outside/secret")).contains("'..'");
    }

    @Test
    void aRootReachedThroughALinkTakesBothSpellings() throws IOException {
        var link = Files.createSymbolicLink(temp.resolve("link"), bench.root);
        bench = new ToolBench(link);

        assertThat(read(link.resolve("in/a.txt").toString())).isEqualTo("1\ta\n");
        assertThat(read(link.toRealPath().resolve("in/a.txt").toString())).isEqualTo("1\ta\n");
    }

    @Test
    void linksInsideWorkAndLinksOutAreRefusedForReadAndWrite() throws IOException {
        Files.createSymbolicLink(bench.root.resolve("good"), Path.of("in"));
        Files.createSymbolicLink(bench.root.resolve("absolute"), bench.root.resolve("in/a.txt"));
        Files.createSymbolicLink(bench.root.resolve("up"), Path.of("../outside"));
        Files.createSymbolicLink(bench.root.resolve("out"), outside);
        Files.createSymbolicLink(bench.root.resolve("file"), outside.resolve("new"));
        Files.createSymbolicLink(bench.root.resolve("loop"), Path.of("loop"));

        assertThat(read("good/a.txt")).isEqualTo("1\ta\n");
        assertThat(read("absolute")).isEqualTo("1\ta\n");
        assertThat(read("good/../in/a.txt")).isEqualTo("1\ta\n");
        assertThat(read("up/secret")).contains("above the workspace's root");
        assertThat(read("out/secret")).contains("outside the workspace");
        assertThat(write("up/x")).contains("above");
        assertThat(write("out/new/x")).contains("outside");
        assertThat(write("file")).contains("outside");
        assertThat(read("loop")).contains("more than 40 links");
        secretIsUntouched();
    }

    @Test
    void writingThroughALinkReplacesItsTargetAndKeepsTheLink() throws IOException {
        Files.createSymbolicLink(bench.root.resolve("link"), Path.of("in/a.txt"));
        read("link");

        assertThat(write("link")).startsWith("replaced 'in/a.txt'");
        assertThat(Files.isSymbolicLink(bench.root.resolve("link"))).isTrue();
        assertThat(bench.content("in/a.txt")).isEqualTo("evil");
    }

    @Test
    void specialFilesAreRefusedAtOnce() throws Exception {
        var fifo = bench.root.resolve("fifo");
        assumeTrue(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor() == 0, "mkfifo");
        Files.createSymbolicLink(bench.root.resolve("toFifo"), Path.of("fifo"));
        Files.createSymbolicLink(bench.root.resolve("zero"), Path.of("/dev/zero"));
        bench.file("sub/x", "");
        Files.createLink(bench.root.resolve("sub/.gitignore"), fifo);

        assertTimeoutPreemptively(
                Duration.ofSeconds(10),
                () -> {
                    assertThat(read("fifo")).contains("special file");
                    assertThat(read("toFifo")).contains("special file");
                    assertThat(write("fifo")).contains("special file");
                    assertThat(read("zero")).contains("outside the workspace");
                    assertThat(bench.call("grep", "{'pattern':'x'}").error()).isFalse();
                    assertThat(bench.call("glob", "{'pattern':'*x'}").text()).isEqualTo("sub/x\n");
                    assertThat(bench.call("grep", "{'pattern':'x','path':'fifo'}").text())
                            .contains("special file");
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {".git/hooks/pre-commit", "sub/.git/config", ".GIT/x", ".bestcode/c.yaml"})
    void nothingIsWrittenWhereGitOrBestCodeTakeInstructions(String path) {
        assertThat(write(path)).contains("protected");
        assertThat(bench.root.resolve(path)).doesNotExist();
        assertThat(bench.root.resolve(path).getParent()).doesNotExist();
    }

    @Test
    void nothingIsWrittenOrEditedInOneThatExistsEither() throws IOException {
        bench.file(".git/config", "old");
        Files.createSymbolicLink(bench.root.resolve("settings"), Path.of(".git/config"));

        for (var path : List.of(".git/config", "settings")) {
            var edit = "{'path':'" + path + "','edits':[{'old':'old','new':'evil'}]}";
            assertThat(bench.call("file-edit", edit).text()).contains("protected");
        }
        assertThat(write("settings")).contains("protected");
        assertThat(write(".git/new")).contains("protected");
        assertThat(bench.content(".git/config")).isEqualTo("old");
        assertThat(bench.root.resolve(".git/new")).doesNotExist();
    }

    @Test
    void aMissingFileIsAnsweredWithCloseNames() {
        assertThat(read("in/a.text")).isEqualTo("no such file: 'in/a.text'; did you mean 'a.txt'?");
        assertThat(read("in/A.TXT")).endsWith("; did you mean 'a.txt'?");
        assertThat(read("inn/a.txt")).contains("there is no 'inn'; did you mean 'in'?");
    }

    @Test
    void swappingADirectoryForALinkDuringWritesNeverReachesOutside() throws Exception {
        var door = bench.root.resolve("door");
        var spare = bench.root.resolve("spare");
        Files.createDirectory(door);
        Files.createSymbolicLink(spare, outside);
        var stop = new AtomicBoolean();
        var swaps = new FutureTask<>(() -> swapUntil(stop, door, spare));
        Thread.ofPlatform().start(swaps);
        int inside = 0;
        for (int i = 0; i < 500; i++) {
            inside += write("door/d" + i + "/f").startsWith("created") ? 1 : 0;
            assertThat(read("door/secret")).doesNotContain("canary");
        }
        stop.set(true);

        assertThat(swaps.get()).as("swaps meanwhile").isGreaterThan(1);
        assertThat(inside).as("writes that met the directory").isPositive();
        secretIsUntouched();
    }

    private static int swapUntil(AtomicBoolean stop, Path door, Path spare) throws IOException {
        int swaps = 0;
        for (; !stop.get(); swaps++) {
            var third = door.resolveSibling("third");
            Files.move(door, third, StandardCopyOption.ATOMIC_MOVE);
            moveToDoor(spare, door);
            Files.move(third, spare, StandardCopyOption.ATOMIC_MOVE);
        }
        return swaps;
    }

    /// A write that meets no door makes one; that one is put away.
    private static void moveToDoor(Path from, Path door) throws IOException {
        while (true) {
            try {
                Files.move(from, door, StandardCopyOption.ATOMIC_MOVE);
                return;
            } catch (FileSystemException _) {
                var away = Files.createTempDirectory(door.getParent(), "made");
                Files.move(door, away, StandardCopyOption.ATOMIC_MOVE);
            }
        }
    }

    @Test
    void recordedTraversalsTouchNothingOutside() throws IOException {
        var data = Path.of(System.getProperty("bestcode.data", ""), "bypass/path-traversal.jsonl");
        assumeTrue(Files.exists(data), "no recorded traversals at bestcode.data");
        for (var row : Files.readAllLines(data)) {
            var attack = Json.parseObject(row).requireString("string");
            for (var target : new String[] {"outside/secret", outside.resolve("new").toString()}) {
                write(attack.replace("{FILE}", target));
                assertThat(read(attack.replace("{FILE}", target))).doesNotContain("canary");
            }
        }
        secretIsUntouched();
        try (var beside = Files.list(temp)) {
            assertThat(beside.map(Path::getFileName).map(Path::toString))
                    .containsExactlyInAnyOrder("outside", "root");
        }
    }
}
