package dev.bestcode.acp;

import dev.bestcode.api.control.QueueFullException;
import dev.bestcode.api.control.RunResult;
import dev.bestcode.api.control.SystemControl;
import dev.bestcode.api.json.JsonArray;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.json.JsonValue;
import dev.bestcode.api.kernel.KernelException;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// One conversation: a run, and the prompt that it has under way. Safe from any thread.
final class Session implements AutoCloseable {
    private final Seat seat;
    private final Connection editor;
    private final ToolCalls calls;
    private final SystemControl.Subscription watch;
    private final ReentrantLock lock = new ReentrantLock();

    /// The newest, answered or not.
    private Optional<Prompt> prompt = Optional.empty();

    private String profile;

    private Session(Seat seat, Connection editor) {
        this.seat = seat;
        this.editor = editor;
        this.profile = seat.profile();
        this.calls = new ToolCalls(seat.workspace(), seat::before);
        var updates =
                new Updates(
                        seat.run(),
                        seat.system(),
                        calls,
                        new Questions(id(), seat.system(), editor),
                        update -> editor.update(id(), update),
                        this::ended);
        this.watch = seat.system().watch(updates::show);
    }

    static Session at(Seat seat, Connection editor) {
        return new Session(seat, editor);
    }

    String id() {
        return seat.run().value();
    }

    /// Tell the editor what was before.
    void replay() {
        new History(seat.system().state(), calls)
                .of(seat.run())
                .forEach(update -> editor.update(id(), update));
    }

    private boolean hasBegun() {
        return seat.system().state().threads().ofRun(seat.run()).isPresent();
    }

    /// The profiles that can be chosen, as modes: a run keeps the one that it began with.
    JsonObject modes() {
        lock.lock();
        try {
            var choice = hasBegun() ? List.of(profile) : seat.profiles();
            var modes =
                    choice.stream()
                            .map(
                                    name ->
                                            (JsonValue)
                                                    JsonObject.builder()
                                                            .put("id", name)
                                                            .put("name", name)
                                                            .build())
                            .toList();
            return JsonObject.builder()
                    .put("currentModeId", profile)
                    .put("availableModes", new JsonArray(modes))
                    .build();
        } finally {
            lock.unlock();
        }
    }

    void choose(String mode) throws RpcException {
        lock.lock();
        try {
            if (mode.equals(profile)) {
                return;
            }
            if (hasBegun() || isAtWork()) {
                throw RpcException.invalid(
                        "a run keeps the profile that it began with, which is '%s'; begin a new session for another one"
                                .formatted(profile));
            }
            if (!seat.profiles().contains(mode)) {
                throw RpcException.invalid(
                        "there is no profile '%s'; there are %s"
                                .formatted(Titles.line(mode), seat.profiles()));
            }
            profile = mode;
        } finally {
            lock.unlock();
        }
    }

    /// Take a prompt. On the thread that reads, so that a cancel behind it finds it.
    Prompt begin(JsonValue request) throws RpcException {
        lock.lock();
        try {
            if (isAtWork()) {
                throw new RpcException(
                        RpcException.INVALID_REQUEST,
                        "a prompt of this session is under way; cancel it, or wait for its end");
            }
            var begun = new Prompt(request);
            prompt = Optional.of(begun);
            return begun;
        } finally {
            lock.unlock();
        }
    }

    private boolean isAtWork() {
        return prompt.isPresent() && !prompt.get().isLeft();
    }

    void carryOut(Prompt begun, JsonObject params) {
        try {
            var blocks = params.array("prompt").orElse(JsonArray.EMPTY);
            var task = seat.say(profileNow(), PromptText.of(blocks, seat.workspace()));
            begun.begun(task);
            var result = task.await();
            begun.awaitShown();
            answer(begun, result);
        } catch (RpcException e) {
            fail(begun, e.code(), String.valueOf(e.getMessage()));
        } catch (IllegalArgumentException | IllegalStateException | QueueFullException refused) {
            fail(begun, RpcException.INVALID_PARAMS, String.valueOf(refused.getMessage()));
        } catch (KernelException broken) {
            fail(begun, RpcException.INTERNAL, String.valueOf(broken.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            fail(begun, RpcException.INTERNAL, "the agent is ending");
        } catch (RuntimeException mistake) {
            // One session's mistake is not the end of the others, nor of this one.
            System.getLogger("bestcode.acp")
                    .log(System.Logger.Level.ERROR, "session/prompt failed", mistake);
            fail(begun, RpcException.INTERNAL, "the prompt failed; standard error says how");
        }
    }

    private String profileNow() {
        lock.lock();
        try {
            return profile;
        } finally {
            lock.unlock();
        }
    }

    private void answer(Prompt begun, RunResult result) {
        if (begun.isCancelled()) {
            stopped(begun, "cancelled");
            return;
        }
        switch (result.status()) {
            case DONE -> stopped(begun, "end_turn");
            case LIMIT_REACHED -> stopped(begun, "max_turn_requests");
            case OUT_OF_BUDGET -> stopped(begun, "max_tokens");
            case STOPPED -> stopped(begun, "cancelled");
            case FAILED, REFUSED, PROVIDER_FAILED ->
                    fail(begun, RpcException.INTERNAL, result.text());
        }
    }

    private void stopped(Prompt begun, String reason) {
        begun.leave(); // before it is written: the editor may send the next prompt on reading it
        editor.result(begun.request(), JsonObject.builder().put("stopReason", reason).build());
        begun.over();
    }

    private void fail(Prompt begun, int code, String why) {
        if (begun.isCancelled()) {
            stopped(begun, "cancelled");
            return;
        }
        begun.leave();
        editor.error(begun.request(), code, why);
        begun.over();
    }

    private void ended(RunResult result) {
        prompt().ifPresent(Prompt::shown);
    }

    private Optional<Prompt> prompt() {
        lock.lock();
        try {
            return prompt;
        } finally {
            lock.unlock();
        }
    }

    void cancel() {
        prompt().ifPresent(Prompt::cancel);
    }

    /// Cancel the prompt that came with this request, if it is under way here.
    void cancel(JsonValue request) {
        prompt().filter(it -> it.request().equals(request)).ifPresent(Prompt::cancel);
    }

    /// Wait until what was cancelled has ended in order, and leave the system.
    void end(Duration limit) throws InterruptedException {
        try {
            var last = prompt();
            if (last.isPresent()) {
                last.get().awaitOver(limit);
            }
        } finally {
            close();
        }
    }

    @Override
    public void close() {
        watch.close();
        seat.close();
    }
}
