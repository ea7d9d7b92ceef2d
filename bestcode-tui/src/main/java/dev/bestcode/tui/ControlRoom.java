package dev.bestcode.tui;

import dev.bestcode.api.event.BestCodeEvent;
import dev.bestcode.api.kernel.RunId;

import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// The Control Room: a full screen on a terminal. It waits for keys and events, brings its model up
/// to date, and writes what differs of the screen, at most [#FRAMES_A_SECOND] times a second and
/// never when nothing has changed.
public final class ControlRoom {
    private static final int FRAMES_A_SECOND = 30;
    private static final long FRAME_NANOS = 1_000_000_000L / FRAMES_A_SECOND;

    /// What one look back reads of the journal.
    private static final int OLDER_ENTRIES = 500;

    /// What a terminal takes for the clipboard in one piece.
    private static final int CLIPBOARD_CHARS_MAX = 64 * 1024;

    /// How soon a reader of keys sees that nobody wants them any more.
    private static final long KEY_WAIT_MILLIS = 200;

    private static final Duration KEYS_END_TIME = Duration.ofSeconds(2);

    private final Desk desk;
    private final Terminal terminal;
    private final Model model;
    private final Inbox inbox = new Inbox();
    private final FrameMeter meter = new FrameMeter();
    private Optional<Screen> shown = Optional.empty();
    private volatile boolean leaving;

    private ControlRoom(Desk desk, RoomInfo info, Terminal terminal) {
        this.desk = desk;
        this.terminal = terminal;
        this.model = new Model(info);
    }

    /// Show it until the person leaves; the terminal is as before then.
    /// @return what the frames cost, for people
    /// @throws IOException when the terminal is gone
    public static String show(Desk desk, RoomInfo info) throws IOException, InterruptedException {
        // The guard goes last: closing a terminal also changes it.
        var guard = TerminalGuard.ofScreen();
        try (var terminal =
                TerminalBuilder.builder()
                        .system(true)
                        .dumb(false)
                        .stdinEncoding(StandardCharsets.UTF_8)
                        .stdoutEncoding(StandardCharsets.UTF_8)
                        .build()) {
            return new ControlRoom(desk, info, terminal).run();
        } finally {
            guard.ifPresent(TerminalGuard::close);
        }
    }

    private String run() throws InterruptedException {
        try (var state = TerminalState.entered(terminal);
                var work = Executors.newSingleThreadExecutor(ControlRoom::worker);
                var _ = desk.watch(this::happened)) {
            terminal.handle(Terminal.Signal.WINCH, _ -> resized());
            resized();
            var keys = readKeys();
            desk.leftOpen().ifPresent(run -> note(run + " was left open; /resume goes on with it"));
            while (!leaving) {
                long began = System.nanoTime();
                frame(inbox.take(), state, work);
                long rest = FRAME_NANOS - (System.nanoTime() - began);
                if (rest > 0 && !leaving) {
                    var more = inbox.after(rest);
                    if (!more.isEmpty()) {
                        frame(more, state, work);
                    }
                }
            }
            work.shutdownNow();
            // Whoever reads a terminal also sets its modes, and must not once they are put back.
            var _ = keys.join(KEYS_END_TIME);
        }
        return meter.text();
    }

    private static Thread worker(Runnable work) {
        return Thread.ofPlatform().daemon().name("bestcode-room").unstarted(work);
    }

    private void happened(BestCodeEvent event) {
        inbox.add(new Input.Happened(event));
    }

    private void resized() {
        inbox.add(new Input.Resized(terminal.getWidth(), terminal.getHeight()));
    }

    /// Until one leaves.
    private Thread readKeys() {
        var keys = new KeyReader(terminal.reader());
        return Thread.ofPlatform()
                .daemon()
                .name("bestcode-keys")
                .start(
                        () -> {
                            try {
                                while (!leaving) {
                                    if (keys.awaits(KEY_WAIT_MILLIS)) {
                                        keys.next().ifPresent(inbox::add);
                                    }
                                }
                            } catch (IOException gone) {
                                inbox.add(new Input.Pressed(Input.Key.END_OF_FILE));
                            }
                        });
    }

    private void frame(List<Input> inputs, TerminalState state, ExecutorService work) {
        long began = System.nanoTime();
        for (var input : inputs) {
            if (input instanceof Input.Pressed || input instanceof Input.Typed) {
                model.note = "";
            }
            for (var effect : model.update(input)) {
                apply(effect, state, work);
            }
        }
        if (leaving) {
            return;
        }
        var screen = View.draw(model);
        var frame =
                shown.map(before -> ScreenDiff.between(before, screen, model.theme))
                        .orElseGet(() -> ScreenDiff.whole(screen, model.theme));
        shown = Optional.of(screen);
        if (!frame.isEmpty()) {
            state.write(frame);
        }
        meter.frame(frame.length(), System.nanoTime() - began);
    }

    private void apply(Effect effect, TerminalState state, ExecutorService work) {
        switch (effect) {
            case Effect.Quit _ -> leaving = true;
            case Effect.Redraw _ -> shown = Optional.empty();
            case Effect.Copy(var text) -> state.write(clipboard(text));
            default -> work.execute(() -> work(effect));
        }
    }

    /// OSC 52; the text goes as Base64, so nothing in it is for the terminal.
    private static String clipboard(String text) {
        var some = text.substring(0, Math.min(text.length(), CLIPBOARD_CHARS_MAX));
        var encoded = Base64.getEncoder().encodeToString(some.getBytes(StandardCharsets.UTF_8));
        return "\u001b]52;c;" + encoded + "\u001b\\";
    }

    /// What may take a while or fail, off the thread that draws.
    private void work(Effect effect) {
        try {
            switch (effect) {
                case Effect.Submit(var task, var typed) -> say(typed, () -> desk.submit(task));
                case Effect.FollowUp(var run, var text, var typed) ->
                        say(typed, () -> desk.followUp(run, text));
                case Effect.Resume(var run) -> resume(run);
                case Effect.GoBack back -> goBack(back);
                case Effect.Explain(var run, var call) -> explain(run, call);
                case Effect.Stop(var run) -> desk.stop(run);
                case Effect.Answer(var question, var answer) -> {
                    if (!desk.approve(question, answer)) {
                        note("somebody else has answered it before");
                    }
                }
                case Effect.ReadOlder(var run, var thread, var before) ->
                        inbox.add(
                                new Input.OlderRead(
                                        thread, desk.older(run, thread, before, OLDER_ENTRIES)));
                case Effect.ReadNewer(var run, var thread, var after) ->
                        inbox.add(
                                new Input.NewerRead(
                                        thread, desk.newer(run, thread, after, OLDER_ENTRIES)));
                case Effect.ReadContext(var thread) ->
                        inbox.add(new Input.ContextRead(thread, desk.context(thread)));
                case Effect.NameThread(var thread) ->
                        inbox.add(new Input.ThreadNamed(thread, desk.name(thread)));
                case Effect.CheckOrganism(var text) -> check(text);
                case Effect.SaveOrganism(var text) -> save(text);
                case Effect.Copy _, Effect.Redraw _, Effect.Quit _ ->
                        throw new IllegalStateException(effect + " is not work");
            }
        } catch (RuntimeException | IOException e) {
            note(String.valueOf(e.getMessage()));
        } catch (InterruptedException leaving) {
            Thread.currentThread().interrupt();
        }
    }

    private void say(String typed, Runnable saying) {
        try {
            saying.run();
        } catch (RuntimeException refused) {
            inbox.add(new Input.Refused(typed, String.valueOf(refused.getMessage())));
        }
    }

    private void resume(String named) {
        var run = named.isEmpty() ? desk.leftOpen() : Optional.of(new RunId(named));
        if (run.isEmpty()) {
            note("no run was left open here");
        } else {
            desk.past(run.get()).forEach(this::happened);
            inbox.add(new Input.Resumed(run.get(), desk.resume(run.get())));
        }
    }

    private void goBack(Effect.GoBack back) throws IOException, InterruptedException {
        if (desk.goingBack().isEmpty()) {
            note("'bestcode %s %s' does it".formatted(word(back.way()), back.run()));
            return;
        }
        var ways = desk.goingBack().get();
        var gone =
                switch (back.way()) {
                    case REWIND -> ways.rewind(back.run(), back.message());
                    case FORWARD -> ways.forward(back.run());
                    case FORK -> ways.fork(back.run(), back.message());
                };
        inbox.add(new Input.WentBack(gone.run(), gone.lines()));
    }

    private void explain(RunId run, String call) {
        desk.goingBack()
                .ifPresentOrElse(
                        ways -> inbox.add(new Input.Explained(ways.explain(run, call))),
                        () -> note("'bestcode explain %s %s' does it".formatted(run, call)));
    }

    private static String word(Effect.Way way) {
        return way == Effect.Way.FORK ? "fork" : "rewind";
    }

    private void check(String text) {
        model.info
                .workbench()
                .ifPresent(bench -> inbox.add(new Input.Diagnosed(bench.problems(text))));
    }

    private void save(String text) {
        try {
            model.info.workbench().orElseThrow().save(text);
            inbox.add(new Input.Saved(text));
        } catch (RuntimeException | IOException e) {
            note("not saved: " + e); // the message of many a one is a path alone
        }
    }

    private void note(String text) {
        inbox.add(new Input.Noted(text));
    }
}
