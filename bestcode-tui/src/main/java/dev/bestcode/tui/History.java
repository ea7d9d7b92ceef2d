package dev.bestcode.tui;

import java.util.ArrayList;
import java.util.List;

/// The items of one thread that the heap holds: a window on the journal, without gaps. It ends at
/// the newest item until what someone scrolls back to pushes the end out; then it ends earlier,
/// what happens is not taken, and it is read from the journal when someone scrolls down there. An
/// item's number never changes as long as it is in the window: what comes gets the next one, what
/// is read back those before the first.
final class History {
    /// What the items of one thread may take of the heap.
    static final int BYTES_MAX = 8 << 20;

    /// What one reading may take of it, so that what one looks at stays.
    private static final int READ_PART = 2;

    /// Dropping is done in lumps, so that it costs nothing much an item.
    private static final int LUMP_PART = 8;

    private final List<Item> items = new ArrayList<>();
    private final RenderedItems rendered = new RenderedItems();
    private final long bytesMax;
    private long first;
    private long bytes;
    private boolean complete;

    /// The newest item that is not in the window though it belongs behind it; 0 for none.
    private long missing;

    History() {
        this(BYTES_MAX);
    }

    History(long bytesMax) {
        this.bytesMax = bytesMax;
    }

    /// Take what has happened.
    /// @param watched whether someone looks at the end; else nothing makes room for it
    void add(Item item, boolean watched) {
        if (!isLatest() || (!watched && bytes + item.heapBytes() > bytesMax)) {
            missing = Math.max(missing, item.seq());
            return;
        }
        items.add(item);
        bytes += item.heapBytes();
        dropOldest(bytesMax);
    }

    /// Let go of the older half, but for the last item: nobody looks at it.
    void shrink() {
        dropOldest(bytes / 2);
        forgetLines();
    }

    private void dropOldest(long max) {
        if (bytes <= max) {
            return;
        }
        int count = 0;
        while (count < items.size() - 1 && (bytes > max - max / LUMP_PART || isOneMoment(count))) {
            bytes -= items.get(count++).heapBytes();
        }
        items.subList(0, count).clear();
        rendered.before(first + count);
        first += count;
        complete &= count == 0;
    }

    /// Whether an item and the one before it came in one transaction: they are read back together.
    private boolean isOneMoment(int index) {
        return isOneMoment(items, index);
    }

    private static boolean isOneMoment(List<Item> items, int index) {
        return index > 0
                && index < items.size()
                && items.get(index - 1).seq() == items.get(index).seq();
    }

    private void dropNewest() {
        int count = items.size();
        while (count > 1 && (bytes > bytesMax || isOneMoment(count))) {
            var item = items.get(--count);
            bytes -= item.heapBytes();
            missing = Math.max(missing, item.seq());
        }
        rendered.from(first + count);
        items.subList(count, items.size()).clear();
    }

    /// Take what was read back from before the first item; what has no room is read another time.
    /// @return how many are new
    int addOlder(List<Item> older) {
        long oldest = oldestSeq();
        var fresh = older.stream().filter(item -> item.seq() < oldest).toList();
        int from = fresh.size();
        for (long room = bytesMax / READ_PART;
                from > 0 && (room > 0 || isOneMoment(fresh, from));
                from--) {
            room -= fresh.get(from - 1).heapBytes();
        }
        var taken = fresh.subList(from, fresh.size());
        items.addAll(0, taken);
        first -= taken.size();
        taken.forEach(item -> bytes += item.heapBytes());
        complete = older.isEmpty();
        dropNewest();
        return taken.size();
    }

    /// The same from behind the last item. With none there, the window is at the end again.
    int addNewer(List<Item> newer) {
        long newest = newestSeq();
        var fresh = newer.stream().filter(item -> item.seq() > newest).toList();
        int taken = 0;
        for (long room = bytesMax / READ_PART;
                taken < fresh.size() && (room > 0 || isOneMoment(fresh, taken));
                taken++) {
            var item = fresh.get(taken);
            items.add(item);
            bytes += item.heapBytes();
            room -= item.heapBytes();
        }
        if (fresh.isEmpty() || newestSeq() >= missing) {
            missing = 0;
        }
        dropOldest(bytesMax);
        return taken;
    }

    /// Begin anew at the end, with nothing: what there is comes by [#addOlder].
    void restart() {
        first = end();
        items.clear();
        rendered.clear();
        bytes = 0;
        missing = 0;
        complete = false;
    }

    /// Whether the journal has nothing from before the first item.
    boolean isComplete() {
        return complete;
    }

    /// Whether nothing is missing behind the last item.
    boolean isLatest() {
        return missing == 0;
    }

    /// That of the first item that the journal has; beyond all where there is none.
    long oldestSeq() {
        return items.stream()
                .mapToLong(Item::seq)
                .filter(seq -> seq > 0)
                .findFirst()
                .orElse(Long.MAX_VALUE);
    }

    long newestSeq() {
        return items.reversed().stream()
                .mapToLong(Item::seq)
                .filter(seq -> seq > 0)
                .findFirst()
                .orElse(0);
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
        return rendered.lines(number, columns, () -> item(number));
    }

    /// Nobody looks at it: its lines are made anew when someone does.
    void forgetLines() {
        rendered.clear();
    }

    long heapBytes() {
        return bytes;
    }

    int linesHeld() {
        return rendered.linesHeld();
    }
}
