package dev.bestcode.tools;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.api.tool.FileChange;
import dev.bestcode.api.tool.ToolPreview;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// What a call says beforehand is what it then does, and what it did can be undone.
class FilePreviewTest {
    @TempDir Path root;
    private final HeldPast store = new HeldPast();
    private WorkspacePast past;
    private ToolBench bench;

    @BeforeEach
    void open() throws IOException {
        root = root.toRealPath();
        var workspace = Workspace.at(root);
        past = WorkspacePast.of(workspace, Map.of(), store);
        bench = new ToolBench(root, NativeTools.in(workspace).remembering(past));
    }

    private Optional<Sha256> hash(String path) throws IOException {
        var file = root.resolve(path);
        return Files.exists(file)
                ? Optional.of(Sha256.of(Files.readAllBytes(file)))
                : Optional.empty();
    }

    private void foreseenAndDone(String path, String tool, String arguments) throws IOException {
        var before = hash(path);
        var preview = bench.preview(tool, arguments);
        assertThat(hash(path)).as("a preview has no effect").isEqualTo(before);
        assertThat(bench.call(tool, arguments).error()).isFalse();
        assertThat(preview.changes())
                .containsExactly(
                        new FileChange(
                                root.resolve(path).toString(), before, hash(path).orElseThrow()));
        assertThat(ToolPreview.from(preview.toJson())).isEqualTo(preview);
    }

    @Test
    void aWriteSaysTheHashesBeforeAndAfterAndMakesNoFolderForIt() throws IOException {
        var write = "{'path':'new/folder/f','content':'ü\\n'}";
        bench.preview("file-write", write);
        assertThat(root.resolve("new")).doesNotExist();
        foreseenAndDone("new/folder/f", "file-write", write);

        foreseenAndDone("new/folder/f", "file-write", "{'path':'new/./folder/f','content':'b'}");
    }

    @Test
    void anEditSaysThemInTheEncodingOfTheFileAndThroughLinks() throws IOException {
        var utf16 = "\uFEFFold line\r\nnext\r\n".getBytes(StandardCharsets.UTF_16LE);
        Files.write(root.resolve("f"), utf16);
        Files.createSymbolicLink(root.resolve("link"), Path.of("f"));
        foreseenAndDone(
                "f",
                "file-edit",
                "{'path':'link','edits':[{'old':'old line\\nnext','new':'new\\nline'}]}");

        assertThat(Files.readAllBytes(root.resolve("f")))
                .isEqualTo("\uFEFFnew\r\nline\r\n".getBytes(StandardCharsets.UTF_16LE));
    }

    @Test
    void whatWasWrittenCanBeUndone() throws Exception {
        bench.file("f", "first\n");
        long before = store.message();
        bench.call("file-edit", "{'path':'f','edits':[{'old':'first','new':'second'}]}");
        bench.call("file-write", "{'path':'new/folder/g','content':'made'}");
        bench.call("file-write", "{'path':'../outside','content':'refused'}");
        var run = new RunId("test");
        var plan = past.plan(run, new WorkspacePast.Point.Message(before));

        assertThat(plan.changes())
                .containsExactly(
                        new WorkspacePast.Change("f", "changed"),
                        new WorkspacePast.Change("new", "deleted"),
                        new WorkspacePast.Change("new/folder", "deleted"),
                        new WorkspacePast.Change("new/folder/g", "deleted"));
        assertThat(past.carryOut(run, plan.moment())).isEmpty();
        assertThat(root.resolve("f")).hasContent("first\n");
        assertThat(root.resolve("new")).doesNotExist();
    }

    @Test
    void whatWouldFailSaysSoAndWhere() throws IOException {
        bench.file("f", "x");
        var edit = bench.preview("file-edit", "{'path':'f','edits':[{'old':'y','new':'z'}]}");

        assertThat(edit.problem().orElseThrow()).contains("old was not found");
        assertThat(edit.paths()).containsExactly(root.resolve("f").toString());
        assertThat(edit.changes())
                .as("by which an edit that was made already is told from one that was not")
                .containsExactly(
                        new FileChange(
                                root.resolve("f").toString(), hash("f"), hash("f").orElseThrow()));
        assertThat(bench.preview("file-write", "{'path':'.git/x','content':''}").problem())
                .hasValueSatisfying(text -> assertThat(text).contains("protected"));
        assertThat(bench.preview("file-write", "{'path':'../x','content':''}").problem())
                .isPresent();
    }
}
