package dev.bestcode.tui;

import java.util.ArrayList;
import java.util.List;

/// What an agent's model says at this moment: provisional until its message is committed.
final class Stream {
    /// Beyond any answer; what is longer is seen when it is committed.
    static final int CHARS_MAX = 1 << 20;

    private final StringBuilder text = new StringBuilder();
    private MarkdownStream rendered = new MarkdownStream(80);
    private int width = 80;

    void append(String piece) {
        if (text.length() < CHARS_MAX) {
            text.append(piece);
            rendered.append(piece);
        }
    }

    void clear() {
        text.setLength(0);
        rendered = new MarkdownStream(width);
    }

    boolean isEmpty() {
        return text.isEmpty();
    }

    int height(int columns) {
        return isEmpty() ? 0 : 1 + at(columns).height();
    }

    /// The last `count` lines under their heading.
    List<Line> last(int count, int columns) {
        var body = ItemLines.streaming(at(columns).last(count));
        if (body.size() >= count) {
            return body;
        }
        return join(body);
    }

    List<Line> lines(int columns) {
        return isEmpty() ? List.of() : join(ItemLines.streaming(at(columns).lines()));
    }

    private static List<Line> join(List<Line> body) {
        var all = new ArrayList<Line>(body.size() + 1);
        all.add(ItemLines.streamHead());
        all.addAll(body);
        return all;
    }

    /// What has been said is rendered whole once more when the width changes.
    private MarkdownStream at(int columns) {
        int inner = Math.max(Wrap.WIDTH_MIN, columns - ItemLines.INDENT);
        if (inner != width) {
            width = inner;
            rendered = new MarkdownStream(inner);
            rendered.append(text.toString());
        }
        return rendered;
    }
}
