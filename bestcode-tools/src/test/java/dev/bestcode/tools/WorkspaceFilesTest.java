package dev.bestcode.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestcode.api.organism.WasmSpec.Folder;
import dev.bestcode.api.tool.Workspace.Kind;
import dev.bestcode.api.tool.Workspace.Named;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/// The jail as a granted folder: the walk and the refusals of the native tools (G8).
class WorkspaceFilesTest {
    private static final Set<OpenOption> READ = Set.of(StandardOpenOption.READ);
    private static final Set<OpenOption> WRITE =
            Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE);

    @TempDir private Path temp;
    private Path root = Path.of("");
    private Path outside = Path.of("");

    @BeforeEach
    void lay() throws IOException {
        root = Files.createDirectory(temp.resolve("root"));
        outside = Files.createDirectory(temp.resolve("outside"));
        Files.writeString(outside.resolve("secret"), "canary");
        Files.createDirectory(root.resolve("in"));
        Files.writeString(root.resolve("in/a.txt"), "hallo");
        Files.createSymbolicLink(root.resolve("out"), outside);
        Files.createSymbolicLink(root.resolve("secret"), outside.resolve("secret"));
        Files.createSymbolicLink(root.resolve("near"), Path.of("in/a.txt"));
        Files.createSymbolicLink(root.resolve("round"), Path.of("round"));
    }

    private Workspace granted(boolean readOnly) {
        return Workspace.granted(new Folder(root, "/data", readOnly));
    }

    private void write(String path, String text) throws IOException {
        try (var file = granted(false).open(path, WRITE)) {
            file.write(0, text.getBytes(StandardCharsets.UTF_8));
        }
    }

    private String read(String path, OpenOption... further) throws IOException {
        var options = new java.util.HashSet<>(READ);
        options.addAll(Set.of(further));
        try (var file = granted(true).open(path, options)) {
            var bytes = new byte[100];
            int count = file.read(0, bytes);
            return new String(bytes, 0, Math.max(0, count), StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "..",
                "../outside/secret",
                "in/../../outside/secret",
                "out/secret",
                "/etc/passwd",
                "a\u0000b",
                "out/new",
                ".git/hooks/pre-commit",
                ".GIT/config",
                "in/.bestcode/config.yaml"
            })
    void pathThatLeadsOutOrIntoAProtectedPlaceIsNotWritten(String path) throws IOException {
        assertThatThrownBy(() -> write(path, "evil")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> granted(false).createDirectory(path + "/x"))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> granted(false).deleteFile(path + "/secret"))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> granted(false).rename("in/a.txt", path))
                .isInstanceOf(IOException.class);
        assertThat(outside).isDirectoryNotContaining(file -> !file.endsWith("secret"));
        assertThat(outside.resolve("secret")).hasContent("canary");
        assertThat(root.resolve("in/a.txt")).hasContent("hallo");
    }

    @Test
    void linkThatLeadsOutIsReplacedByARenameAndNotWrittenThrough() throws IOException {
        assertThatThrownBy(() -> write("secret", "evil")).isInstanceOf(AccessDeniedException.class);
        granted(false).rename("in/a.txt", "secret");
        assertThat(root.resolve("secret")).isRegularFile().hasContent("hallo");
        granted(false).deleteFile("out");
        assertThat(outside.resolve("secret")).hasContent("canary");
    }

    @ParameterizedTest
    @ValueSource(strings = {"out/secret", "secret", "../outside/secret", "/etc/passwd"})
    void pathThatLeadsOutIsNotReadAndSaysSo(String path) {
        assertThatThrownBy(() -> read(path)).isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> granted(true).status(path))
                .isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> granted(true).list(path))
                .isInstanceOf(AccessDeniedException.class);
    }

    @Test
    void linkWithinIsFollowedUnlessToldOtherwise() throws IOException {
        assertThat(read("near")).isEqualTo("hallo");
        assertThatThrownBy(() -> read("near", LinkOption.NOFOLLOW_LINKS))
                .isInstanceOf(FileSystemLoopException.class);
        assertThatThrownBy(() -> read("round")).isInstanceOf(FileSystemLoopException.class);
        var tree = granted(true);
        assertThat(tree.status("near").kind()).isEqualTo(Kind.FILE);
        assertThat(tree.status("near", LinkOption.NOFOLLOW_LINKS).kind()).isEqualTo(Kind.LINK);
        assertThat(tree.link("near")).isEqualTo("in/a.txt");
        assertThat(tree.status("near").identity()).isEqualTo(tree.status("in/a.txt").identity());
        assertThat(tree.list("in")).containsExactly(new Named("a.txt", Kind.FILE));
    }

    @Test
    void whatIsMadeIsWrittenInPlaceAppendedCutRenamedAndRemoved() throws IOException {
        var tree = granted(false);
        tree.createDirectory("made");
        try (var file = tree.open("made/f", WRITE)) {
            file.write(0, "0123456789".getBytes(StandardCharsets.UTF_8));
            file.write(2, new byte[] {'x'});
            file.resize(5);
            file.append(new byte[] {'!'});
            file.force();
            assertThat(file.status().bytes()).isEqualTo(6);
            assertThat(file.read(6, new byte[1])).isEqualTo(-1);
        }
        assertThat(root.resolve("made/f")).hasContent("01x34!");
        assertThatThrownBy(() -> tree.deleteDirectory("made"))
                .isInstanceOf(DirectoryNotEmptyException.class);
        tree.rename("made/f", "in/a.txt");
        assertThat(root.resolve("in/a.txt")).hasContent("01x34!");
        tree.deleteFile("in/a.txt");
        tree.deleteDirectory("made");
        assertThat(root.resolve("made")).doesNotExist();
        assertThat(root.resolve("in")).isEmptyDirectory();
    }

    @Test
    void failureIsOneThatJavaKnows() throws IOException {
        var tree = granted(false);
        assertThatThrownBy(() -> read("none")).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> read("none/x")).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> read("in/a.txt/x")).isInstanceOf(NotDirectoryException.class);
        assertThatThrownBy(() -> read("in")).isInstanceOf(FileSystemException.class);
        assertThatThrownBy(() -> tree.createDirectory("in"))
                .isInstanceOf(FileAlreadyExistsException.class);
        assertThatThrownBy(() -> tree.open("near", Set.of(StandardOpenOption.CREATE_NEW)))
                .isInstanceOf(FileAlreadyExistsException.class);
        assertThatThrownBy(() -> tree.deleteFile("in")).isInstanceOf(FileSystemException.class);
        assertThatThrownBy(() -> tree.deleteDirectory("near"))
                .isInstanceOf(NotDirectoryException.class);
    }

    @Test
    void readOnlyFolderAndReadOnlyFileStayAsTheyAre() throws IOException {
        var tree = granted(true);
        assertThat(tree.readOnly()).isTrue();
        assertThatThrownBy(() -> tree.open("in/a.txt", WRITE))
                .isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> tree.open("new", WRITE)).isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> tree.deleteFile("in/a.txt"))
                .isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> tree.createDirectory("new"))
                .isInstanceOf(AccessDeniedException.class);
        assertThatThrownBy(() -> tree.rename("in/a.txt", "b"))
                .isInstanceOf(AccessDeniedException.class);
        Files.setPosixFilePermissions(
                root.resolve("in/a.txt"),
                java.nio.file.attribute.PosixFilePermissions.fromString("r--r--r--"));
        assertThatThrownBy(() -> write("in/a.txt", "x")).isInstanceOf(AccessDeniedException.class);
        try (var file = granted(false).open("in/a.txt", READ)) {
            assertThatThrownBy(() -> file.write(0, new byte[1]))
                    .isInstanceOf(AccessDeniedException.class);
        }
        assertThat(root.resolve("in/a.txt")).hasContent("hallo");
    }

    @Test
    void fileWithAFurtherNameIsNotWrittenInPlace() throws IOException {
        Files.createLink(root.resolve("hard"), outside.resolve("secret"));
        assertThatThrownBy(() -> write("hard", "evil"))
                .isInstanceOf(AccessDeniedException.class)
                .hasMessageContaining("further names");
        assertThat(outside.resolve("secret")).hasContent("canary");
    }

    @Test
    void folderThatIsNoneOrLiesWhereNoToolWritesIsNotGranted() throws IOException {
        assertThatThrownBy(() -> Workspace.granted(new Folder(root.resolve("x"), "/x", true)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("root/x");
        var hooks = Files.createDirectories(root.resolve(".git/hooks"));
        assertThatThrownBy(() -> Workspace.granted(new Folder(hooks, "/x", false)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("protected");
        assertThat(Workspace.granted(new Folder(hooks, "/x", true)).list(".")).isEmpty();
    }
}
