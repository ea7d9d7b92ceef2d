package dev.bestcode.tui;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The items of one thread, as many as the heap shall hold. Older ones are dropped, and read back
/// from the journal when someone scrolls there. An item's number never changes: what comes gets the
/// next one, what is read back those before the first.
final class History {
    /// What the items of one thread may take of the heap.
    static final int CHARS_MAX = 8 << 20;

    /// Dropping is done in lumps, so that it costs nothing much an item.
    private static final int DROPPED_AT_ONCE = 1_024;

    /// Items whose lines are kept, a few screens of them.
    private static final int RENDERED_MAX = 512;

    private final List<Item> items = new ArrayList<>();
    private final Map<Long, List<Line>> rendered = new LinkedHashMap<>(64, 0.75f, true);
    private final int charsMax;
    private long first;
    private long chars;
    private int width;
    private boolean complete = true;

    History() {
        this(CHARS_MAX);
    }

    History(int charsMax) {
        this.charsMax = charsMax;
    }

    void add(Item item) {
        items.add(item);
        chars += item.chars();
        if (chars > charsMax && items.size() > 1) {
            dropOldest();
        }
    }

    private void dropOldest() {
        int count = 0;
        while (count < items.size() - 1 && (count < DROPPED_AT_ONCE || chars > charsMax)) {
            chars -= items.get(count++).chars();
            if (chars <= charsMax / 2) {
                break;
            }
        }
        items.subList(0, count).clear();
        first += count;
        complete = false;
    }

    /// Take what was read back; items that are there already are left out.
    /// @return how many are new
    int addOlder(List<Item> older) {
        long oldest = oldestSeq();
        var fresh = older.stream().filter(item -> item.seq() < oldest).toList();
        items.addAll(0, fresh);
        first -= fresh.size();
        fresh.forEach(item -> chars += item.chars());
        complete = fresh.isEmpty();
        return fresh.size();
    }

    /// Whether the journal has nothing from before the first item.
    boolean isComplete() {
        return complete;
    }

    long oldestSeq() {
        return items.stream().mapToLong(Item::seq).filter(seq -> seq > 0).findFirst().orElse(1);
    }

    long first() {
        return first;
    }

    /// The number behind the last item.
    long end() {
        return first + items.size();
    }

    Item item(long number) {
        return items.get(Math.toIntExact(number - first));
    }

    /// The item's lines at this width; made when they are first asked for.
    List<Line> lines(long number, int columns) {
        if (columns != width) {
            rendered.clear();
            width = columns;
        }
        var known = rendered.get(number);
        if (known != null) {
            return known;
        }
        var made = ItemLines.of(item(number), columns);
        rendered.put(number, made);
        if (rendered.size() > RENDERED_MAX) {
            var eldest = rendered.keySet().iterator();
            eldest.next();
            eldest.remove();
        }
        return made;
    }

    long chars() {
        return chars;
    }
}
