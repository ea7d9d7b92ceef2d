package dev.bestcode.tui;

import java.util.ArrayList;
import java.util.List;

/// Markdown that still grows. Blocks that have ended are rendered once and kept; only the open
/// tail, which is bounded, is read again. So a piece costs what it adds, and no more with a longer
/// text before it. A tail beyond the bound is ended by force, a code block at a line; the committed
/// message is rendered whole afterwards.
final class MarkdownStream {
    /// Four screens of text: what one block may have before its beginning is no longer looked at.
    static final int TAIL_CHARS_MAX = 8 * 1024;

    private final int width;
    private final List<Line> settled = new ArrayList<>();
    private final StringBuilder tail = new StringBuilder();
    private List<Line> open = List.of();
    private boolean stale;
    private long charsParsed;

    MarkdownStream(int width) {
        this.width = width;
    }

    void append(String text) {
        tail.append(text);
        stale = true;
    }

    /// Settled and open lines. They are read anew only when something was appended.
    List<Line> lines() {
        settle();
        if (open.isEmpty()) {
            return settled;
        }
        var all = new ArrayList<Line>(settled.size() + open.size() + 1);
        all.addAll(settled);
        all.addAll(open);
        return all;
    }

    /// Lines that no later text changes, from number `from` on.
    List<Line> settledFrom(int from) {
        settle();
        return List.copyOf(settled.subList(Math.min(from, settled.size()), settled.size()));
    }

    /// The lines behind them.
    List<Line> open() {
        settle();
        return open;
    }

    /// The last `count` lines, at a cost that does not grow with what is settled.
    List<Line> last(int count) {
        settle();
        if (open.size() >= count) {
            return open.subList(open.size() - count, open.size());
        }
        int from = Math.max(0, settled.size() - (count - open.size()));
        var last = new ArrayList<>(settled.subList(from, settled.size()));
        last.addAll(open);
        return last;
    }

    int height() {
        settle();
        return settled.size() + open.size();
    }

    /// For the proof that the cost is that of what is new.
    long charsParsed() {
        return charsParsed;
    }

    private void settle() {
        if (!stale) {
            return;
        }
        stale = false;
        while (settleOnce()) {
            // Until the open tail is within its bound.
        }
        open = tail.isEmpty() ? List.of() : render(tail.toString());
    }

    private boolean settleOnce() {
        int end = MarkdownTail.end(tail);
        if (end > 0) {
            keep(tail.substring(0, end));
            tail.delete(0, end);
            return true;
        }
        if (tail.length() <= TAIL_CHARS_MAX) {
            return false;
        }
        var fence = MarkdownTail.fence(tail);
        int cut = MarkdownTail.cut(tail, TAIL_CHARS_MAX / 2);
        keep(tail.substring(0, cut));
        tail.delete(0, cut);
        tail.insert(0, fence);
        return true;
    }

    private void keep(String text) {
        var lines = render(text);
        if (!text.isBlank()) {
            settled.addAll(lines);
            settled.add(Line.EMPTY);
        }
    }

    private List<Line> render(String text) {
        charsParsed += text.length();
        return Markdown.render(text, width);
    }
}
