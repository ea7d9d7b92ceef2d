package dev.bestcode.tui;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Keys where a task is typed, and the commands that stand there in place of one. What is typed
/// stays until it is taken.
final class InputKeys {
    private static final List<Effect> NOTHING = List.of();

    private final Model model;
    private final PaneKeys panes;
    private final InputHistory history = new InputHistory();

    InputKeys(Model model, PaneKeys panes) {
        this.model = model;
        this.panes = panes;
    }

    List<Effect> press(Input.Key key) {
        return switch (key) {
            case ENTER -> submit();
            case UP -> up();
            case DOWN -> down();
            default -> edit(key);
        };
    }

    private List<Effect> edit(Input.Key key) {
        model.input.press(key);
        return NOTHING;
    }

    private List<Effect> up() {
        if (model.input.caretLine() > 0) {
            return edit(Input.Key.UP);
        }
        var earlier = history.earlier(model.input.text());
        return earlier.isPresent() ? recall(earlier.get()) : panes.scroll(-1);
    }

    private List<Effect> down() {
        if (model.input.caretLine() < model.input.lines().size() - 1) {
            return edit(Input.Key.DOWN);
        }
        var later = history.later(model.input.text());
        return later.isPresent() ? recall(later.get()) : panes.scroll(1);
    }

    private List<Effect> recall(String text) {
        model.input.clear();
        model.input.insert(text);
        return NOTHING;
    }

    private List<Effect> submit() {
        var text = model.input.text().strip();
        if (text.isEmpty()) {
            return NOTHING;
        }
        if (text.equals("/quit")) {
            return List.of(new Effect.Quit());
        }
        if (!model.info.writable()) {
            return model.say("this run is only looked at: nothing can be said to it here");
        }
        var words = text.split("\\s+", 2);
        return isCommand(words[0]) ? command(text, words) : say(text, text);
    }

    /// A path begins in the same way.
    private boolean isCommand(String word) {
        return word.startsWith("/")
                && (word.indexOf('/', 1) < 0 || model.info.command(word.substring(1)).isPresent());
    }

    private List<Effect> say(String text, String typed) {
        return takenTo(
                model.run
                        .<Effect>map(run -> new Effect.FollowUp(run, text, typed))
                        .orElseGet(() -> new Effect.Submit(text, typed)),
                typed);
    }

    private void taken(String typed) {
        history.add(typed);
        model.input.clear();
    }

    private List<Effect> command(String typed, String... words) {
        var argument = words.length > 1 ? words[1] : "";
        return switch (words[0]) {
            case "/new" -> begin(typed);
            case "/resume" -> {
                taken(typed);
                yield List.of(new Effect.Resume(argument));
            }
            case "/rewind" -> goBack(Effect.Way.REWIND, argument, typed);
            case "/forward" -> goBack(Effect.Way.FORWARD, argument, typed);
            case "/fork" -> goBack(Effect.Way.FORK, argument, typed);
            case "/explain" -> explain(argument, typed);
            default ->
                    model.info
                            .command(words[0].substring(1))
                            .map(command -> say(command.said().apply(argument), typed))
                            .orElseGet(
                                    () ->
                                            model.say(
                                                    "there is no command %s; F1 lists what there is"
                                                            .formatted(words[0])));
        };
    }

    private List<Effect> begin(String typed) {
        if (model.working) {
            return atWork();
        }
        taken(typed);
        model.run = Optional.empty();
        return model.say("the next task begins a new run");
    }

    private List<Effect> explain(String call, String typed) {
        if (model.run.isEmpty()) {
            return model.say("nothing was said yet, so there is no run");
        }
        if (call.isBlank()) {
            return model.say(
                    "say which call; 'bestcode explain %s --calls' lists them"
                            .formatted(model.run.get()));
        }
        return onTheWay(typed, new Effect.Explain(model.run.get(), call.strip()));
    }

    private List<Effect> goBack(Effect.Way way, String message, String typed) {
        if (model.working) {
            return atWork();
        }
        if (model.run.isEmpty()) {
            return model.say("nothing was said yet, so there is no run");
        }
        return onTheWay(typed, new Effect.GoBack(way, model.run.get(), message));
    }

    private List<Effect> onTheWay(String typed, Effect effect) {
        model.note = "on the way";
        return takenTo(effect, typed);
    }

    /// Follow what comes of it, from what was typed.
    private List<Effect> takenTo(Effect effect, String typed) {
        taken(typed);
        var effects = new ArrayList<Effect>();
        model.view().map(ThreadView::follow).ifPresent(effects::addAll);
        effects.add(effect);
        return effects;
    }

    private List<Effect> atWork() {
        return model.say("the agent is at work; wait, or stop it with Ctrl-C");
    }
}
