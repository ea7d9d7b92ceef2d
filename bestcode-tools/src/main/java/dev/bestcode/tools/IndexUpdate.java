package dev.bestcode.tools;

import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.api.symbol.SymbolSource;

import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// Brings an index up to the tree as it is now: one worker walks and reads, several extract. Used
/// once.
///
/// A file that changes meanwhile is seen as it was when it was read; its stamp tells the next
/// update.
final class IndexUpdate {
    /// Native extraction scales with cores; a person's machine has other work too.
    private static final int WORKERS_MAX = 4;

    /// Files a tree may have in the index; more are left out, and said.
    static final int FILES_MAX = 200_000;

    /// What the index may take of the heap, packed; a tree of a million definitions fits.
    static final long PACKED_BYTES_MAX = Math.min(256L << 20, Runtime.getRuntime().maxMemory() / 4);

    private final Workspace workspace;
    private final SymbolSource source;
    private final InstantSource clock;
    private final IndexState before;
    private final long deadline;
    private final Map<String, IndexedFile> now = new ConcurrentHashMap<>();
    private final AtomicInteger read = new AtomicInteger();
    private final Semaphore inHand = new Semaphore(2 * workers());
    private final AtomicLong packedBytes = new AtomicLong();
    private final List<Future<?>> underWay = new ArrayList<>();
    private boolean late;
    private int taken;
    private int tooMany;

    /// @param deadline in the nanoseconds of `System.nanoTime()`
    IndexUpdate(
            Workspace workspace,
            SymbolSource source,
            InstantSource clock,
            IndexState before,
            long deadline) {
        this.workspace = workspace;
        this.source = source;
        this.clock = clock;
        this.before = before;
        this.deadline = deadline;
    }

    /// @param read files whose content was looked at
    /// @param gone files that were in the index and are no more
    /// @param leftOut what is not in it and why; empty when everything is
    record Result(IndexState state, int read, int gone, boolean complete, String leftOut) {}

    private static int workers() {
        return Math.clamp(Runtime.getRuntime().availableProcessors(), 1, WORKERS_MAX);
    }

    Result run() throws IOException, InterruptedException, ToolFailedException {
        String leftOut;
        var pool =
                Executors.newFixedThreadPool(
                        workers(), Thread.ofPlatform().daemon().name("symbols-", 0).factory());
        try {
            leftOut = IndexWalk.files(workspace, file -> visit(file, pool));
            for (var extraction : underWay) {
                await(extraction);
            }
        } finally {
            pool.shutdownNow();
        }
        return result(leftOut);
    }

    private boolean visit(IndexWalk.Met file, ExecutorService pool)
            throws IOException, InterruptedException {
        if (System.nanoTime() - deadline > 0) {
            late = true;
            return false;
        }
        var path = file.path();
        if (source.language(name(path)).isEmpty()) {
            return true;
        }
        if (taken >= FILES_MAX || packedBytes.get() > PACKED_BYTES_MAX) {
            tooMany++;
            return true;
        }
        taken++;
        var stamp = file.stamp(clock.instant());
        var known = before.file(path);
        if (known.isPresent() && known.get().stamp().isSame(stamp)) {
            put(known.get());
            return true;
        }
        var content = file.content();
        if (content.isPresent()) {
            take(path, stamp, content.get(), pool);
        }
        return true;
    }

    static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private void take(String path, FileStamp stamp, byte[] content, ExecutorService pool)
            throws InterruptedException {
        inHand.acquire();
        underWay.add(
                pool.submit(
                        () -> {
                            try {
                                put(indexed(path, stamp, content));
                            } finally {
                                inHand.release();
                            }
                            return null;
                        }));
    }

    private void put(IndexedFile file) {
        now.put(file.path(), file);
        packedBytes.addAndGet(file.packedBytes());
    }

    private IndexedFile indexed(String path, FileStamp stamp, byte[] content)
            throws InterruptedException {
        var hash = Sha256.of(content);
        var known = before.file(path);
        if (known.isPresent() && known.get().hash().equals(hash)) {
            return known.get().stamped(stamp);
        }
        read.incrementAndGet();
        return IndexedFile.of(path, stamp, hash, source.symbols(name(path), content));
    }

    private static void await(Future<?> extraction) throws InterruptedException {
        try {
            extraction.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("symbols could not be extracted", e.getCause());
        }
    }

    private Result result(String walkLeftOut) {
        int gone = 0;
        for (var file : before.files().values()) {
            if (!now.containsKey(file.path())) {
                gone += late ? 0 : 1;
                if (late) { // not met yet, or not done: as it was is better than nothing
                    now.put(file.path(), file);
                }
            }
        }
        var text = new StringBuilder(walkLeftOut);
        if (late) {
            text.append(
                    "[time was up after %,d files; call action index to go on]\n"
                            .formatted(now.size()));
        }
        if (tooMany > 0) {
            text.append(
                    "[%,d files are not in the index: it holds %,d files or %,d MiB at most]\n"
                            .formatted(tooMany, FILES_MAX, PACKED_BYTES_MAX >> 20));
        }
        boolean same = read.get() == 0 && gone == 0;
        var state =
                new IndexState(
                        new TreeMap<>(now), same ? before.generation() : before.generation() + 1);
        return new Result(state, read.get(), gone, !late, text.toString());
    }
}
