package dev.bestcode.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.Force;
import dev.bestcode.api.kernel.KernelDamagedException;
import dev.bestcode.api.kernel.KernelException;
import dev.bestcode.api.kernel.UnsupportedFormatException;
import dev.bestcode.testkit.KernelFixtures;

import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Directories that cannot be opened: one message that says which file and what to do, and nothing
/// in them has changed.
class RefusedDirectoryTest {
    @TempDir Path temp;
    private Path directory = Path.of("");

    /// Several segments, two snapshots, a blob.
    @BeforeEach
    void build() {
        build(temp.resolve("k"));
    }

    private void build(Path at) {
        directory = at;
        try (var kernel = open()) {
            kernel.commit(List.of(KernelFixtures.root()), Force.NOW);
            for (long id = 2; id < 12; id++) {
                kernel.commit(
                        List.of(KernelFixtures.dispatch(id, 1, content(id, 15_000))), Force.NOW);
            }
            var large = content(30, LogFormat.INLINE_BYTES_MAX + 1);
            kernel.commit(List.of(KernelFixtures.dispatch(30, 1, large)), Force.NOW);
        }
    }

    @Test
    void aPlaceWhereNoneCanBeIsNamedInWords() throws IOException {
        var file = Files.writeString(temp.resolve("file"), "x");
        directory = file.resolve("k");
        assertThatThrownBy(this::open)
                .isInstanceOf(KernelException.class)
                .hasMessageContaining(file + " is there already")
                .hasMessageNotContaining("Exception");

        directory = Path.of("/proc/nothing/k");
        assertThatThrownBy(this::open)
                .isInstanceOf(KernelException.class)
                .hasMessageContaining("there is no /proc/nothing")
                .hasMessageNotContaining("Exception");
    }

    private WalKernel open() {
        return WalKernel.open(
                FileStorage.at(directory),
                KernelOptions.defaults().withLimits(LoadChild.TINY).withUpkeep(Upkeep.INLINE));
    }

    private static Bytes content(long id, int size) {
        var bytes = new byte[size];
        bytes[0] = (byte) id;
        return Bytes.of(bytes);
    }

    private record Found(FileTime modified, Bytes bytes) {}

    /// Every file but the lock's own, which each owner signs.
    private Map<String, Found> files() throws IOException {
        var found = new TreeMap<String, Found>();
        try (var files = Files.walk(directory)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                found.put(
                        directory.relativize(file).toString(),
                        new Found(
                                Files.getLastModifiedTime(file),
                                Bytes.of(Files.readAllBytes(file))));
            }
        }
        found.remove("LOCK");
        return found;
    }

    /// Files by the number that their names begin with.
    private List<Path> list(String folder, String end) throws IOException {
        try (var files = Files.list(directory.resolve(folder))) {
            return files.filter(file -> file.toString().endsWith(end))
                    .sorted(Comparator.comparingLong(RefusedDirectoryTest::number))
                    .toList();
        }
    }

    private static long number(Path file) {
        var name = file.getFileName().toString();
        return Long.parseLong(name.substring(0, name.indexOf('.')));
    }

    private AbstractThrowableAssert<?, ? extends Throwable> assertRefused(Path culprit)
            throws IOException {
        var before = files();
        var refused =
                assertThatThrownBy(this::open)
                        .isInstanceOf(KernelException.class)
                        .hasMessageContaining(culprit.toString());
        assertThat(files()).isEqualTo(before);
        return refused;
    }

    @Test
    void readOnlyDirectoryIsSaidToBeOne() throws Exception {
        var writable = directory;
        try (var mount = Mount.readOnly(writable, temp.resolve("ro"))) {
            directory = mount.path();
            assertRefused(directory)
                    .hasMessageContaining("Read-only file system")
                    .hasMessageContaining("may read and write there");
        }
        directory = writable;
        open().close();
    }

    @Test
    void missingSegmentIsNamedWhereverItWas() throws Exception {
        var segments = list("log", ".log");
        assertThat(segments).hasSizeGreaterThan(4);
        for (int missing = 0; missing < segments.size(); missing++) {
            var away = temp.resolve("away");
            Files.move(segments.get(missing), away);
            var expected = segments.get(missing == 0 ? 1 : missing - 1);
            assertRefused(expected)
                    .isInstanceOf(KernelDamagedException.class)
                    .hasMessageContaining("missing")
                    .hasMessageContaining("LSN");
            Files.move(away, segments.get(missing));
        }
        open().close();
    }

    @Test
    void missingSegmentIsNamedWithoutSnapshotsToo() throws Exception {
        for (var snapshot : list("snap", ".snap")) {
            Files.delete(snapshot);
        }
        missingSegmentIsNamedWhereverItWas();
    }

    @Test
    void missingLogIsNotBegunAnew() throws Exception {
        for (var file : list("log", "")) {
            Files.delete(file);
        }
        assertRefused(directory.resolve("log")).hasMessageContaining("there is no log");
    }

    @Test
    void missingDerivedFilesAreMadeAgain() throws Exception {
        for (var derived : list("log", ".idx")) {
            Files.delete(derived);
        }
        for (var derived : list("snap", ".snap")) {
            Files.delete(derived);
        }
        try (var kernel = open()) {
            assertThat(kernel.state().journal().from(1, 100)).hasSize(11);
        }
        assertThat(list("log", ".idx")).hasSize(list("log", ".log").size() - 1);
    }

    @Test
    void missingBlobIsNamedWhenItIsRead() throws Exception {
        try (var blobs = Files.list(directory.resolve("blob"))) {
            Files.delete(blobs.findFirst().orElseThrow());
        }
        try (var kernel = open()) {
            assertThatThrownBy(() -> kernel.state().journal().from(1, 100))
                    .isInstanceOf(KernelDamagedException.class)
                    .hasMessageContaining(directory.resolve("blob").toString())
                    .hasMessageContaining("Restore the file");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"notes.txt", "01.log", "7.log.bak", "5.idx.txt", "x.new", "x.idx"})
    void foreignFileInTheLogIsNeitherTakenNorDeleted(String name) throws Exception {
        var foreign = Files.writeString(directory.resolve("log").resolve(name), "mine");
        assertRefused(foreign)
                .isInstanceOf(UnsupportedFormatException.class)
                .hasMessageContaining("move the file away");
    }

    @Test
    void fileOfAnotherKindUnderASegmentsNameIsRefused() throws Exception {
        var foreign = Files.writeString(directory.resolve("log/1000.log"), "x".repeat(5_000));
        assertRefused(foreign)
                .isInstanceOf(UnsupportedFormatException.class)
                .hasMessageContaining("the first 8 bytes");
    }

    @Test
    void segmentOfAnotherKernelIsRefused() throws Exception {
        var own = directory;
        build(temp.resolve("other"));
        var other = list("log", ".log").get(2);
        directory = own;
        var here = directory.resolve("log").resolve(other.getFileName());
        Files.copy(other, here, StandardCopyOption.REPLACE_EXISTING);
        assertRefused(here).hasMessageContaining("another kernel");
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 255, Integer.MAX_VALUE, 0, -1})
    void segmentOfAFormatThatIsNotKnownIsRefused(int version) throws Exception {
        var segment = list("log", ".log").get(1);
        var bytes = Files.readAllBytes(segment);
        var header = ByteBuffer.wrap(bytes, 0, LogFormat.SEGMENT_HEADER_BYTES);
        int crcAt = LogFormat.SEGMENT_HEADER_BYTES - Integer.BYTES;
        header.putInt(Long.BYTES, version).putInt(crcAt, Checksum.of(bytes, 0, crcAt));
        Files.write(segment, bytes);
        assertRefused(segment)
                .isInstanceOf(UnsupportedFormatException.class)
                .hasMessageContaining("format " + version);
        assertThat(segment).hasBinaryContent(bytes);
    }

    @Test
    void damagedHeaderIsNamedByFileAndByte() throws Exception {
        var segment = list("log", ".log").getLast();
        var bytes = Files.readAllBytes(segment);
        bytes[20] ^= 1;
        Files.write(segment, bytes);
        assertRefused(segment)
                .isInstanceOf(KernelDamagedException.class)
                .hasMessageContaining("byte 0")
                .hasMessageContaining("copy the data directory");
    }
}
