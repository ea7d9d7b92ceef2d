package dev.bestcode.acp;

import dev.bestcode.api.control.Run;
import dev.bestcode.api.control.RunResult;
import dev.bestcode.api.control.RunStatus;
import dev.bestcode.api.control.SystemControl;
import dev.bestcode.api.control.Task;
import dev.bestcode.api.event.BestCodeEvent;
import dev.bestcode.api.kernel.KernelState;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.kernel.ThreadStatus;
import dev.bestcode.api.kernel.Usage;
import dev.bestcode.api.message.MessageId;
import dev.bestcode.api.security.ApprovalAnswer;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/// A system whose tasks a test ends, and a seat at it.
final class FakeSystem implements SystemControl, Seat {
    static final ThreadId FIRST = new ThreadId(1);

    final RunId run;
    final FakeState state = new FakeState();
    final BlockingQueue<String> said = new LinkedBlockingQueue<>();
    final BlockingQueue<ApprovalAnswer> answers = new LinkedBlockingQueue<>();
    final CompletableFuture<Void> closed = new CompletableFuture<>();
    private final List<Consumer<BestCodeEvent>> watchers = new CopyOnWriteArrayList<>();
    /// How a task ends that is stopped.
    volatile RunStatus stopsAs = RunStatus.STOPPED;

    private volatile CompletableFuture<RunResult> task = new CompletableFuture<>();

    FakeSystem(String run) {
        this.run = new RunId(run);
    }

    void tell(BestCodeEvent event) {
        watchers.forEach(watcher -> watcher.accept(event));
    }

    RunResult result(RunStatus status, String text) {
        return new RunResult(run, status, text, 1, Usage.ZERO);
    }

    void end(RunStatus status, String text) {
        var result = result(status, text);
        tell(new BestCodeEvent.RunFinished(run, FIRST, 99, result));
        task.complete(result);
    }

    @Override
    public Run say(String profile, String text) {
        task = new CompletableFuture<>();
        state.thread(FIRST.value(), run, Optional.empty(), ThreadStatus.ACTIVE);
        tell(new BestCodeEvent.RunStarted(run, FIRST, 1, profile, "coder", text));
        var begun = task;
        said.add(profile + ": " + text);
        return new Run() {
            @Override
            public RunId id() {
                return run;
            }

            @Override
            public RunResult await() throws InterruptedException {
                return begun.join();
            }

            @Override
            public void stop() {
                end(stopsAs, "stopped");
            }
        };
    }

    @Override
    public boolean approve(MessageId question, ApprovalAnswer answer) {
        answers.add(answer);
        tell(new BestCodeEvent.ApprovalAnswered(run, FIRST, 50, question, answer));
        return true;
    }

    @Override
    public Subscription watch(Consumer<BestCodeEvent> watcher) {
        watchers.add(watcher);
        return () -> watchers.remove(watcher);
    }

    @Override
    public KernelState state() {
        return state;
    }

    @Override
    public SystemControl system() {
        return this;
    }

    @Override
    public RunId run() {
        return run;
    }

    @Override
    public Path workspace() {
        return Path.of("/home/you/shop");
    }

    @Override
    public List<String> profiles() {
        return List.of("coding", "researcher");
    }

    @Override
    public String profile() {
        return "coding";
    }

    @Override
    public Optional<String> before(Path file, Sha256 after) {
        return Optional.empty();
    }

    @Override
    public void close() {
        closed.complete(null);
    }

    @Override
    public Run submit(Task task) {
        throw new UnsupportedOperationException("a seat says it");
    }

    @Override
    public Run followUp(RunId run, String text) {
        throw new UnsupportedOperationException("a seat says it");
    }

    @Override
    public Run resume(RunId run) {
        throw new UnsupportedOperationException("a seat says it");
    }

    @Override
    public Optional<Run> underWay(RunId run) {
        return Optional.empty();
    }
}
