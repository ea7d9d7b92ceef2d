package dev.bestcode.benchmarks;

import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.Force;
import dev.bestcode.api.kernel.KernelOp;
import dev.bestcode.api.kernel.SegmentId;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.kernel.FileStorage;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;

/// Costs of a thread's context: beside the number of its pages, and by the size of a page.
final class GrowthOfContexts {
    private static final int SMALLEST = 128;
    private static final int SAMPLES = 64;
    private static final int READS = 200;
    private static final int PAGE_BYTES = 1024;

    /// Above 256 KiB content lies beside the log.
    private static final int PAGE_BYTES_MAX = 128 << 10;

    private final OpSeries add = new OpSeries("add a page", "pages");
    private final OpSeries fold = new OpSeries("fold", "pages");
    private final OpSeries evict = new OpSeries("evict", "pages");
    private final OpSeries expand = new OpSeries("expand", "pages");
    private final Series list = new Series("list pages", "O(pages)", "pages", "us");
    private final OpSeries foldOf = new OpSeries("fold", "bytes of the page");
    private final OpSeries evictOf = new OpSeries("evict", "bytes of the page");
    private final OpSeries expandOf = new OpSeries("expand", "bytes of the page");
    private final Series read = new Series("read a page", "O(size)", "bytes of the page", "us");

    private final Bytes summary = Content.randomBytes(new Random(1), 100);
    private final Path folder;
    private final int rows;

    /// @param rows the most pages
    GrowthOfContexts(Path folder, int rows) {
        this.folder = folder;
        this.rows = rows;
    }

    List<Series> measure() {
        try (var store = KernelStore.create(FileStorage.at(folder))) {
            byPages(store);
            bySize(store);
        }
        var all = new ArrayList<Series>();
        for (var of : List.of(add, fold, evict, expand, foldOf, evictOf, expandOf)) {
            all.addAll(of.both());
        }
        all.addAll(List.of(list, read));
        return all;
    }

    private void byPages(KernelStore store) {
        var thread = store.threads().getFirst();
        int pages = 0;
        for (int size = SMALLEST; size <= rows; size *= 2) {
            addMany(store, thread, size - SAMPLES - pages, PAGE_BYTES);
            pages = size;
            var some = draw(store, SAMPLES);
            var content = Content.randomBytes(new Random(size), PAGE_BYTES);
            add.add(size, store, some, page -> Ops.segment(page, thread, content));
            fold.add(size, store, some, page -> fold(thread, page));
            evict.add(size, store, some, page -> evict(thread, page));
            expand.add(size, store, some, page -> expand(thread, page));
            var contexts = store.kernel().state().contexts();
            list.add(size, Cost.ofReads(READS, _ -> contexts.segments(thread)));
        }
    }

    private void bySize(KernelStore store) {
        var thread = store.threads().getLast();
        for (int bytes = 256; bytes <= PAGE_BYTES_MAX; bytes *= 2) {
            var some = addMany(store, thread, SAMPLES, bytes);
            var contexts = store.kernel().state().contexts();
            read.add(bytes, Cost.ofReads(SAMPLES, i -> contexts.content(some.get(i))));
            foldOf.add(bytes, store, some, page -> fold(thread, page));
            evictOf.add(bytes, store, some, page -> evict(thread, page));
            expandOf.add(bytes, store, some, page -> expand(thread, page));
        }
    }

    private KernelOp fold(ThreadId thread, SegmentId page) {
        return new KernelOp.SegmentFolded(
                thread, page, summary, summary.size() / 4, OptionalLong.empty());
    }

    private static KernelOp evict(ThreadId thread, SegmentId page) {
        return new KernelOp.SegmentEvicted(thread, page, OptionalLong.empty());
    }

    private static KernelOp expand(ThreadId thread, SegmentId page) {
        return new KernelOp.SegmentExpanded(thread, page, OptionalLong.empty());
    }

    private static List<SegmentId> addMany(
            KernelStore store, ThreadId thread, int count, int bytes) {
        var pages = draw(store, count);
        var content = Content.randomBytes(new Random(count), bytes);
        for (var page : pages) {
            store.kernel().commit(List.of(Ops.segment(page, thread, content)), Force.WITH_NEXT);
        }
        return pages;
    }

    private static List<SegmentId> draw(KernelStore store, int count) {
        var pages = new ArrayList<SegmentId>();
        for (int i = 0; i < count; i++) {
            pages.add(new SegmentId(store.draw()));
        }
        return pages;
    }

    /// Time and log bytes of one kind of op.
    private static final class OpSeries {
        private final Series micros;
        private final Series bytes;

        OpSeries(String name, String size) {
            micros = new Series(name, "O(1)", size, "us");
            bytes = new Series(name, "O(1)", size, "log bytes");
        }

        private interface OpOfPage {
            KernelOp of(SegmentId page);
        }

        void add(int size, KernelStore store, List<SegmentId> pages, OpOfPage op) {
            var cost = Cost.ofCommits(store, pages.size(), i -> List.of(op.of(pages.get(i))));
            micros.add(size, cost.micros());
            bytes.add(size, cost.logBytes());
        }

        List<Series> both() {
            return List.of(micros, bytes);
        }
    }
}
