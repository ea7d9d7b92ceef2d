package dev.bestcode.cli;

import dev.bestcode.api.control.SystemControl;
import dev.bestcode.api.event.BestCodeEvent;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.kernel.SegmentRow;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.message.MessageId;
import dev.bestcode.api.security.ApprovalAnswer;
import dev.bestcode.runtime.ControlClient;
import dev.bestcode.runtime.ControlException;
import dev.bestcode.runtime.KernelDirectory;
import dev.bestcode.tui.Callers;
import dev.bestcode.tui.Desk;
import dev.bestcode.tui.GoingBack;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/// A run of another process that lives. What it has done comes from its journal, gaps and all that
/// was before included; what streams is not told outside of it.
record AttachedDesk(KernelDirectory directory, RunId run) implements Desk {
    @Override
    public RunId submit(String task) {
        throw new IllegalStateException("a new run begins in a Control Room of its own");
    }

    @Override
    public void followUp(RunId id, String text) {
        ask(
                client -> {
                    client.followUp(id, text);
                    return true;
                });
    }

    @Override
    public Optional<RunId> leftOpen() {
        return Optional.empty();
    }

    @Override
    public List<BestCodeEvent> past(RunId id) {
        return List.of();
    }

    @Override
    public boolean resume(RunId id) {
        throw new IllegalStateException("'bestcode resume " + id + "' goes on with it");
    }

    @Override
    public Optional<GoingBack> goingBack() {
        return Optional.empty();
    }

    @Override
    public void stop(RunId id) {
        ask(client -> client.stop(id));
    }

    @Override
    public boolean approve(MessageId question, ApprovalAnswer answer) {
        return ask(
                client ->
                        client.approve(
                                question,
                                answer.allowed(),
                                answer.scope(),
                                answer.reason(),
                                answer.fields()));
    }

    @Override
    public SystemControl.Subscription watch(Consumer<BestCodeEvent> watcher) {
        var client = connected();
        var tail =
                Thread.ofPlatform()
                        .daemon()
                        .name("bestcode-tail")
                        .unstarted(() -> tail(client, watcher));
        tail.start();
        return client::close;
    }

    private void tail(ControlClient client, Consumer<BestCodeEvent> watcher) {
        var callers = new Callers();
        try {
            client.tail(
                    JournalDesk.query(run),
                    true,
                    line -> JournalDesk.events(run, line, callers).forEach(watcher));
        } catch (ControlException closed) {
            // The Control Room was left, or the owner has gone: what is shown stays.
        }
    }

    @Override
    public List<BestCodeEvent> older(RunId id, ThreadId thread, long before, int count) {
        return JournalDesk.older(directory, id, thread, before, count);
    }

    @Override
    public List<BestCodeEvent> newer(RunId id, ThreadId thread, long after, int count) {
        return JournalDesk.newer(directory, id, thread, after, count);
    }

    @Override
    public List<SegmentRow> context(ThreadId thread) {
        return List.of();
    }

    @Override
    public String name(ThreadId thread) {
        return "thread " + thread;
    }

    private <T> T ask(Function<ControlClient, T> question) {
        try (var client = connected()) {
            return question.apply(client);
        }
    }

    private ControlClient connected() {
        return ControlClient.connect(directory.path())
                .orElseThrow(
                        () ->
                                new ControlException(
                                        directory.name()
                                                + ": its process has ended; leave, and look back at the run"));
    }
}
