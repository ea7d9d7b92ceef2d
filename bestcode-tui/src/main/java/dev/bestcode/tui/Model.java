package dev.bestcode.tui;

import dev.bestcode.api.control.RunStatus;
import dev.bestcode.api.event.BestCodeEvent;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.message.Progress;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the Control Room knows and shows. It changes in [#update] alone, does no I/O, has no clock
/// and is used by one thread. What is to be done outside comes back as effects.
final class Model {
    /// Threads that are kept in view; the oldest at rest go first, their journal stays.
    static final int THREADS_MAX = 64;

    /// What their items may take of the heap together.
    static final long HELD_BYTES_MAX = 4L * History.BYTES_MAX;

    /// Where keys go.
    enum Focus {
        INPUT,
        MESSAGES,
        THREADS,
        CONTEXT,
        APPROVAL
    }

    /// What lies over the panes.
    sealed interface Overlay {
        record None() implements Overlay {}

        record Help(int top) implements Overlay {}

        record Payload(Item item, PayloadLines.Form form, int top) implements Overlay {}

        record Editing(OrganismEditor editor) implements Overlay {}

        record Searching(TextBuffer pattern) implements Overlay {}
    }

    final RoomInfo info;
    final TextBuffer input = new TextBuffer();
    final Map<ThreadId, ThreadView> threads = new LinkedHashMap<>();
    final List<Question> questions = new ArrayList<>();
    Focus focus = Focus.INPUT;
    Overlay overlay = new Overlay.None();
    Optional<ThreadId> chosen = Optional.empty();
    Optional<RunId> run = Optional.empty();
    boolean working;
    Meter meter = Meter.NONE;
    String note = "";
    String pattern = "";
    Theme theme;
    int columns = 80;
    int rows = 24;
    private Optional<FormEntry> entry = Optional.empty();
    private final Keyboard keyboard = new Keyboard(this);

    Model(RoomInfo info) {
        this.info = info;
        this.theme = info.theme();
    }

    List<Effect> update(Input message) {
        return switch (message) {
            case Input.Pressed(var key) -> keyboard.press(key);
            case Input.Typed(var text) -> keyboard.type(text);
            case Input.Pasted(var text) -> keyboard.paste(text);
            case Input.Clicked(var x, var y) -> keyboard.click(x, y);
            case Input.Wheeled(var lines) -> keyboard.wheel(lines);
            case Input.Resized(var width, var height) -> {
                columns = width;
                rows = height;
                yield List.of();
            }
            case Input.Happened(var event) -> happened(event);
            case Input.Resumed(var resumed, var underWay) -> {
                run = Optional.of(resumed);
                working = underWay;
                yield say(underWay ? resumed + " goes on" : resumed + " waits for another task");
            }
            case Input.WentBack(var next, var lines) -> {
                run = Optional.of(next);
                view().ifPresent(view -> lines.forEach(line -> view.add(Items.note(line))));
                yield say(lines.getLast());
            }
            case Input.Explained(var lines) -> {
                view().ifPresent(view -> lines.forEach(line -> view.add(Items.note(line))));
                note = "";
                yield List.of();
            }
            case Input.Missed(var count) -> {
                note = "%,d provisional events were left out".formatted(count);
                yield List.of();
            }
            case Input.OlderRead(var thread, var events) -> {
                Optional.ofNullable(threads.get(thread))
                        .ifPresent(view -> view.history.addOlder(items(events)));
                yield keyboard.searchOn(thread);
            }
            case Input.NewerRead(var thread, var events) -> {
                Optional.ofNullable(threads.get(thread))
                        .ifPresent(view -> view.history.addNewer(items(events)));
                yield keyboard.searchOn(thread);
            }
            case Input.ContextRead(var thread, var segments) -> {
                Optional.ofNullable(threads.get(thread))
                        .ifPresent(view -> view.segments = segments);
                yield List.of();
            }
            case Input.ThreadNamed(var thread, var name) -> {
                Optional.ofNullable(threads.get(thread)).ifPresent(view -> view.name = name);
                yield List.of();
            }
            case Input.Noted(var text) -> {
                if (overlay instanceof Overlay.Editing(var editor)) {
                    editor.say(text); // it covers the status line
                }
                yield say(text);
            }
            case Input.Refused(var typed, var reason) -> {
                if (input.isEmpty()) {
                    input.insert(typed);
                }
                yield say(reason);
            }
            case Input.Saved(var text) -> {
                var told = "saved; runs that begin from now on in a new process have it";
                if (overlay instanceof Overlay.Editing(var editor)) {
                    editor.saved(text);
                    editor.say(told);
                }
                yield say(told);
            }
            case Input.Diagnosed(var problems) -> {
                if (overlay instanceof Overlay.Editing(var editor)) {
                    editor.problems(problems);
                }
                yield List.of();
            }
        };
    }

    Optional<ThreadView> view() {
        return chosen.map(threads::get);
    }

    Optional<Question> question() {
        return questions.isEmpty() ? Optional.empty() : Optional.of(questions.getFirst());
    }

    /// The form of the question that is next, as far as it is filled in.
    Optional<FormEntry> form() {
        var asked = question();
        var form = asked.flatMap(it -> it.preview().form()).filter(it -> !it.fields().isEmpty());
        if (form.isEmpty()) {
            return Optional.empty();
        }
        if (entry.filter(it -> it.question.equals(asked.get().id())).isEmpty()) {
            entry = Optional.of(new FormEntry(asked.get().id(), form.get()));
        }
        return entry;
    }

    Layout layout() {
        return Layout.of(this);
    }

    private static List<Item> items(List<BestCodeEvent> events) {
        var items = new ArrayList<Item>();
        for (var event : events) {
            if (event instanceof BestCodeEvent.Committed committed) {
                Items.of(committed).ifPresent(items::add);
            }
        }
        return items;
    }

    private List<Effect> happened(BestCodeEvent event) {
        var effects = new ArrayList<Effect>();
        var view = threads.get(event.thread());
        if (view == null && event instanceof BestCodeEvent.ErrorRaised) {
            return List.of(); // of a call: its answer says it beside the caller
        }
        if (view == null) {
            view = open(event);
            effects.add(new Effect.NameThread(event.thread()));
        }
        switch (event) {
            case BestCodeEvent.Provisional(var _, var _, var progress) -> progress(view, progress);
            case BestCodeEvent.Committed committed -> {
                committed(view, committed);
                if (chosen.filter(event.thread()::equals).isPresent()) {
                    effects.add(new Effect.ReadContext(event.thread()));
                }
            }
        }
        return effects;
    }

    private ThreadView open(BestCodeEvent event) {
        if (threads.size() >= THREADS_MAX) {
            threads.values().stream()
                    .filter(view -> !view.state.equals("works"))
                    .findFirst()
                    .or(() -> threads.values().stream().findFirst())
                    .ifPresent(view -> threads.remove(view.id));
        }
        var view = new ThreadView(event.thread(), event.run());
        threads.put(event.thread(), view);
        if (chosen.isEmpty() || !threads.containsKey(chosen.get())) {
            choose(event.thread());
        }
        return view;
    }

    private static void progress(ThreadView view, Progress progress) {
        switch (progress) {
            case Progress.Text(var text) -> view.stream.append(text);
            case Progress.Thinking _ -> view.state = "thinks";
            case Progress.Withdrawn(var reason) -> {
                view.stream.clear();
                view.add(Items.note("the text so far is void: " + reason));
            }
            case Progress.Output(var text) -> view.printed(text);
            case Progress.Retrying(var attempt, var delay, var reason) ->
                    view.add(
                            Items.note(
                                    "attempt %d failed, again in %d s: %s"
                                            .formatted(attempt, delay.toSeconds(), reason)));
        }
    }

    private void committed(ThreadView view, BestCodeEvent.Committed event) {
        Items.of(event).ifPresent(view::add);
        holdLess();
        switch (event) {
            case BestCodeEvent.RunStarted started -> {
                run = Optional.of(started.run());
                choose(started.thread());
                working = true;
                view.state = "works";
            }
            case BestCodeEvent.AgentStarted _ -> view.state = "works";
            case BestCodeEvent.AgentEnded ended -> view.state = ended.status().wireName();
            case BestCodeEvent.MessageSpoken _ -> {
                view.stream.clear();
                view.state = "works";
            }
            case BestCodeEvent.ToolCalled called -> view.state = called.tool();
            case BestCodeEvent.ToolAnswered _ -> {
                view.quiet();
                view.state = "works";
            }
            case BestCodeEvent.ApprovalAsked asked -> {
                questions.add(Question.of(asked));
                if (input.isEmpty() && overlay instanceof Overlay.None) {
                    focus = Focus.APPROVAL;
                }
            }
            case BestCodeEvent.ApprovalAnswered answered -> answered(answered);
            case BestCodeEvent.UsageCounted counted -> meter = meter.plus(counted, info.prices());
            case BestCodeEvent.ErrorRaised _ -> view.stream.clear();
            case BestCodeEvent.RunFinished finished -> {
                view.stream.clear();
                view.state = finished.result().status().wireName();
                questions.removeIf(question -> question.run().equals(finished.run()));
                leaveApproval();
                if (run.filter(finished.run()::equals).isPresent()) {
                    working = false;
                }
                if (finished.result().status() != RunStatus.DONE) {
                    view.add(Items.note(finished.result().text()));
                }
            }
        }
    }

    /// What all threads hold is bounded too: the one that holds most and is not looked at lets go.
    private void holdLess() {
        if (threads.values().stream().mapToLong(view -> view.history.heapBytes()).sum()
                > HELD_BYTES_MAX) {
            threads.values().stream()
                    .filter(view -> !chosen.filter(view.id::equals).isPresent())
                    .map(view -> view.history)
                    .max(Comparator.comparingLong(History::heapBytes))
                    .ifPresent(History::shrink);
        }
    }

    void choose(ThreadId thread) {
        view().ifPresent(view -> view.history.forgetLines());
        chosen = Optional.of(thread);
    }

    private void answered(BestCodeEvent.ApprovalAnswered answered) {
        questions.removeIf(question -> question.id().equals(answered.question()));
        leaveApproval();
    }

    /// Show a word in the status line.
    List<Effect> say(String text) {
        note = text;
        return List.of();
    }

    List<Effect> open(Overlay shown) {
        overlay = shown;
        return List.of();
    }

    List<Effect> close() {
        return open(new Overlay.None());
    }

    void leaveApproval() {
        if (questions.isEmpty() && focus == Focus.APPROVAL) {
            focus = Focus.INPUT;
        }
    }
}
