package dev.bestcode.tui;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Keys where a task is typed, and the commands that stand there in place of one.
final class InputKeys {
    private static final List<Effect> NOTHING = List.of();

    private final Model model;
    private final PaneKeys panes;

    InputKeys(Model model, PaneKeys panes) {
        this.model = model;
        this.panes = panes;
    }

    List<Effect> press(Input.Key key) {
        boolean oneLine = model.input.lines().size() == 1;
        if (key == Input.Key.ENTER) {
            return submit();
        }
        if (oneLine && key == Input.Key.UP) {
            return panes.scroll(-1);
        }
        if (oneLine && key == Input.Key.DOWN) {
            return panes.scroll(1);
        }
        model.input.press(key);
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
        if (text.startsWith("/")) {
            model.input.clear();
            return command(text.split("\\s+", 2));
        }
        model.input.clear();
        return say(text);
    }

    private List<Effect> say(String text) {
        var effects = new ArrayList<Effect>();
        model.view().map(ThreadView::follow).ifPresent(effects::addAll);
        effects.add(
                model.run
                        .<Effect>map(run -> new Effect.FollowUp(run, text))
                        .orElseGet(() -> new Effect.Submit(text)));
        return effects;
    }

    private List<Effect> command(String... words) {
        var argument = words.length > 1 ? words[1] : "";
        return switch (words[0]) {
            case "/new" -> {
                if (model.working) {
                    yield atWork();
                }
                model.run = Optional.empty();
                yield model.say("the next task begins a new run");
            }
            case "/resume" -> List.of(new Effect.Resume(argument));
            case "/rewind" -> goBack(Effect.Way.REWIND, argument);
            case "/forward" -> goBack(Effect.Way.FORWARD, argument);
            case "/fork" -> goBack(Effect.Way.FORK, argument);
            case "/explain" -> explain(argument);
            default ->
                    model.info
                            .command(words[0].substring(1))
                            .map(command -> say(command.said().apply(argument)))
                            .orElseGet(
                                    () ->
                                            model.say(
                                                    "there is no command %s; F1 lists what there is"
                                                            .formatted(words[0])));
        };
    }

    private List<Effect> explain(String call) {
        if (model.run.isEmpty()) {
            return model.say("nothing was said yet, so there is no run");
        }
        if (call.isBlank()) {
            return model.say(
                    "say which call; 'bestcode explain %s --calls' lists them"
                            .formatted(model.run.get()));
        }
        var effects = new ArrayList<Effect>();
        model.view().map(ThreadView::follow).ifPresent(effects::addAll);
        model.note = "on the way";
        effects.add(new Effect.Explain(model.run.get(), call.strip()));
        return effects;
    }

    private List<Effect> goBack(Effect.Way way, String message) {
        if (model.working) {
            return atWork();
        }
        if (model.run.isEmpty()) {
            return model.say("nothing was said yet, so there is no run");
        }
        var effects = new ArrayList<Effect>();
        model.view().map(ThreadView::follow).ifPresent(effects::addAll);
        model.note = "on the way";
        effects.add(new Effect.GoBack(way, model.run.get(), message));
        return effects;
    }

    private List<Effect> atWork() {
        return model.say("the agent is at work; wait, or stop it with Ctrl-C");
    }
}
