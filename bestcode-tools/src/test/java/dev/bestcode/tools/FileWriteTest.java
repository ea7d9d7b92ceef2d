package dev.bestcode.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

class FileWriteTest {
    @TempDir Path root;
    @TempDir Path memory;
    private ToolBench bench;

    @BeforeEach
    void open() {
        bench = new ToolBench(root);
    }

    @Test
    void aNewFileGetsItsParentsAndNothingElseIsLeft() throws IOException {
        assertThat(bench.call("file-write", "{'path':'a/b/c.txt','content':'x\\nü\\n'}").text())
                .isEqualTo("created 'a/b/c.txt': 5 bytes, 2 lines");
        assertThat(bench.content("a/b/c.txt")).isEqualTo("x\nü\n");
        try (var all = Files.walk(root)) {
            assertThat(all.filter(p -> p.toString().endsWith(".tmp"))).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/b/", "a/b/.", "a/b/..", "a/.bestcode-write-0.tmp"})
    void aPathThatCanBeNoFilesLeavesNothing(String path) throws IOException {
        var refused = bench.call("file-write", "{'path':'%s','content':'x'}".formatted(path));

        assertThat(refused.error()).as(refused.text()).isTrue();
        try (var all = Files.list(root)) {
            assertThat(all).isEmpty();
        }
    }

    @Test
    void anExistingFileIsReplacedOnlyAsItWasRead() {
        bench.file("a", "old");
        assertThat(bench.call("file-write", "{'path':'a','content':'new'}").text())
                .contains("was not read; read it first");

        bench.call("file-read", "{'path':'a'}");
        bench.file("a", "OLD"); // same size, most likely the same tick of the clock
        assertThat(bench.call("file-write", "{'path':'a','content':'new'}").text())
                .startsWith("'a' changed since you read it; read it again. What changed:\n")
                .contains("\n-old\n", "\n+OLD\n");
        assertThat(bench.content("a")).isEqualTo("OLD");

        bench.call("file-read", "{'path':'a'}");
        assertThat(bench.call("file-write", "{'path':'a','content':'new'}").text())
                .startsWith("replaced");
        assertThat(bench.call("file-write", "{'path':'a','content':'newer'}").text())
                .as("one's own write counts as read")
                .startsWith("replaced");
    }

    @Test
    void whatOneRunHasReadAnotherHasNot() {
        bench.file("a", "old");
        bench.call("file-read", "{'path':'a'}");

        assertThat(bench.of("other").call("file-write", "{'path':'a','content':'new'}").text())
                .contains("was not read");
        assertThat(bench.call("file-write", "{'path':'a','content':'new'}").text())
                .startsWith("replaced");
    }

    @Test
    void aLaterProcessKnowsWhatItsRunHadReadAndWhatChangedMeanwhile() throws IOException {
        bench.file("a", "a as it was").file("b", "b as it was").file("c", "c as it was");
        var before = remembering();
        for (var path : List.of("a", "b", "c")) {
            before.call("file-read", "{'path':'%s'}".formatted(path));
        }
        before.call("file-write", "{'path':'a','content':'a as it is'}");
        bench.file("b", "somebody else's");
        var kept = memory.resolve("reads");
        Files.writeString(kept, "0123 4", StandardOpenOption.APPEND); // torn by a kill

        var after = remembering();
        assertThat(after.call("file-write", "{'path':'a','content':'newer'}").text())
                .startsWith("replaced");
        assertThat(after.call("file-write", "{'path':'b','content':'mine'}").text())
                .contains("changed since you read it");
        assertThat(after.call("file-edit", "{'path':'b','edits':[{'old':'s','new':'t'}]}").text())
                .contains("changed since you read it");
        assertThat(after.of("other").call("file-write", "{'path':'c','content':'x'}").text())
                .contains("was not read");
        assertThat(Files.readString(kept)).doesNotContain("as it", "/a", " a ");
    }

    /// As a process of its own would be.
    private ToolBench remembering() {
        var workspace = Workspace.at(root);
        workspace.rememberReadsIn(memory);
        return new ToolBench(root, NativeTools.in(workspace));
    }

    @Test
    void equalContentIsSaidToBeUnchanged() {
        bench.file("a", "same");

        assertThat(bench.call("file-write", "{'path':'a','content':'same'}").text())
                .startsWith("unchanged");
    }

    @Test
    void theModeOfAnExistingFileSurvives() throws IOException {
        bench.file("run.sh", "echo");
        var mode = PosixFilePermissions.fromString("rwxr-x--x");
        Files.setPosixFilePermissions(root.resolve("run.sh"), mode);
        bench.call("file-read", "{'path':'run.sh'}");
        bench.call("file-write", "{'path':'run.sh','content':'echo 2'}");

        assertThat(Files.getPosixFilePermissions(root.resolve("run.sh"))).isEqualTo(mode);
    }

    @Test
    void aFileThatChangesDuringTheCallIsNotReplaced() throws Exception {
        bench.file("a", "old");
        try (var place = Workspace.at(root).find("a")) {
            bench.file("a", "older");
            replaceIsRefused((Place.File) place);
            assertThat(bench.content("a")).isEqualTo("older");

            Files.delete(root.resolve("a"));
            replaceIsRefused((Place.File) place);
        }
        assertThat(root.resolve("a")).doesNotExist();
    }

    private static void replaceIsRefused(Place.File place) {
        assertThatThrownBy(() -> FileContent.replace(place, new byte[0]))
                .isInstanceOf(ToolFailedException.class)
                .hasMessage("'a' changed during the call; read it again");
    }

    @Test
    void aReadOnlyFileIsLeftAsItIs() throws IOException {
        bench.file("a", "old");
        Files.setPosixFilePermissions(
                root.resolve("a"), PosixFilePermissions.fromString("r--rw-r--"));
        bench.call("file-read", "{'path':'a'}");
        var write = bench.call("file-write", "{'path':'a','content':'new'}");
        var edit = bench.call("file-edit", "{'path':'a','edits':[{'old':'old','new':'new'}]}");

        assertThat(write.error() && edit.error()).isTrue();
        assertThat(write.text()).startsWith("'a' is read-only (mode 0464) and was left");
        assertThat(edit.text()).isEqualTo(write.text());
        assertThat(root).isDirectoryNotContaining("glob:**.tmp");
        assertThat(bench.content("a")).isEqualTo("old");
    }

    @Test
    void whatACrashedWriteLeftIsRemovedByTheNext() {
        bench.file(".bestcode-write-0.tmp", "half");
        bench.call("file-write", "{'path':'a','content':'whole'}");

        assertThat(bench.content("a")).isEqualTo("whole");
        assertThat(root).isDirectoryNotContaining("glob:**.tmp");
    }

    @Test
    void whatAnotherWriteIsAboutToRenameIsLeftAlone() throws IOException {
        try (var directory = Directory.open(root);
                var other = TemporaryFile.in(directory)) {
            other.fill("other".getBytes(StandardCharsets.UTF_8), Optional.empty());
            bench.call("file-write", "{'path':'a','content':'whole'}");
            other.moveTo("b");
        }
        assertThat(bench.content("a")).isEqualTo("whole");
        assertThat(bench.content("b")).isEqualTo("other");
        assertThat(root).isDirectoryNotContaining("glob:**.tmp");
    }

    @Test
    void aReaderSeesTheOldOrTheNewContentAndNeverAPart() throws Exception {
        var contents = new String[] {"a".repeat(200_000), "b".repeat(300_000)};
        bench.call("file-write", "{'path':'f','content':'" + contents[0] + "'}");
        var stop = new AtomicBoolean();
        var torn = new AtomicBoolean();
        var reader =
                Thread.ofPlatform()
                        .start(
                                () -> {
                                    while (!stop.get()) {
                                        var seen = bench.content("f");
                                        torn.compareAndSet(
                                                false,
                                                !seen.equals(contents[0])
                                                        && !seen.equals(contents[1]));
                                    }
                                });
        for (int i = 1; i < 40; i++) {
            bench.call("file-write", "{'path':'f','content':'" + contents[i % 2] + "'}");
        }
        stop.set(true);
        reader.join();

        assertThat(torn).isFalse();
    }
}
