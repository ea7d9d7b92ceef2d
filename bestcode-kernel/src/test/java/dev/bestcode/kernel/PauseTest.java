package dev.bestcode.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.Force;
import dev.bestcode.testkit.KernelFixtures;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/// A kernel under load whose process is stopped, and finds the world changed when it goes on.
@EnabledOnOs(OS.LINUX)
class PauseTest {
    private static final int DISK_BYTES = 12 << 20;
    private static final int WRITERS = 4;

    /// Commits that find room in files that are open already; far fewer do.
    private static final int UNREFUSED_MAX = 1_000;

    @TempDir Path temp;
    private final Witness witness = new Witness();

    private static ChildJvm start(Path directory) throws IOException {
        long seed = new Random().nextLong();
        System.out.println("load with seed " + seed);
        return ChildJvm.start(
                List.of("-Xmx96m"), LoadChild.class, directory, Long.toString(seed), WRITERS);
    }

    private void hear(ChildJvm child, int acknowledgements) throws IOException {
        for (int heard = 0; heard < acknowledgements; ) {
            heard += witness.hear(child.line().orElseThrow()) ? 1 : 0;
        }
    }

    /// So many, or fewer when the kernel stopped before the directory was back: it looks for its
    /// files when it needs them, not all at once.
    private void hearUnlessItStopped(ChildJvm child, int acknowledgements) throws IOException {
        for (int heard = 0; heard < acknowledgements; ) {
            var line = child.line();
            if (line.isEmpty() || line.get().startsWith("end")) {
                return;
            }
            heard += witness.hear(line.get()) ? 1 : 0;
        }
    }

    /// @return the first line that says that a commit was refused, or that the kernel has stopped
    private String awaitRefusal(ChildJvm child) throws IOException {
        for (int heard = 0; heard < UNREFUSED_MAX; ) {
            var line = child.line().orElseThrow();
            if (line.startsWith("full") || line.startsWith("end")) {
                return line;
            }
            heard += witness.hear(line) ? 1 : 0;
        }
        throw new AssertionError("the child goes on as if nothing had happened");
    }

    private void killAndCheck(ChildJvm child, Path directory) throws IOException {
        child.kill();
        for (var line = child.line(); line.isPresent(); line = child.line()) {
            witness.hear(line.get());
        }
        check(directory);
    }

    private void check(Path directory) {
        try (var kernel = LoadChild.open(directory)) {
            witness.checkAll(kernel);
            Everything.read(kernel.state());
        }
        LoadChild.open(directory).close();
    }

    @Test
    void diskThatFilledUpMeanwhileRefusesCommitsUntilThereIsRoom() throws Exception {
        try (var disk = Mount.tmpfs(temp.resolve("disk"), DISK_BYTES)) {
            var directory = disk.path().resolve("k");
            try (var child = start(directory)) {
                hear(child, 30);
                child.pause();
                var ballast = disk.path().resolve("ballast");
                fill(ballast);
                child.resume();
                assertThat(awaitRefusal(child)).startsWith("full");
                Files.delete(ballast);
                hear(child, 30);
                killAndCheck(child, directory);
            }
        }
    }

    private static void fill(Path ballast) throws IOException {
        try (OutputStream out = Files.newOutputStream(ballast)) {
            while (true) {
                out.write(new byte[4096]);
            }
        } catch (IOException full) {
            assertThat(full).hasMessageContaining("No space left");
        }
    }

    @Test
    void directoryThatWasRenamedMeanwhileIsMissedAndNeverBegunAgain() throws Exception {
        var directory = temp.resolve("k");
        var moved = temp.resolve("moved");
        try (var child = start(directory)) {
            hear(child, 30);
            child.pause();
            Files.move(directory, moved);
            child.resume();
            var refusal = awaitRefusal(child);
            assertThat(directory).doesNotExist();
            Files.move(moved, directory);
            if (refusal.startsWith("full")) {
                hearUnlessItStopped(child, 30);
            }
            killAndCheck(child, directory);
        }
    }

    @Test
    void directoryThatWasReplacedMeanwhileIsLeftAlone() throws Exception {
        var directory = temp.resolve("k");
        var moved = temp.resolve("moved");
        var other = temp.resolve("other");
        try (var kernel = LoadChild.open(other)) {
            kernel.commit(List.of(KernelFixtures.root()), Force.NOW);
        }
        var before = bytes(other);
        try (var child = start(directory)) {
            hear(child, 30);
            child.pause();
            Files.move(directory, moved);
            Files.move(other, directory);
            child.resume();
            awaitRefusal(child);
            killAndCheck(child, moved);
        }
        assertThat(bytes(directory)).isEqualTo(before);
    }

    private static Map<String, Bytes> bytes(Path directory) throws IOException {
        var bytes = new TreeMap<String, Bytes>();
        try (var files = Files.walk(directory)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                bytes.put(
                        directory.relativize(file).toString(), Bytes.of(Files.readAllBytes(file)));
            }
        }
        return bytes;
    }
}
