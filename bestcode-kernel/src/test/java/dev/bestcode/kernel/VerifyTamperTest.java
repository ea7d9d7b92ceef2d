package dev.bestcode.kernel;

import static dev.bestcode.testkit.KernelFixtures.dispatch;
import static dev.bestcode.testkit.KernelFixtures.push;
import static dev.bestcode.testkit.KernelFixtures.root;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.KernelOp;
import dev.bestcode.api.kernel.KernelStorage;
import dev.bestcode.api.kernel.PruneReason;
import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.kernel.ThreadStatus;
import dev.bestcode.testkit.KernelFixtures;

import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

class VerifyTamperTest {
    private static final long LAST = 9;

    private final KernelStorage storage = FileStorage.inMemory();

    VerifyTamperTest() {
        try (var kernel = Fixtures.open(storage)) {
            Inspected.commit(kernel, root(), push(2, 1, "a"));
            for (long id = 3; id < 3 + LAST - 1; id++) {
                Inspected.commit(kernel, dispatch(id, 2));
            }
        }
    }

    private LogEditor editor() {
        return new LogEditor(storage, Fixtures.LOG);
    }

    private void assertNames(long lsn, String what) {
        assertThat(Inspected.verify(storage).findings())
                .filteredOn(finding -> finding.kind().isBad())
                .isNotEmpty()
                .first()
                .satisfies(
                        finding -> {
                            assertThat(finding.lsn()).isEqualTo(lsn);
                            assertThat(finding.what()).contains(what);
                        });
    }

    @Test
    void changedEntryIsNamedThoughItsSumWasMadeRight() {
        var editor = editor();
        var body = editor.entries().get(editor.indexOf(5)).body();
        body[LogFormat.padded(16 + 8 + 4)] ^= 1; // in the op's head
        editor.save();
        assertNames(5, "its chain value is not that of what it holds");
    }

    @Test
    void changedContentIsNamed() {
        var editor = editor();
        var entry = editor.entries().get(editor.indexOf(5));
        var frame = OpFrame.read(ByteBuffer.wrap(entry.body()), 0);
        entry.body()[frame.contentAt()] ^= 1;
        editor.save();
        assertNames(5, "the content of op 0 has another SHA-256");
    }

    @Test
    void changedStampIsNamed() {
        var editor = editor();
        editor.entries().get(editor.indexOf(5)).body()[5] ^= 2; // the run's ordinal
        editor.save();
        assertNames(5, "stamped with another run");
    }

    @Test
    void removedEntryIsNamed() {
        var editor = editor();
        editor.entries().remove(editor.indexOf(5));
        editor.save();
        assertNames(5, "LSN 5 is expected");
    }

    @Test
    void entryRemovedWithTheNumbersClosedUpIsNamed() {
        var editor = editor();
        int at = editor.indexOf(5);
        editor.entries().remove(at);
        for (int i = at; i < editor.entries().size(); i++) {
            var entry = editor.entries().get(i);
            editor.entries().set(i, entry.withLsn(entry.header().lsn() - 1));
        }
        editor.save();
        assertNames(5, "its chain value");
    }

    @Test
    void insertedEntryIsNamed() {
        var editor = editor();
        int at = editor.indexOf(5);
        editor.entries().add(at, editor.entries().get(editor.indexOf(3)).withLsn(5));
        for (int i = at + 1; i < editor.entries().size(); i++) {
            var entry = editor.entries().get(i);
            editor.entries().set(i, entry.withLsn(entry.header().lsn() + 1));
        }
        editor.save();
        assertNames(5, "its chain value");
    }

    @Test
    void repeatedEntryIsNamed() {
        var editor = editor();
        int at = editor.indexOf(5);
        editor.entries().add(at + 1, editor.entries().get(at));
        editor.save();
        assertNames(5, "out of its place");
    }

    @Test
    void exchangedEntriesAreNamed() {
        var editor = editor();
        int at = editor.indexOf(5);
        var moved = editor.entries().remove(at);
        editor.entries().add(editor.indexOf(6) + 1, moved);
        editor.save();
        assertNames(5, "LSN 5 is expected");
        assertThat(Inspected.verify(storage).findings())
                .anyMatch(finding -> finding.what().contains("out of its place"));
    }

    @Test
    void everyDamageIsNamedAndNotTheFirstAlone() {
        var bytes = Inspected.bytes(storage, Fixtures.LOG);
        int at = LogFormat.SEGMENT_HEADER_BYTES;
        for (long lsn = 1; lsn <= LAST; lsn++) {
            int length = ByteBuffer.wrap(bytes).getInt(at);
            if (lsn == 3 || lsn == 6) {
                bytes[at + 60] ^= 4;
            }
            at += length;
        }
        Inspected.put(storage, Fixtures.LOG, bytes);
        assertThat(Inspected.verify(storage).findings())
                .filteredOn(finding -> finding.kind() == Finding.Kind.DAMAGE)
                .extracting(Finding::lsn)
                .containsExactly(3L, 6L);
    }

    @Test
    void rewrittenTailIsNoticedByAKeptHeadAlone() {
        var head = Inspected.verify(storage).head();
        var editor = editor();
        var entry = editor.entries().get(editor.indexOf(7));
        var other =
                Transaction.encode(List.of(dispatch(8, 2, Bytes.ofUtf8("{}"))), _ -> Digest.NONE);
        var frame = OpFrame.read(ByteBuffer.wrap(entry.body()), 0);
        other.ops().getFirst().frame().stamp(other.body(), frame.run(), frame.link());
        editor.entries()
                .set(
                        editor.indexOf(7),
                        new LogEditor.Entry(
                                entry.header().withBody(other.body().length), other.body()));
        editor.rechain(Chain.START).save();

        assertThat(Inspected.verify(storage).isSound()).isTrue();
        assertNotAsKept(LAST, "LSN %d:".formatted(LAST), head.toString());
        assertNotAsKept(0, "shortened or rewritten", head.chain().hex());
        var before = new KeptHead(OptionalLong.of(6), chainOf(6));
        assertThat(Inspected.inspector(storage).verify(Optional.of(before)).isSound()).isTrue();
    }

    private Sha256 chainOf(long lsn) {
        var editor = editor();
        return editor.entries().get(editor.indexOf(lsn)).header().chain().toSha256();
    }

    private void assertNotAsKept(long lsn, String what, String head) {
        var verification = Inspected.inspector(storage).verify(Optional.of(KeptHead.parse(head)));
        assertThat(verification.findings())
                .filteredOn(finding -> finding.kind() == Finding.Kind.NOT_AS_KEPT)
                .singleElement()
                .satisfies(
                        finding -> {
                            assertThat(finding.lsn()).isEqualTo(lsn);
                            assertThat("LSN " + lsn + ": " + finding.what()).contains(what);
                        });
        assertThat(verification.isSound()).isFalse();
    }

    @Test
    void shortenedLogIsNoticedByAKeptHeadAlone() {
        var head = Inspected.verify(storage).head();
        var editor = editor();
        editor.entries().subList(editor.indexOf(7), editor.entries().size()).clear();
        editor.save();

        assertThat(Inspected.verify(storage).isSound()).isTrue();
        assertThat(Inspected.verify(storage).head()).isEqualTo(new LogHead(6, chainOf(6)));
        assertNotAsKept(LAST, "the log ends at LSN 6", head.toString());
        assertNotAsKept(0, "shortened or rewritten", head.chain().hex());
    }

    @Test
    void keptHeadsOfAllTimesAreFoundAfterRetentionHasCopiedSegments() {
        var kept = KeptHead.parse(Inspected.verify(storage).head().toString());
        try (var kernel = Fixtures.open(storage)) {
            Inspected.commit(
                    kernel,
                    new KernelOp.ThreadStatusSet(new ThreadId(2), ThreadStatus.COMPLETED),
                    new KernelOp.RunPruned(KernelFixtures.RUN, PruneReason.ERASED));
        }
        assertThat(Inspected.segments(storage)).anyMatch(path -> path.contains(".g1."));
        var verification = Inspected.inspector(storage).verify(Optional.of(kept));
        assertThat(verification.isSound()).isTrue();
        assertThat(verification.head().lsn()).isEqualTo(LAST + 1);
    }

    @Test
    void tornTailAndFilesThatACrashLeftAreNoDamage() {
        var bytes = Inspected.bytes(storage, Fixtures.LOG);
        int end = LogFormat.SEGMENT_HEADER_BYTES;
        while (ByteBuffer.wrap(bytes).getInt(end) != 0) {
            end += ByteBuffer.wrap(bytes).getInt(end);
        }
        bytes[end + 3] = 120;
        bytes[end + 90] = 1;
        Inspected.put(storage, Fixtures.LOG, bytes);
        Inspected.put(storage, "log/5.g2.log.new", new byte[9]);
        Inspected.put(storage, "log/77.idx", new byte[9]);
        Inspected.put(storage, "blob/" + "ab".repeat(32), new byte[9]);
        var verification = Inspected.verify(storage);
        assertThat(verification.isSound()).isTrue();
        assertThat(verification.findings())
                .extracting(Finding::kind, Finding::file)
                .contains(
                        tuple(Finding.Kind.TORN_TAIL, Fixtures.LOG),
                        tuple(Finding.Kind.LEFTOVER, "log/5.g2.log.new"),
                        tuple(Finding.Kind.LEFTOVER, "log/77.idx"),
                        tuple(Finding.Kind.LEFTOVER, "blob/" + "ab".repeat(32)));
    }

    @Test
    void foreignAndNewerFilesAreNamed() {
        Inspected.put(storage, "log/README", new byte[9]);
        assertThat(Inspected.verify(storage).findings())
                .anyMatch(f -> f.kind() == Finding.Kind.FOREIGN && f.file().equals("log/README"));
        Inspected.delete(storage, "log/README");

        var bytes = ByteBuffer.wrap(Inspected.bytes(storage, Fixtures.LOG));
        bytes.putInt(Long.BYTES, LogFormat.VERSION + 1);
        bytes.putInt(124, Checksum.of(bytes.array(), 0, 124));
        Inspected.put(storage, Fixtures.LOG, bytes.array());
        assertThat(Inspected.verify(storage).findings())
                .anyMatch(f -> f.kind() == Finding.Kind.FOREIGN && f.file().equals(Fixtures.LOG));
    }

    @Test
    void missingSegmentAndMissingBlobAreNamed() {
        var sample = Inspected.sample(true);
        var files = Inspected.files(sample);
        var segments = Inspected.segments(sample);
        Inspected.delete(sample, segments.get(1));
        long lost = LogNames.parse(segments.get(1).substring(4)).orElseThrow().firstLsn();
        assertThat(Inspected.verify(sample).findings())
                .anyMatch(f -> f.kind() == Finding.Kind.DAMAGE && f.lsn() == lost);

        var again = Inspected.storageWith(files);
        var large = Inspected.largeBlob(files);
        Inspected.delete(again, large);
        assertThat(Inspected.verify(again).findings())
                .anyMatch(
                        f ->
                                f.kind() == Finding.Kind.DAMAGE
                                        && f.file().equals(large)
                                        && f.lsn() > 0);
    }
}
