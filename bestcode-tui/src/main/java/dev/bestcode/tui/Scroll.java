package dev.bestcode.tui;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// Which lines of a history are in view. It follows the end until someone scrolls away, and then
/// stays where it is, whatever comes. The cost is that of the lines in view.
final class Scroll {
    /// @param item number of the item that the view's first line belongs to; the history's end
    ///     stands for what streams
    /// @param line of that item
    record Top(long item, int line) {}

    private Optional<Top> top = Optional.empty();

    boolean follows() {
        return top.isEmpty();
    }

    void follow() {
        top = Optional.empty();
    }

    /// Stay at the last lines, though more will come.
    void stay(History history, Stream stream, Area area) {
        top = Optional.of(topOfTail(history, stream, area));
    }

    void toItem(long item) {
        top = Optional.of(new Top(item, 0));
    }

    Optional<Top> top() {
        return top;
    }

    /// Move by lines, downward when positive.
    /// @return whether the beginning was reached
    boolean by(int lines, History history, Stream stream, Area area) {
        var from = top.orElseGet(() -> topOfTail(history, stream, area));
        if (lines < 0) {
            top = Optional.of(up(from, -lines, history, stream, area.width()));
            return top.get().equals(new Top(history.first(), 0));
        }
        var to = down(from, lines, history, stream, area.width());
        var tail = topOfTail(history, stream, area);
        top = isBefore(to, tail) ? Optional.of(to) : Optional.empty();
        return false;
    }

    /// The lines in view, at most as many as the area has.
    List<Line> view(History history, Stream stream, Area area) {
        if (top.isEmpty()) {
            return tail(history, stream, area);
        }
        long number = Math.max(top.get().item(), history.first());
        int skip = number == top.get().item() ? top.get().line() : 0;
        var view = new ArrayList<Line>();
        while (number <= history.end() && view.size() < area.height()) {
            var lines = lines(number, history, stream, area.width());
            int end = Math.min(lines.size(), skip + area.height() - view.size());
            if (skip < end) {
                view.addAll(lines.subList(skip, end));
            }
            skip = 0;
            number++;
        }
        return view;
    }

    private static List<Line> tail(History history, Stream stream, Area area) {
        var parts = new ArrayList<List<Line>>();
        int missing = area.height();
        if (!stream.isEmpty()) {
            parts.add(stream.last(missing, area.width()));
            missing -= parts.getFirst().size();
        }
        for (long number = history.end() - 1; number >= history.first() && missing > 0; number--) {
            var lines = history.lines(number, area.width());
            parts.add(lines.subList(Math.max(0, lines.size() - missing), lines.size()));
            missing -= lines.size();
        }
        Collections.reverse(parts);
        return parts.stream().flatMap(List::stream).toList();
    }

    private static Top topOfTail(History history, Stream stream, Area area) {
        return up(
                new Top(history.end(), stream.height(area.width())),
                area.height(),
                history,
                stream,
                area.width());
    }

    private static Top up(Top from, int lines, History history, Stream stream, int width) {
        long item = from.item();
        int line = from.line() - lines;
        while (line < 0 && item > history.first()) {
            item--;
            line += lines(item, history, stream, width).size();
        }
        return new Top(item, Math.max(0, line));
    }

    private static Top down(Top from, int lines, History history, Stream stream, int width) {
        long item = Math.max(from.item(), history.first());
        int line = from.line() + lines;
        while (item < history.end() && line >= lines(item, history, stream, width).size()) {
            line -= lines(item, history, stream, width).size();
            item++;
        }
        return new Top(item, line);
    }

    private static boolean isBefore(Top one, Top other) {
        return one.item() < other.item()
                || (one.item() == other.item() && one.line() < other.line());
    }

    private static List<Line> lines(long number, History history, Stream stream, int width) {
        return number < history.end() ? history.lines(number, width) : stream.lines(width);
    }
}
