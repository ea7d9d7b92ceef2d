package dev.bestcode.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestcode.api.kernel.KernelDamagedException;
import dev.bestcode.api.kernel.KernelStorage;
import dev.bestcode.api.kernel.RunId;

import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Optional;

class StatsTest {
    @Test
    void figuresAreThoseOfTheStateAndTheFiles() {
        var sample = Inspected.sample(true);
        var figures = Inspected.inspector(sample).stats();
        var files = Inspected.files(sample);
        try (var kernel = Inspected.open(Inspected.storageWith(files))) {
            var state = kernel.state();
            assertThat(figures.head().lsn()).isEqualTo(state.lsn());
            assertThat(figures.threads()).isEqualTo(state.threads().count());
            assertThat(figures.undelivered()).isEqualTo(state.journal().undelivered().size());
        }
        assertThat(figures.pages()).isEqualTo(1);
        assertThat(figures.blobs()).isEqualTo(3);
        assertThat(figures.blobBytes()).isGreaterThan(LogFormat.INLINE_BYTES_MAX);
        assertThat(figures.snapshots()).isNotEmpty();
        assertThat(figures.runs())
                .containsEntry("retain_forever, under way", 2)
                .containsEntry("retain_days 3, pruned", 1);
        assertThat(figures.segments()).anyMatch(segment -> segment.generation() == 1);
        long dropped =
                figures.segments().stream()
                        .mapToLong(KernelFigures.Segment::droppedContentBytes)
                        .sum();
        // The page "gone", the state "lost", the payload of message 6, and why it failed.
        assertThat(dropped).isEqualTo(4 + 4 + "{\"n\":6}".length() + 1 + "broke".length());
        var json = figures.toJson();
        assertThat(json.requireLong("last_lsn")).isEqualTo(figures.head().lsn());
        assertThat(json.requireArray("segments").values()).hasSameSizeAs(figures.segments());
    }

    @Test
    void contentThatHasStillToLeaveItsSegmentCountsAsDropped() {
        var disk = PruningTest.killedBeforeRetention();
        var segment = Inspected.inspector(disk).stats().segments().getFirst();
        assertThat(segment.generation()).isZero();
        assertThat(segment.droppedContentBytes()).isEqualTo("gone".length());
        assertThat(segment.liveContentBytes()).isPositive();
    }

    @Test
    void contentThatARepairLeftOutCountsAsDropped() {
        var source = Inspected.sample(false);
        var path = Inspected.segments(source).getLast();
        var target = FileStorage.inMemory();
        spoilContent(source, path);
        Inspected.inspector(source).repair(target, Fixtures.options());
        long before = dropped(Inspected.sample(false));
        assertThat(dropped(target)).isGreaterThan(before);
    }

    /// The first content in a segment gets another SHA-256 than is written beside it.
    private static void spoilContent(KernelStorage storage, String path) {
        var editor = new LogEditor(storage, path);
        for (var entry : editor.entries()) {
            var body = ByteBuffer.wrap(entry.body());
            for (var op : Transaction.opsIn(body, entry.header().opCount())) {
                if (op.frame().form() == ContentForm.INLINE) {
                    entry.body()[op.frame().contentAt()] ^= 1;
                    editor.save();
                    return;
                }
            }
        }
    }

    private static long dropped(KernelStorage storage) {
        return Inspected.inspector(storage).stats().segments().stream()
                .mapToLong(KernelFigures.Segment::droppedContentBytes)
                .sum();
    }

    @Test
    void damagedKernelHasNoFigures() {
        var sample = Inspected.sample(false);
        var path = Inspected.segments(sample).getFirst();
        var bytes = Inspected.bytes(sample, path);
        bytes[400] ^= 1;
        Inspected.put(sample, path, bytes);
        assertThatThrownBy(() -> Inspected.inspector(sample).stats())
                .isInstanceOf(KernelDamagedException.class)
                .hasMessageContaining("memory/" + path)
                .hasMessageContaining("kernel verify");
    }

    @Test
    void journalIsShownByRunAndRangeAndPrunedEntriesSaySo() {
        var sample = Inspected.sample(false);
        var all = new ArrayList<InspectedEntry>();
        Inspected.inspector(sample).journal(1, Long.MAX_VALUE, Optional.empty(), all::add);
        try (var kernel = Inspected.open(Inspected.storageWith(Inspected.files(sample)))) {
            assertThat(all)
                    .extracting(InspectedEntry::entry)
                    .isEqualTo(kernel.state().journal().from(1, 999));
        }
        var ofRun = new ArrayList<InspectedEntry>();
        var run = Optional.of(new RunId("short"));
        Inspected.inspector(sample).journal(1, Long.MAX_VALUE, run, ofRun::add);
        assertThat(ofRun).hasSize(1);
        assertThat(ofRun.getFirst().entry().pruned()).isTrue();
        assertThat(ofRun.getFirst().run()).isEqualTo(run);
        var ranged = new ArrayList<InspectedEntry>();
        Inspected.inspector(sample).journal(8, 9, Optional.empty(), ranged::add);
        assertThat(ranged).allMatch(e -> e.entry().lsn() >= 8 && e.entry().lsn() <= 9);
    }
}
