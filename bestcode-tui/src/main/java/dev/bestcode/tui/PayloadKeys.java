package dev.bestcode.tui;

import java.util.List;

/// Keys of the page that shows one item as text, JSON or XML.
final class PayloadKeys {
    private final Model model;
    private final PaneKeys panes;

    PayloadKeys(Model model, PaneKeys panes) {
        this.model = model;
        this.panes = panes;
    }

    List<Effect> press(Model.Overlay.Payload payload, Input.Key key) {
        int page = model.rows - 4;
        return switch (key) {
            case TAB -> show(new Model.Overlay.Payload(payload.item(), payload.form().next(), 0));
            case UP -> to(payload, payload.top() - 1);
            case DOWN -> to(payload, payload.top() + 1);
            case PAGE_UP -> to(payload, payload.top() - page);
            case PAGE_DOWN -> to(payload, payload.top() + page);
            case HOME -> to(payload, 0);
            case END -> to(payload, Integer.MAX_VALUE);
            default -> model.close();
        };
    }

    List<Effect> type(Model.Overlay.Payload payload, String text) {
        return switch (text) {
            case "j" -> to(payload, payload.top() + 1);
            case "k" -> to(payload, payload.top() - 1);
            case "y" -> panes.copy(payload.item());
            default -> model.close();
        };
    }

    private List<Effect> to(Model.Overlay.Payload payload, int top) {
        int last = PayloadLines.of(payload.item(), payload.form(), model.columns - 4).size() - 1;
        return show(
                new Model.Overlay.Payload(
                        payload.item(), payload.form(), Math.clamp(top, 0, Math.max(0, last))));
    }

    private List<Effect> show(Model.Overlay.Payload payload) {
        return model.open(payload);
    }
}
