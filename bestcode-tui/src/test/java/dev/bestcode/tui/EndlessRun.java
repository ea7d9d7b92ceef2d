package dev.bestcode.tui;

import dev.bestcode.api.event.BestCodeEvent;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.LongStream;

/// A Control Room beside a run that says more than the heap holds, its journal made up as it is
/// read. Each line of an answer has its number in the run, from 0.
final class EndlessRun {
    static final int LINES_EACH = 100;

    /// What a desk reads in one go.
    private static final int ENTRIES = 500;

    private final Model model = Events.model(120, 40);
    private long answers;

    /// @param args how many lines are said
    public static void main(String[] args) {
        var run = new EndlessRun();
        int lines = Integer.parseInt(args[0]);
        while (run.answers * LINES_EACH < lines) {
            run.say();
        }
        run.print("at the end");
        System.out.println("followed: " + run.shows(lines - 1));

        run.press(Input.Key.TAB);
        run.type("/line 7 of");
        run.press(Input.Key.ENTER);
        System.out.println("found far above: " + run.shows(7));
        run.print("after the search");

        run.press(Input.Key.HOME);
        run.say(); // nobody looks at the end now
        System.out.println("the first line: " + run.shows(0));
        System.out.println("lines read on the way down: " + run.readDown(lines + LINES_EACH));
        run.print("after the way down");
        run.press(Input.Key.HOME);
        run.type("G");
        System.out.println("back at the end: " + run.shows(lines + LINES_EACH - 1));
    }

    private void say() {
        apply(model.update(new Input.Happened(answer(++answers))));
        View.draw(model);
    }

    /// Answer number `seq`, which is its transaction too.
    private static BestCodeEvent answer(long seq) {
        var text = new StringBuilder();
        for (int i = 0; i < LINES_EACH; i++) {
            text.append(
                    "line %d of a run that goes on and on  \n"
                            .formatted((seq - 1) * LINES_EACH + i));
        }
        return new BestCodeEvent.MessageSpoken(Events.RUN, Events.THREAD, seq, text.toString());
    }

    private void press(Input.Key key) {
        apply(model.update(new Input.Pressed(key)));
    }

    private void type(String text) {
        text.codePoints()
                .mapToObj(Character::toString)
                .forEach(letter -> apply(model.update(new Input.Typed(letter))));
    }

    /// What the desk would do.
    private void apply(List<Effect> effects) {
        var left = new ArrayDeque<>(effects);
        while (!left.isEmpty()) {
            switch (left.remove()) {
                case Effect.ReadOlder(_, var thread, var before) -> {
                    long end = Math.min(before, answers + 1);
                    var events = answers(Math.max(1, end - ENTRIES), end);
                    left.addAll(model.update(new Input.OlderRead(thread, events)));
                }
                case Effect.ReadNewer(_, var thread, var after) -> {
                    var events = answers(after + 1, Math.min(answers + 1, after + 1 + ENTRIES));
                    left.addAll(model.update(new Input.NewerRead(thread, events)));
                }
                case Effect _ -> {}
            }
        }
    }

    private static List<BestCodeEvent> answers(long from, long end) {
        return LongStream.range(from, end).mapToObj(EndlessRun::answer).toList();
    }

    private boolean shows(long line) {
        return !shown(line, line + 1).isEmpty();
    }

    /// Page down to the end.
    /// @return how many lines of the run were seen
    private int readDown(int lines) {
        var seen = new BitSet(lines);
        while (true) {
            shown(0, lines).forEach(seen::set);
            if (model.view().orElseThrow().scroll.follows()) {
                return seen.cardinality();
            }
            press(Input.Key.PAGE_DOWN);
        }
    }

    private List<Integer> shown(long from, long end) {
        var numbers = new ArrayList<Integer>();
        for (var row : View.draw(model).text().lines().toList()) {
            int at = row.indexOf("line ");
            var number = at < 0 ? "" : row.substring(at + 5).replaceAll(" of.*", "");
            if (number.matches("\\d+")
                    && Long.parseLong(number) >= from
                    && Long.parseLong(number) < end) {
                numbers.add(Integer.parseInt(number));
            }
        }
        return numbers;
    }

    private void print(String when) {
        var history = model.view().orElseThrow().history;
        System.out.printf(
                "# %s: %,d bytes of items, %,d lines%n",
                when, history.heapBytes(), history.linesHeld());
    }
}
