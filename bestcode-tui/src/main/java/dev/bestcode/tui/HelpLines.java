package dev.bestcode.tui;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The page of all keys, and of the commands that people have written down.
final class HelpLines {
    private static final int COLUMNS_MAX = 100;

    /// Where what a key does begins.
    private static final int INDENT = 19;

    private static final List<String> KEYS =
            """
            anywhere
              Tab, Shift-Tab   next pane, previous pane; a click goes there too
              PgUp, PgDn       scroll the messages; the wheel does too
              F1               this page
              F2               the organism file, with what is wrong in it
              Ctrl-C           stop what is under way; twice at rest: leave
              Ctrl-L           draw the screen anew
              Ctrl-D           leave, when nothing is typed

            where you type
              Enter            say it, also while the agent works: it reads it next
              Alt-Enter        a new line
              Up, Down         with nothing typed: what you said before, and forward
              /new             the next task begins a new run
              /resume [RUN]    go on with a run: the newest left open, or that one
              /rewind [N]      undo the last task, or all since message N, in files too
              /forward         undo the rewind
              /fork [N]        another future for what was said; files stay
              /explain CALL    why a call was made or refused
              /quit            leave

            in the messages
              j k arrows       scroll       g G Home End   beginning, end
              Enter            the item at the top, as text, JSON or XML
              / n N            search, next, previous
              y                copy the item, if the terminal can
              t                dark or light
              x                stop the run
              q                leave

            when a call asks for your approval
              Tab              go there; a letter answers only then
              y r a n          once, for this run, always, no
              Enter            a form: next field; /yes the rest, /no none of it
            """
                    .lines()
                    .toList();

    private HelpLines() {}

    /// @param columns that a line may have
    static List<Line> of(RoomInfo info, int columns) {
        var lines = new ArrayList<>(KEYS);
        if (!info.commands().isEmpty()) {
            lines.add("");
            lines.add("commands of the project and of yours, with words behind them");
        }
        for (var command : info.commands()) {
            var line = "  %-16s %s".formatted("/" + command.name(), command.description());
            lines.add("  " + SafeText.line(line, COLUMNS_MAX));
        }
        return lines.stream().flatMap(line -> folded(line, columns)).toList();
    }

    /// What is too wide goes on below itself.
    private static Stream<Line> folded(String line, int columns) {
        if (SafeText.width(line) <= columns || columns < 2 * INDENT) {
            return Stream.of(Line.of(line));
        }
        var does = List.of(new Span(line.substring(INDENT), Style.TEXT));
        var folded = new ArrayList<Line>();
        for (var part : Wrap.words(does, columns - INDENT)) {
            var before = folded.isEmpty() ? line.substring(0, INDENT) : " ".repeat(INDENT);
            folded.add(part.after(List.of(new Span(before, Style.TEXT))));
        }
        return folded.stream();
    }
}
