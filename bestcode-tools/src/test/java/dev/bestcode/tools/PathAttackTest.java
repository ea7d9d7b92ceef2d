package dev.bestcode.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonObject;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;

/// A canary outside of the workspace is never read, written, created or listed.
class PathAttackTest {
    @TempDir Path temp;
    private Path outside;
    private ToolBench bench;

    @BeforeEach
    void open() throws IOException {
        temp = temp.toRealPath();
        outside = Files.createDirectories(temp.resolve("outside"));
        Files.writeString(outside.resolve("secret"), "canary");
        bench = new ToolBench(Files.createDirectories(temp.resolve("root"))).file("in/a.txt", "a");
    }

    /// Every tool that takes a path is given it.
    private String allOf(String path) {
        var text = new StringBuilder();
        text.append(call("file-read", JsonObject.builder().put("path", path)));
        text.append(
                call("file-write", JsonObject.builder().put("path", path).put("content", "evil")));
        text.append(
                call(
                        "file-edit",
                        JsonObject.builder()
                                .put("path", path)
                                .put("edits", Json.parse("[{\"old\":\"canary\",\"new\":\"x\"}]"))));
        text.append(
                call("grep", JsonObject.builder().put("path", path).put("pattern", "canary|root")));
        text.append(call("glob", JsonObject.builder().put("path", path).put("pattern", "**")));
        text.append(call("glob", JsonObject.builder().put("pattern", path)));
        return text.toString();
    }

    private String call(String tool, JsonObject.Builder arguments) {
        return bench.call(tool, arguments.build(), _ -> {}).text() + "\n";
    }

    private void canaryIsUntouched() throws IOException {
        assertThat(outside.resolve("secret")).hasContent("canary");
        try (var all = Files.list(outside)) {
            assertThat(all).containsExactly(outside.resolve("secret"));
        }
        try (var beside = Files.list(temp)) {
            assertThat(beside).containsExactlyInAnyOrder(outside, temp.resolve("root"));
        }
    }

    private static List<JsonObject> rows(String file) throws IOException {
        var data = Path.of(System.getProperty("bestcode.data", "absent"), "bypass", file);
        assumeTrue(Files.exists(data), "no recorded attacks at bestcode.data");
        return Files.readAllLines(data).stream().map(Json::parseObject).toList();
    }

    @Test
    void recordedTraversalsReachNothing() throws IOException {
        for (var row : rows("path-traversal.jsonl")) {
            for (var target : List.of("outside/secret", outside.resolve("new").toString())) {
                var attack = row.requireString("string").replace("{FILE}", target);
                assertThat(allOf(attack)).as(attack).doesNotContain("1:canary", "1\tcanary");
            }
        }
        canaryIsUntouched();
    }

    @Test
    void recordedUnicodeIsAFileNameOrRefusedAndReachesNothing() throws IOException {
        for (var row : rows("unicode.jsonl")) {
            var text = row.requireString("string");
            for (var attack : List.of(text, "../" + text, text + "/../../outside/secret")) {
                assertThat(allOf(attack)).as(attack).doesNotContain("1:canary", "1\tcanary");
            }
        }
        canaryIsUntouched();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "..",
                "../",
                "in/../..",
                "..\\outside\\secret",
                "..%2foutside%2fsecret",
                "．．/outside/secret",
                "․․/outside/secret",
                "..\u200B/outside/secret",
                "..;/outside/secret",
                "\"\\056\\056/outside/secret\"",
                "\"../outside/\\163ecret\"",
                "file:///etc/passwd",
                "~/x",
                "/proc/self/root/etc/passwd",
                "/proc/self/cwd/../outside/secret",
                "/dev/fd/0",
                "in/a.txt/../../../outside/secret"
            })
    void spellingsOfElsewhereReachNothing(String path) throws IOException {
        assertThat(allOf(path)).doesNotContain("1:canary", "1\tcanary", "root:x");
        canaryIsUntouched();
    }

    @Test
    void linksThatDangleOutwardsCreateNothing() throws IOException {
        Files.createSymbolicLink(bench.root.resolve("dangling"), outside.resolve("new"));
        Files.createSymbolicLink(bench.root.resolve("folder"), outside.resolve("newFolder"));
        Files.createSymbolicLink(bench.root.resolve("inside"), Path.of("not-there"));

        for (var path : List.of("dangling", "folder/x", "folder/y/z")) {
            assertThat(allOf(path)).contains("outside the workspace");
        }
        assertThat(
                        call(
                                "file-write",
                                JsonObject.builder().put("path", "inside").put("content", "x")))
                .as("one that stays inside is written through")
                .startsWith("created 'not-there'");
        canaryIsUntouched();
    }

    @Test
    void procLeadsNowhereWhenItIsLinkedOrMountedInside() throws IOException {
        assumeTrue(Files.isDirectory(Path.of("/proc/self")), "no /proc");
        Files.createSymbolicLink(bench.root.resolve("proc"), Path.of("/proc"));
        assertThat(allOf("proc/self/environ")).doesNotContain("PATH=");
        assertThat(allOf("proc/self/root" + outside + "/secret")).doesNotContain("1:canary");

        var slash = new ToolBench(Path.of("/"));
        assertThat(slash.call("file-read", "{'path':'proc/self/environ'}").text())
                .as("another file system below the root")
                .contains("special file")
                .doesNotContain("PATH=");
        assertThat(slash.call("file-read", "{'path':'dev/null'}").text()).contains("special file");
    }

    @Test
    void namesWithNewlinesAndBrokenUtf8AreShownOnOneLineAndFoundAgain() throws Exception {
        var script = "printf x > \"$(printf 'a\\nb')\"; printf needle > \"$(printf 'c\\377d')\"";
        var made = new ProcessBuilder("sh", "-c", script).directory(bench.root.toFile()).start();
        assumeTrue(made.waitFor() == 0, "no such names here");
        assumeTrue(LinuxDirectory.available().isPresent(), "the JDK alone cannot name them");

        assertThat(bench.call("glob", "{'pattern':'?[^z]?'}").text().lines())
                .containsExactlyInAnyOrder("\"a\\nb\"", "\"c\\377d\"");
        assertThat(bench.call("grep", "{'pattern':'needle'}").text())
                .isEqualTo("\"c\\377d\":1:needle\n");
        assertThat(call("file-read", JsonObject.builder().put("path", "\"c\\377d\"")))
                .startsWith("1\tneedle");
        assertThat(
                        call(
                                "file-write",
                                JsonObject.builder()
                                        .put("path", "\"c\\377d\"")
                                        .put("content", "new")))
                .startsWith("replaced \"c\\377d\"");
        var names = new TreeSet<Integer>();
        try (var directory = Directory.open(bench.root)) {
            directory.entries().forEach(entry -> names.add(entry.name().length()));
        }
        assertThat(names).as("no fourth name was made").containsExactly(2, 3);
    }

    @Test
    void aNameInTheOtherUnicodeFormIsTheSameFile() throws IOException {
        bench.file("cafe\u0301.txt", "decomposed");

        assertThat(call("file-read", JsonObject.builder().put("path", "caf\u00e9.txt")))
                .startsWith("1\tdecomposed");
        assertThat(
                        call(
                                "file-write",
                                JsonObject.builder()
                                        .put("path", "caf\u00e9.txt")
                                        .put("content", "new")))
                .startsWith("replaced");
        try (var files = Files.list(bench.root)) {
            assertThat(files).hasSize(2);
        }
        assertThat(bench.content("cafe\u0301.txt")).isEqualTo("new");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".git/hooks/x",
                ".GIT/config",
                ".Git\u200c/config",
                ".g\u200dit/config",
                "git~1/config",
                ".git./config",
                ".git /config",
                ".git::$INDEX_ALLOCATION/config",
                "．git/config",
                "sub/.bestcode/organism.yaml",
                ".BESTCODE/x"
            })
    void noSpellingOfAProtectedFolderIsWritten(String path) throws IOException {
        assertThat(
                        call(
                                "file-write",
                                JsonObject.builder().put("path", path).put("content", "evil")))
                .contains("protected");
        try (var files = Files.list(bench.root)) {
            assertThat(files).containsExactly(bench.root.resolve("in"));
        }
    }

    @Test
    void aRootThatWasReplacedIsNotEntered() throws IOException {
        Files.move(bench.root, temp.resolve("moved"));
        Files.createSymbolicLink(temp.resolve("root"), outside);
        assertThat(bench.call("file-read", "{'path':'secret'}").text()).doesNotContain("canary");
        Files.delete(temp.resolve("root"));
        Files.createDirectory(temp.resolve("root"));
        assertThat(bench.call("file-write", "{'path':'x','content':'y'}").text())
                .contains("root was replaced");
        Files.delete(temp.resolve("root"));
        Files.move(temp.resolve("moved"), bench.root);
        canaryIsUntouched();
    }

    @Test
    void furtherRootsAreReachedByTheirAbsolutePathsAndReadOnlyOnesAreOnlyRead() throws IOException {
        var library = Files.createDirectories(temp.resolve("library/src"));
        Files.writeString(library.resolve("L.java"), "class L {}");
        Files.createSymbolicLink(library.resolve("out"), outside);
        var second = Files.createDirectory(temp.resolve("second"));
        var workspace =
                Workspace.at(bench.root).withReadOnlyRoot(temp.resolve("library")).withRoot(second);
        bench = new ToolBench(bench.root, NativeTools.in(workspace));

        assertThat(allOf(library + "/L.java")).startsWith("1\tclass L {}").contains("read-only");
        assertThat(bench.call("grep", "{'pattern':'class','path':'" + library + "'}").text())
                .isEqualTo(library + "/L.java:1:class L {}\n");
        assertThat(bench.call("glob", "{'pattern':'**','path':'" + library + "'}").text())
                .isEqualTo(library + "/L.java\n");
        assertThat(allOf(library + "/new/x")).contains("read-only");
        assertThat(allOf(library + "/out/secret")).doesNotContain("1:canary", "1\tcanary");
        assertThat(allOf(second + "/made/x")).startsWith("path").contains("created");
        assertThat(second.resolve("made/x")).hasContent("evil");
        assertThat(library).isDirectoryNotContaining("glob:**/new");
        assertThat(outside.resolve("secret")).hasContent("canary");
        assertThat(
                        new String(
                                Files.readAllBytes(library.resolve("L.java")),
                                StandardCharsets.UTF_8))
                .isEqualTo("class L {}");
    }
}
