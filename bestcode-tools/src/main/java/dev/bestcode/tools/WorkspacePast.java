package dev.bestcode.tools;

import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.api.tool.ToolOutcome;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// What a workspace was before and after each call that may have changed it, so that it can be made
/// so again. Safe from any worker.
///
/// A file tool says which path it writes. For any other tool the tree is looked through before and
/// after its call, see [TreeScan] for what that leaves out; the first look keeps every file. What
/// is about to change is on stable storage before it does. What somebody else changed in between is
/// found before the next call, and kept as theirs. Only the workspace's first root has a past.
public final class WorkspacePast {
    /// Each may have a tree of [TreeScan#ENTRIES_MAX].
    private static final int RUNS_MAX = 16;

    private final TreeScan scan;
    private final Looks looks;
    private final WorkspaceRoot root;
    private final PastStore store;
    private final ReentrantLock lock = new ReentrantLock();

    /// Those looked at last; the store has them all.
    private final Map<RunId, RunPast> runs =
            new LinkedHashMap<>(RUNS_MAX, 0.75f, /* accessOrder= */ true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<RunId, RunPast> eldest) {
                    return size() > RUNS_MAX;
                }
            };

    private WorkspacePast(TreeRules rules, PastStore store) {
        this.scan = new TreeScan(rules);
        this.looks = new Looks(scan, store);
        this.root = rules.workspace().main();
        this.store = store;
    }

    /// @param environment read for the user's own ignore rules
    public static WorkspacePast of(
            Workspace workspace, Map<String, String> environment, PastStore store) {
        return new WorkspacePast(new TreeRules(workspace, GlobalExcludes.of(environment)), store);
    }

    /// A call that may change the workspace.
    interface Call {
        ToolOutcome make() throws InterruptedException;
    }

    /// Make a call, and keep what it changes.
    /// @param path that it writes; empty for whatever it may change
    ToolOutcome around(RunId run, String label, Optional<String> path, Call call)
            throws InterruptedException {
        if (!store.keeps(run)) {
            return call.make();
        }
        Before before;
        try {
            before = before(run, path);
        } catch (IOException e) {
            return ToolOutcome.failed(
                    "not run, because what it would change could not be kept: " + e.getMessage());
        }
        boolean ended = false;
        try {
            var outcome = call.make();
            ended = true;
            after(run, label, before);
            return outcome;
        } catch (IOException e) {
            throw new UncheckedIOException("what " + label + " changed is not known", e);
        } finally {
            if (!ended) {
                afterAFailure(run, label, before);
            }
        }
    }

    /// Note what a path is that a call is going to write, so that one force of the log has that and
    /// the call's intent. What cannot be noted now is said by the call.
    void foresee(RunId run, String path) {
        if (!store.keeps(run)) {
            return;
        }
        lock.lock();
        try {
            looks.before(past(run), Looks.withParents(path));
        } catch (IOException e) {
            // The call looks again, and is not made when that fails.
        } finally {
            lock.unlock();
        }
    }

    private void afterAFailure(RunId run, String label, Before before) {
        boolean interrupted = Thread.interrupted();
        try {
            after(run, label, before);
        } catch (IOException | InterruptedException e) {
            // Found before the next call then.
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private record Before(Optional<List<String>> paths, Instant begun) {}

    private Before before(RunId run, Optional<String> path)
            throws IOException, InterruptedException {
        lock.lockInterruptibly();
        try {
            var past = past(run);
            var begun = Instant.now();
            if (path.isPresent()) {
                var paths = Looks.withParents(path.get());
                past.named(path.get());
                looks.before(past, paths);
                past.newest().ifPresent(store::force);
                return new Before(Optional.of(paths), begun);
            }
            looks.before(past);
            past.newest().ifPresent(store::force);
            return new Before(Optional.empty(), begun);
        } finally {
            lock.unlock();
        }
    }

    private void after(RunId run, String label, Before before)
            throws IOException, InterruptedException {
        lock.lockInterruptibly();
        try {
            if (before.paths().isPresent()) {
                looks.after(past(run), label, before.paths().get());
            } else {
                looks.after(past(run), label, before.begun());
            }
        } finally {
            lock.unlock();
        }
    }

    private RunPast past(RunId run) throws IOException {
        var known = runs.get(run);
        if (known == null) {
            known = RunPast.read(run, store);
            runs.put(run, known);
        }
        return known;
    }

    /// Forget what is remembered of a run beside the store.
    void forget(RunId run) {
        lock.lock();
        try {
            runs.remove(run);
        } finally {
            lock.unlock();
        }
    }

    /// One change to come, or that was.
    /// @param path as people read it
    /// @param what becomes of it: `created`, `changed` or `deleted`
    public record Change(String path, String what) {}

    /// Where to go back to.
    public sealed interface Point {
        /// What it was when a message came.
        /// @param number the message's; what came before it stays
        record Message(long number) implements Point {}

        /// What it was before it was set back last.
        record BeforeRewind() implements Point {}
    }

    /// What going back would do.
    /// @param moment hash of the entry of the past that says it, which the store has; it takes
    ///     effect with [#carryOut] and is the run's newest when [PastReader#newest] says so
    /// @param unknown why some of it cannot be told; empty when all can
    public record Plan(Sha256 moment, List<Change> changes, Optional<String> unknown) {}

    /// Plan to make the workspace what it was.
    /// @throws IOException when the workspace or its past cannot be read
    public Plan plan(RunId run, Point to) throws IOException, InterruptedException {
        lock.lockInterruptibly();
        try {
            var past = past(run);
            if (past.isWhole()) {
                looks.before(past);
            } else {
                looks.before(past, past.paths());
            }
            int kept = past.kept(to);
            var changes = past.backTo(kept);
            var moment =
                    new Moment(
                            past.newest(),
                            Moment.Kind.REWOUND,
                            store.draw(),
                            "",
                            0,
                            changes,
                            Optional.empty(),
                            List.of(),
                            new KeptContents());
            var bytes = MomentCodec.bytes(moment);
            store.keep(run, List.of(bytes));
            var unknown =
                    past.isUnseenFrom(kept)
                            ? Optional.of(
                                    "the workspace has more than %,d entries or %,d MiB, so what commands changed in it was not kept"
                                            .formatted(
                                                    TreeScan.ENTRIES_MAX,
                                                    TreeScan.TREE_BYTES_MAX >> 20))
                            : Optional.<String>empty();
            return new Plan(
                    bytes.sha256(), changes.stream().map(WorkspacePast::shown).toList(), unknown);
        } finally {
            lock.unlock();
        }
    }

    private static Change shown(KeptChange change) {
        var what =
                change.before() instanceof Kept.Absent
                        ? "created"
                        : change.after() instanceof Kept.Absent ? "deleted" : "changed";
        return new Change(FileNames.shown(change.path()), what);
    }

    /// Carry out a plan, or what a process that died has left of it.
    /// @return what could not be done, to be shown; empty when all was
    /// @throws IOException when the past cannot be read
    public List<String> carryOut(RunId run, Sha256 plan) throws IOException {
        lock.lock();
        try {
            var past = past(run);
            var bytes =
                    store.content(plan)
                            .orElseThrow(
                                    () -> new IOException("the plan of a rewind is gone: " + plan));
            var changes = MomentCodec.read(bytes).changes();
            var problems = new TreeRestore(root, scan, past.contents(store)).run(changes);
            runs.remove(run);
            return problems;
        } finally {
            lock.unlock();
        }
    }

    /// What the run's calls changed, oldest first.
    /// @throws IOException when the past cannot be read
    public List<Entry> entries(RunId run) throws IOException {
        lock.lock();
        try {
            return entries(past(run));
        } finally {
            lock.unlock();
        }
    }

    /// The same from a store that is only read; no workspace is needed.
    /// @throws IOException when the past cannot be read
    public static List<Entry> entries(RunId run, PastReader reader) throws IOException {
        return entries(RunPast.read(run, reader));
    }

    private static List<Entry> entries(RunPast past) {
        return past.moments().stream()
                .map(
                        moment ->
                                new Entry(
                                        moment.at() - 1,
                                        moment.kind().name().toLowerCase(Locale.ROOT),
                                        moment.label(),
                                        moment.leftOut(),
                                        moment.changes().stream()
                                                .filter(it -> !it.before().equals(it.after()))
                                                .map(WorkspacePast::shown)
                                                .toList()))
                .toList();
    }

    /// The content that a file had before one of the run's calls made it what is named, by the
    /// newest such call.
    /// @param file relative to the workspace's root, or below it
    /// @return empty when there was no such file, or it is not kept
    /// @throws IOException when the past cannot be read
    public Optional<Bytes> before(RunId run, Path file, Sha256 after) throws IOException {
        lock.lock();
        try {
            var past = past(run);
            var path = below(file).toString();
            var was =
                    past.moments().reversed().stream()
                            .flatMap(moment -> moment.changes().stream())
                            .filter(change -> change.path().equals(path))
                            .filter(change -> isContent(change.after(), after))
                            .map(KeptChange::before)
                            .filter(before -> !isContent(before, after))
                            .findFirst();
            return was.isPresent() && was.get() instanceof Kept.File(_, var content)
                    ? Optional.of(Bytes.of(past.contents(store).of(content)))
                    : Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    private Path below(Path file) {
        return file.isAbsolute() ? root.path().relativize(file) : file;
    }

    private static boolean isContent(Kept kept, Sha256 content) {
        return kept instanceof Kept.File(_, var hash) && hash.equals(content);
    }

    /// One entry of a run's past.
    /// @param to the number of a message that undoes it and all after it when one goes back to that
    /// @param kind `found`, `call`, `rewound` or `unseen`
    /// @param tool that was called; empty text for none
    /// @param leftOut entries that are not kept: too large, too deep, special, not readable
    public record Entry(long to, String kind, String tool, int leftOut, List<Change> changes) {}
}
