package dev.bestcode.tui;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// Lines of the items that were looked at last, by the items' numbers.
final class RenderedItems {
    /// Some hundred screens.
    static final int LINES_MAX = 4_096;

    /// Those that stick out of the screen at its top and its end, and the one that is measured:
    /// they stay however long they are, or each frame would make them anew.
    static final int ITEMS_MIN = 3;

    private final Map<Long, List<Line>> byNumber = new LinkedHashMap<>(64, 0.75f, true);
    private int width;
    private int held;

    List<Line> lines(long number, int columns, Supplier<Item> item) {
        if (columns != width) {
            clear();
            width = columns;
        }
        var known = byNumber.get(number);
        if (known != null) {
            return known;
        }
        var made = ItemLines.of(item.get(), columns);
        byNumber.put(number, made);
        held += made.size();
        var eldest = byNumber.values().iterator();
        while (held > LINES_MAX && byNumber.size() > ITEMS_MIN) {
            held -= eldest.next().size();
            eldest.remove();
        }
        return made;
    }

    /// Forget those of items with a lower number.
    void before(long number) {
        byNumber.keySet().removeIf(key -> key < number);
        count();
    }

    /// Forget those of items with this number and higher ones: their numbers are given again.
    void from(long number) {
        byNumber.keySet().removeIf(key -> key >= number);
        count();
    }

    private void count() {
        held = byNumber.values().stream().mapToInt(List::size).sum();
    }

    void clear() {
        byNumber.clear();
        held = 0;
    }

    int linesHeld() {
        return held;
    }
}
