package dev.bestcode.tools;

import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.security.CommandPolicy.Decision;
import dev.bestcode.api.security.Sandbox;
import dev.bestcode.api.tool.ToolCall;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/// The commands that run in the background, and what became of them. A job ends with its run at the
/// latest. Safe from any worker.
final class CommandJobs implements AutoCloseable {
    /// Alive at once, over all runs: what they print and use adds up.
    static final int ALIVE_MAX = 8;

    /// Ended ones that are remembered.
    private static final int ENDED_MAX = 64;

    /// As long as a run takes at most.
    private static final Duration LIMIT = Duration.ofMinutes(60);

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Job> jobs = new LinkedHashMap<>();

    /// @param end absent while it runs
    private record Job(
            RunId run,
            List<String> words,
            Sandbox.Child child,
            Thread watcher,
            Optional<String> end) {
        Job ended(String how) {
            return new Job(run, words, child, watcher, Optional.of(how));
        }
    }

    /// Start a job.
    /// @return its id
    String start(CommandRunner runner, ToolCall call, Decision.Run command, Path directory)
            throws IOException, ToolFailedException {
        lock.lock();
        try {
            if (jobs.values().stream().filter(job -> job.end().isEmpty()).count() >= ALIVE_MAX) {
                throw new ToolFailedException(
                        "%d background jobs are running, and no more may; kill one with command-jobs"
                                .formatted(ALIVE_MAX));
            }
            var file = runner.outputs().open(call.run());
            Sandbox.Child child;
            try {
                child = runner.start(call, command, directory);
            } catch (ToolFailedException e) {
                file.close();
                throw e;
            }
            var id = file.id();
            var watcher =
                    Thread.ofVirtual()
                            .name("command-job-" + id)
                            .unstarted(() -> watch(id, child, file));
            jobs.put(
                    id, new Job(call.run(), command.arguments(), child, watcher, Optional.empty()));
            watcher.start();
            return id;
        } finally {
            lock.unlock();
        }
    }

    private void watch(String id, Sandbox.Child child, OutputStore.Output file) {
        var how = "ended";
        try (file;
                child) {
            var output = new OutputCapture(file);
            var reader =
                    Thread.ofVirtual()
                            .name("command-job-output")
                            .start(() -> CommandRunner.read(child, output, _ -> {}));
            var exit = child.await(LIMIT);
            how = new CommandResult(exit, List.of(), child.limitsReached(), true).status();
            reader.join(Duration.ofSeconds(2));
        } catch (InterruptedException _) {
            how = "killed";
        } catch (IOException e) {
            how = "its output could not be kept: " + e.getMessage();
        } finally {
            ended(id, how);
        }
    }

    private void ended(String id, String how) {
        lock.lock();
        try {
            jobs.computeIfPresent(id, (_, job) -> job.ended(how));
            var old =
                    jobs.entrySet().stream()
                            .filter(entry -> entry.getValue().end().isPresent())
                            .map(Map.Entry::getKey)
                            .toList();
            old.stream().limit(Math.max(0, old.size() - ENDED_MAX)).forEach(jobs::remove);
        } finally {
            lock.unlock();
        }
    }

    /// A line for each job of the run, oldest first.
    List<String> list(RunId run) {
        lock.lock();
        try {
            return jobs.entrySet().stream()
                    .filter(entry -> entry.getValue().run().equals(run))
                    .map(
                            entry ->
                                    "%s  %s  %s"
                                            .formatted(
                                                    entry.getKey(),
                                                    entry.getValue().end().orElse("running"),
                                                    String.join(" ", entry.getValue().words())))
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    /// How a job of the run ended; absent while it runs, and of what was no job.
    Optional<String> end(RunId run, String id) {
        return find(run, id).flatMap(Job::end);
    }

    private Optional<Job> find(RunId run, String id) {
        lock.lock();
        try {
            return Optional.ofNullable(jobs.get(id)).filter(job -> job.run().equals(run));
        } finally {
            lock.unlock();
        }
    }

    /// End a job and all that it started.
    /// @return whether the run has such a job
    boolean kill(RunId run, String id) throws InterruptedException {
        var job = find(run, id);
        if (job.isPresent()) {
            job.get().watcher().interrupt();
            job.get().watcher().join();
        }
        return job.isPresent();
    }

    /// End the jobs of a run.
    void endRun(RunId run) {
        endAll(job -> job.run().equals(run));
    }

    @Override
    public void close() {
        endAll(_ -> true);
    }

    private void endAll(Predicate<Job> which) {
        List<Job> ending;
        lock.lock();
        try {
            ending =
                    jobs.values().stream()
                            .filter(job -> job.end().isEmpty())
                            .filter(which)
                            .toList();
        } finally {
            lock.unlock();
        }
        ending.forEach(job -> job.watcher().interrupt());
        boolean interrupted = false;
        for (var job : ending) {
            boolean joined = false;
            while (!joined) {
                try {
                    job.watcher().join();
                    joined = true;
                } catch (InterruptedException _) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
