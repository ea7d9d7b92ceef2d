package dev.bestcode.cli;

import dev.bestcode.api.control.RunResult;
import dev.bestcode.api.control.RunStatus;
import dev.bestcode.api.event.EventJson;
import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.kernel.Usage;
import dev.bestcode.runtime.ControlClient;
import dev.bestcode.runtime.ControlException;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;

/// A run that goes on in the process that owns it, followed from here.
final class OwnersRun {
    private final RunId run;
    private final Path directory;
    private final ControlClient owner;

    private OwnersRun(RunId run, Path directory, ControlClient owner) {
        this.run = run;
        this.directory = directory;
        this.owner = owner;
    }

    static OwnersRun of(RunId run, Path directory, ControlClient owner) {
        return new OwnersRun(run, directory, owner);
    }

    /// Let its owner go on with it, and show what happens until its task ends.
    /// @param text what else is to be done; empty for nothing
    /// @return the exit status
    int goOn(String text, RunOutput output) throws InterruptedException {
        var watching = new CountDownLatch(1);
        var ended = new CompletableFuture<RunResult>();
        Thread.ofVirtual().name("bestcode-follow").start(() -> follow(watching, ended, output));
        watching.await();
        if (text.isEmpty()) {
            owner.resume(run);
        } else {
            owner.followUp(run, text);
        }
        System.err.printf("bestcode: run %s goes on in process %d%n", run, owner.owner().pid());
        try {
            var result = ended.get();
            output.result(result, StandardOutput.isTerminal(), System.out, System.err);
            return ExitCode.of(result.status());
        } catch (ExecutionException e) {
            throw new ControlException(
                    "the process that works on run %s has ended; 'bestcode resume %s' goes on with it"
                            .formatted(run, run));
        }
    }

    private void follow(
            CountDownLatch watching, CompletableFuture<RunResult> ended, RunOutput output) {
        try (var events = ControlClient.connect(directory).orElseThrow()) {
            events.events(
                    watching::countDown,
                    item -> {
                        switch (item) {
                            case ControlClient.Event(var json) -> told(json, ended, output);
                            case ControlClient.Gap gap ->
                                    missedEnd(gap).ifPresent(json -> told(json, ended, output));
                        }
                    });
            ended.completeExceptionally(new IllegalStateException("the owner ended"));
        } catch (RuntimeException e) {
            ended.completeExceptionally(e);
        } finally {
            watching.countDown();
        }
    }

    private void told(JsonObject event, CompletableFuture<RunResult> ended, RunOutput output) {
        if (event.string("run").equals(Optional.of(run.value()))) {
            show(event, output);
            result(event).ifPresent(ended::complete);
        }
    }

    /// The event that says how the task ended, where it is one of those that were left out.
    private Optional<JsonObject> missedEnd(ControlClient.Gap gap) {
        var missed = new MissedEnd(run, gap);
        try (var journal = ControlClient.connect(directory).orElseThrow()) {
            journal.tail(missed.query(), false, missed);
        }
        return missed.event().map(EventJson::of);
    }

    private static void show(JsonObject event, RunOutput output) {
        if (output == RunOutput.stream_json) {
            System.out.println(Json.text(event));
            System.out.flush();
        }
        if (event.string("type").equals(Optional.of("tool_call"))) {
            System.err.println("→ " + Printable.line(event.string("tool").orElse(""), 80));
        }
    }

    private Optional<RunResult> result(JsonObject event) {
        if (!event.string("type").equals(Optional.of("run_finished"))) {
            return Optional.empty();
        }
        return Optional.of(
                new RunResult(
                        run,
                        RunStatus.ofWireName(event.requireString("status")),
                        event.requireString("text"),
                        event.requireInt("turns"),
                        Usage.from(event.requireObject("usage"))));
    }
}
