package dev.bestcode.kernel;

import static dev.bestcode.testkit.KernelFixtures.dispatch;
import static dev.bestcode.testkit.KernelFixtures.push;
import static dev.bestcode.testkit.KernelFixtures.root;
import static dev.bestcode.testkit.KernelFixtures.segment;

import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.Force;
import dev.bestcode.api.kernel.KernelOp;
import dev.bestcode.api.kernel.KernelStorage;
import dev.bestcode.api.kernel.PruneReason;
import dev.bestcode.api.kernel.Relevance;
import dev.bestcode.api.kernel.Retention;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.kernel.SegmentId;
import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.kernel.ThreadStatus;
import dev.bestcode.api.kernel.Usage;
import dev.bestcode.api.message.MessageId;
import dev.bestcode.testkit.KernelFixtures;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/// Words of the inspection's tests: kernels with something of everything, and their files.
final class Inspected {
    /// So small that a few transactions make several segments and snapshots.
    static final LogLimits TINY = new LogLimits(4 << 10, 4 << 10, 3000);

    private static final Bytes LARGE = Bytes.of(new byte[LogFormat.INLINE_BYTES_MAX + 9]);

    private Inspected() {}

    static WalKernel open(KernelStorage storage) {
        return WalKernel.open(storage, Fixtures.options().withLimits(TINY));
    }

    static WalInspector inspector(KernelStorage storage) {
        return new WalInspector(storage, () -> {});
    }

    static Verification verify(KernelStorage storage) {
        return inspector(storage).verify(Optional.empty());
    }

    /// A closed kernel with every kind of op, content in every form, a copy of a segment, two
    /// snapshots and blobs.
    /// @param withLarge whether one of them is large
    static KernelStorage sample(boolean withLarge) {
        var storage = FileStorage.inMemory();
        try (var kernel = open(storage)) {
            fill(kernel, withLarge);
        }
        return storage;
    }

    private static void fill(WalKernel kernel, boolean withLarge) {
        var rights = kernel.content().put(Bytes.ofUtf8("what this thread may do"));
        commit(kernel, root(), pushed(2, 1, "run", rights), pushed(3, 1, "short", rights));
        var shortRun = new RunId("short");
        commit(kernel, new KernelOp.RunRetained(shortRun, new Retention.Days(3)));
        commit(kernel, dispatch(4, 2), segment(5, 2, "a page"), dispatch(6, 3));
        commit(
                kernel,
                new KernelOp.MessageFailed(new MessageId(6), "broke"),
                segment(7, 3, "gone"));
        commit(kernel, new KernelOp.MessageRetried(new MessageId(4), 1, "later"));
        commit(kernel, state(3, "lost"), state(2, "kept"));
        commit(
                kernel,
                new KernelOp.MessageRefused(
                        KernelFixtures.message(8, 2, Bytes.ofUtf8("<x>")),
                        KernelFixtures.RIGHTS,
                        "no route"),
                new KernelOp.UsageCharged(new ThreadId(2), new Usage(1, 2, 3, 4)));
        pages(kernel);
        if (withLarge) {
            commit(kernel, dispatch(20, 2, LARGE));
            var kept = Bytes.ofUtf8("as it was before");
            commit(kernel, new KernelOp.ContentKept(new ThreadId(2), kept));
        }
        for (long id = 30; id < 46; id++) {
            commit(kernel, dispatch(id, 2, Bytes.of(new byte[200])));
        }
        commit(kernel, new KernelOp.ThreadStatusSet(new ThreadId(3), ThreadStatus.COMPLETED));
        commit(kernel, new KernelOp.RunPruned(shortRun, PruneReason.ERASED));
        commit(kernel, push(60, 2, "child"), dispatch(61, 60));
        commit(kernel, new KernelOp.ThreadPruned(new ThreadId(60)));
        commit(kernel, pushed(62, 1, "fork", rights));
        commit(kernel, new KernelOp.RunForked(new RunId("fork"), KernelFixtures.RUN, 4));
    }

    private static void pages(WalKernel kernel) {
        var thread = new ThreadId(2);
        var page = new SegmentId(5);
        commit(
                kernel,
                new KernelOp.SegmentFolded(
                        thread, page, Bytes.ofUtf8("short"), 2, OptionalLong.empty()));
        long seen = kernel.state().lsn();
        commit(kernel, new KernelOp.SegmentEvicted(thread, page, OptionalLong.of(seen)));
        commit(kernel, new KernelOp.SegmentExpanded(thread, page, OptionalLong.empty()));
        commit(
                kernel,
                new KernelOp.SegmentRated(
                        thread, page, new Relevance(0.25), true, OptionalLong.empty()),
                new KernelOp.MessageDelivered(new MessageId(4)));
    }

    private static KernelOp state(long thread, String state) {
        return new KernelOp.HandlerStateSet(new ThreadId(thread), "coder", Bytes.ofUtf8(state));
    }

    private static KernelOp pushed(long thread, long parent, String run, Sha256 rights) {
        return new KernelOp.ThreadPushed(
                new ThreadId(thread),
                Optional.of(new ThreadId(parent)),
                Optional.of(new RunId(run)),
                run,
                "coder",
                rights);
    }

    static void commit(WalKernel kernel, KernelOp... ops) {
        kernel.commit(List.of(ops), Force.NOW);
    }

    /// All files of a kernel, by their paths.
    static Map<String, Bytes> files(KernelStorage storage) {
        try {
            var files = new TreeMap<String, Bytes>();
            for (var path : Steadily.listing(storage)) {
                files.put(path, Bytes.of(bytes(storage, path)));
            }
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Path of the blob that is content of an op.
    static String largeBlob(Map<String, Bytes> files) {
        return files.entrySet().stream()
                .filter(file -> file.getKey().startsWith("blob/"))
                .filter(file -> file.getValue().size() > LogFormat.INLINE_BYTES_MAX)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
    }

    static byte[] bytes(KernelStorage storage, String path) {
        try (var file = storage.openForReading(path)) {
            var bytes = ByteBuffer.allocate((int) file.size());
            file.read(bytes, 0);
            return bytes.array();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static KernelStorage storageWith(Map<String, Bytes> files) {
        var storage = FileStorage.inMemory();
        files.forEach((path, bytes) -> put(storage, path, bytes.toByteArray()));
        return storage;
    }

    /// Replace a file.
    static void put(KernelStorage storage, String path, byte[] bytes) {
        try {
            if (storage.exists(path)) {
                storage.delete(path);
            }
            try (var file = storage.open(path, true)) {
                file.write(ByteBuffer.wrap(bytes), 0);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void delete(KernelStorage storage, String path) {
        try {
            storage.delete(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Paths of the log's segments, in order.
    static List<String> segments(KernelStorage storage) {
        var findings = new Findings();
        try (var survey = LogSurvey.of(storage, findings)) {
            return new ArrayList<>(survey.segments().stream().map(SurveyedSegment::path).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
