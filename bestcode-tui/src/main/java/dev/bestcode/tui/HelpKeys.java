package dev.bestcode.tui;

import java.util.List;

/// Keys on the page of all keys: those that scroll, and any other closes it.
final class HelpKeys {
    private final Model model;

    HelpKeys(Model model) {
        this.model = model;
    }

    List<Effect> press(Model.Overlay.Help shown, Input.Key key) {
        return switch (key) {
            case UP -> scroll(shown, -1);
            case DOWN -> scroll(shown, 1);
            case PAGE_UP, HOME -> scroll(shown, -page());
            case PAGE_DOWN, END -> scroll(shown, page());
            default -> model.close();
        };
    }

    List<Effect> type(Model.Overlay.Help shown, String text) {
        return switch (text) {
            case "k" -> scroll(shown, -1);
            case "j" -> scroll(shown, 1);
            default -> model.close();
        };
    }

    private List<Effect> scroll(Model.Overlay.Help shown, int lines) {
        int last = Math.max(0, HelpLines.of(model.info, model.columns - 2).size() - page());
        return model.open(new Model.Overlay.Help(Math.clamp((long) shown.top() + lines, 0, last)));
    }

    private int page() {
        return Math.max(1, model.rows - 2);
    }
}
