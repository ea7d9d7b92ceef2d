package dev.bestcode.tools;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.organism.WasmSpec;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/// A second process swaps what the path leads through while tools use it.
class SwapRaceTest {
    /// About a minute of them; a tenth by default.
    private static final int ROUNDS = Boolean.getBoolean("bestcode.long") ? 2_000 : 200;

    @TempDir Path temp;

    /// As a hostile build would, in a process of its own: by renames, which are one step each, and
    /// by making anew. Ends when the file `go` does; says how often it went round.
    static final class Swapper {
        private Swapper() {}

        public static void main(String[] args) throws IOException {
            var root = Path.of(args[0]);
            var outside = root.resolveSibling("outside");
            var link = Files.createSymbolicLink(root.resolve("spare"), outside);
            long rounds = 0;
            for (; Files.exists(root.resolve("go")); rounds++) {
                exchange(root.resolve("door"), link, root.resolve("away" + rounds));
                put(root.resolve("file"), outside.resolve("secret"));
                var deep = root.resolve("deep/a");
                Files.move(deep, root.resolve("deep/b"), StandardCopyOption.ATOMIC_MOVE);
                put(deep, outside);
                if (Files.isSymbolicLink(deep)) {
                    Files.delete(deep);
                }
                backTo(root.resolve("deep/b"), deep, root.resolve("deep" + rounds));
                Files.deleteIfExists(root.resolve("hard"));
                Files.createLink(root.resolve("hard"), outside.resolve("secret"));
                Files.move(
                        root.resolve("hard"),
                        root.resolve("file"),
                        StandardCopyOption.ATOMIC_MOVE,
                        StandardCopyOption.REPLACE_EXISTING);
                Files.delete(root.resolve("file"));
            }
            System.out.println(rounds);
        }

        private static void exchange(Path door, Path link, Path away) throws IOException {
            var third = door.resolveSibling("third");
            Files.move(door, third, StandardCopyOption.ATOMIC_MOVE);
            backTo(link, door, away);
            Files.move(door, link, StandardCopyOption.ATOMIC_MOVE);
            backTo(third, door, away.resolveSibling(away.getFileName() + "b"));
        }

        /// A write that meets nothing makes a folder; that one is put away.
        private static void backTo(Path from, Path to, Path away) throws IOException {
            while (true) {
                try {
                    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
                    return;
                } catch (FileSystemException _) {
                    Files.move(to, away, StandardCopyOption.ATOMIC_MOVE);
                }
            }
        }

        private static void put(Path name, Path target) throws IOException {
            try {
                Files.createSymbolicLink(name, target);
            } catch (FileSystemException _) {
                if (Files.isRegularFile(name, LinkOption.NOFOLLOW_LINKS)) {
                    Files.delete(name); // a write was faster
                }
            }
        }
    }

    @Test
    void whateverIsSwappedMeanwhileTheCanaryStaysUnreadUnwrittenAndUnlisted() throws Exception {
        var outside = Files.createDirectory(temp.resolve("outside"));
        Files.writeString(outside.resolve("secret"), "canary");
        var root = Files.createDirectories(temp.resolve("root"));
        Files.createDirectories(root.resolve("door"));
        Files.createDirectories(root.resolve("deep/a/b"));
        Files.createFile(root.resolve("go"));
        var bench = new ToolBench(root);
        var granted = Workspace.granted(new WasmSpec.Folder(root, "/data", false));
        var swapper =
                new ProcessBuilder(
                                ProcessHandle.current().info().command().orElse("java"),
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Swapper.class.getName(),
                                root.toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        int met = 0;
        int missed = 0;
        try {
            while (!Files.exists(root.resolve("spare"), LinkOption.NOFOLLOW_LINKS)
                    && swapper.isAlive()) {
                Thread.onSpinWait();
            }
            for (int i = 0; i < ROUNDS; i++) {
                boolean wrote = write(bench, "door/f" + i % 10);
                met += wrote ? 1 : 0;
                missed += wrote ? 0 : 1;
                write(bench, "deep/a/b/new/f" + i % 10);
                write(bench, "file");
                writeInPlace(granted, "file");
                writeInPlace(granted, "door/g" + i % 10);
                unread(readGranted(granted, "door/secret"));
                unread(bench.call("file-read", "{'path':'door/secret'}").text());
                unread(bench.call("grep", "{'pattern':'can[a]ry','path':'door'}").text());
                unlisted(bench.call("glob", "{'pattern':'secret*','path':'.'}").text());
            }
        } finally {
            Files.delete(root.resolve("go"));
        }
        var said = new String(swapper.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(swapper.waitFor()).as("the swapper's end").isZero();
        System.out.printf(
                "rounds raced: %d, writes that met the directory: %d, that met a swap: %d; swaps: %s",
                ROUNDS, met, missed, said);

        assertThat(Long.parseLong(said.strip())).as("swaps meanwhile").isPositive();
        assertThat(met).as("writes that met the directory").isPositive();
        assertThat(outside.resolve("secret")).hasContent("canary");
        try (var all = Files.list(outside)) {
            assertThat(all).containsExactly(outside.resolve("secret"));
        }
    }

    private static boolean write(ToolBench bench, String path) {
        return !bench.call("file-write", "{'path':'" + path + "','content':'evil'}").error();
    }

    /// As a component does.
    private static void writeInPlace(Workspace granted, String path) {
        try (var file =
                granted.open(path, Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE))) {
            file.write(0, new byte[] {'e', 'v', 'i', 'l'});
        } catch (IOException _) {
            // a swap was met
        }
    }

    private static String readGranted(Workspace granted, String path) {
        var bytes = new byte[100];
        try (var file = granted.open(path, Set.of(StandardOpenOption.READ))) {
            int count = file.read(0, bytes);
            return "1\t" + new String(bytes, 0, Math.max(0, count), StandardCharsets.UTF_8);
        } catch (IOException refused) {
            return "";
        }
    }

    private static void unread(String text) {
        assertThat(text).doesNotContain("1\tcanary", "door/secret:1", "secret:1");
    }

    private static void unlisted(String text) {
        assertThat(text).doesNotContain("door/secret");
    }
}
