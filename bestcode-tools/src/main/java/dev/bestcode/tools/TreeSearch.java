package dev.bestcode.tools;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Searches all files of a tree: one worker walks it and collects the answers in the order of the
/// names, others search handfuls of files meanwhile. Used once.
final class TreeSearch {
    /// Handed over at once: a hand-over costs as much as a small file.
    private static final int FILES_TOGETHER = 32;

    /// Handfuls under way; what lies ahead of a full report is searched in vain.
    private static final int AHEAD_MAX = 32;

    /// More would only wait for the disk, and the machine has other work.
    private static final int WORKERS_MAX = 8;

    private final GrepQuery query;
    private final GrepReport report;
    private final Deadline deadline;
    private final ConcurrentLinkedQueue<FileSearch> searches = new ConcurrentLinkedQueue<>();
    private final Set<Handful> handedOver = ConcurrentHashMap.newKeySet();
    private final Deque<Future<List<FileHits>>> ahead = new ArrayDeque<>();
    private Optional<Handful> together = Optional.empty();
    private boolean wanted = true;

    TreeSearch(GrepQuery query, GrepReport report, Deadline deadline) {
        this.query = query;
        this.report = report;
        this.deadline = deadline;
    }

    void search(TreeRules trees, Place.Folder folder) throws IOException, InterruptedException {
        int workers = Math.min(WORKERS_MAX, Runtime.getRuntime().availableProcessors());
        var executor = Executors.newFixedThreadPool(workers, Thread.ofVirtual().factory());
        try {
            var leftOut = trees.walk(folder, found -> file(folder, found, executor));
            hand(executor);
            while (wanted && !ahead.isEmpty()) {
                collect();
            }
            report.note(leftOut);
        } finally {
            executor.shutdownNow();
            executor.close();
            closeRest();
        }
    }

    /// @return whether to go on
    private boolean file(Place.Folder folder, TreeWalk.Found found, ExecutorService executor)
            throws IOException, InterruptedException {
        if (!query.wants(folder.path(), found.path())) {
            return wanted;
        }
        if (together.isPresent() && !together.get().takes(found)) {
            hand(executor);
        }
        if (together.isEmpty()) {
            together = Optional.of(new Handful(found));
        }
        together.get().files.add(found);
        return wanted;
    }

    /// Files of one directory, which it holds open: the walk may have left it by then.
    private static final class Handful {
        private final Directory walked;
        private final Directory directory;
        private final List<TreeWalk.Found> files = new ArrayList<>();

        Handful(TreeWalk.Found first) throws IOException {
            walked = first.directory();
            directory = walked.again();
        }

        boolean takes(TreeWalk.Found file) {
            return file.directory() == walked && files.size() < FILES_TOGETHER;
        }
    }

    private void hand(ExecutorService executor) throws IOException, InterruptedException {
        if (together.isEmpty()) {
            return;
        }
        var handful = together.get();
        together = Optional.empty();
        report.searched(handful.files.size());
        handedOver.add(handful);
        ahead.add(executor.submit(() -> searchAll(handful)));
        while (wanted && (ahead.size() > AHEAD_MAX || ahead.peek().isDone())) {
            collect();
            if (ahead.isEmpty()) {
                break;
            }
        }
    }

    private List<FileHits> searchAll(Handful handful) throws IOException {
        var search =
                Optional.ofNullable(searches.poll())
                        .orElseGet(() -> new FileSearch(query, deadline));
        List<FileHits> hits = new ArrayList<>();
        try (var directory = handful.directory) {
            for (var file : handful.files) {
                deadline.check();
                search(search, directory, file).ifPresent(hits::add);
            }
        } finally {
            handedOver.remove(handful);
        }
        searches.add(search);
        return hits;
    }

    private static Optional<FileHits> search(
            FileSearch search, Directory directory, TreeWalk.Found file) throws IOException {
        try {
            return search.search(directory, file.name(), file.path());
        } catch (AccessDeniedException _) {
            return Optional.of(
                    FileHits.leftOut(
                            file.path(),
                            "[%s left out: permission denied]\n"
                                    .formatted(Workspace.quoted(file.path()))));
        } catch (FileSystemException _) {
            return Optional.empty(); // vanished or replaced since it was listed
        }
    }

    /// What was handed over and never begun.
    private void closeRest() throws IOException {
        for (var handful : handedOver) {
            handful.directory.close();
        }
        if (together.isPresent()) {
            together.get().directory.close();
        }
    }

    private void collect() throws IOException, InterruptedException {
        try {
            for (var hits : ahead.remove().get()) {
                wanted = wanted && report.add(hits);
            }
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case Deadline.PassedException passed -> throw passed;
                case IOException failed -> throw failed;
                case null, default -> throw new IllegalStateException("a search failed", e);
            }
        }
    }

    static void refuseInterrupted() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("stopped while searching");
        }
    }

    static String stopped() {
        return "[stopped after a minute; there may be more: give a narrower path, glob or type]\n";
    }
}
