package dev.bestcode.tui;

import static dev.bestcode.tui.Events.happen;
import static dev.bestcode.tui.Events.press;
import static dev.bestcode.tui.Events.type;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Screens as text.
class ViewTest {
    private final Events run = new Events();

    @Test
    void aRunOnANarrowScreen() {
        var model = Events.model(60, 18);
        happen(
                model,
                run.task("mend *it*"),
                run.call("grep", "{\"pattern\":\"bug\"}"),
                run.answer("grep", "A.java:1: bug\n\u001b[31mred"),
                run.said("It is in `A.java`."),
                run.used(1_000, 20),
                run.finished());
        assertThat(View.draw(model).text())
                .isEqualTo(
                        """
                        ─ thread 2 ─────────────────────────────────────────────────
                         ▶ you
                           mend it

                         ⚙ grep pattern: bug
                           A.java:1: bug
                           �[31mred
                         ● agent
                           It is in A.java.

                         ── done ───────────────────────────────




                        ────────────────────────────────────────────────────────────
                        ›
                         sonnet │ in 4.0k · out 20 │ $0.01 of $10 │ no walls
                        """);
    }

    @Test
    void whatWentWrongIsBrokenAtWordsAndWhatWentWellAtColumns() {
        var model = Events.model(30, 14);
        happen(
                model,
                run.task("go"),
                run.failed("grep", "the pattern is no regular expression"),
                run.answer("grep", "col1    col2    col3    col4   x"));
        assertThat(View.draw(model).text())
                .contains("   the pattern is no regular\n   expression\n")
                .contains("   col1    col2    col3    co\n   l4   x\n");
    }

    @Test
    void aWideScreenHasAllPanes() {
        var model = Events.model(120, 12);
        happen(model, run.task("go"));
        var lines = View.draw(model).text().lines().toList();
        assertThat(lines.getFirst())
                .startsWith("─ threads ─")
                .contains("─ thread 2 ─")
                .contains("─ context ─");
        assertThat(lines.get(9)).contains("at work · Ctrl-C stops");
    }

    @Test
    void aQuestionShowsTheCommandWordForWord() {
        var model = Events.model(60, 20);
        happen(model, run.task("go"), run.asked(9, "rm", "-rf", "a b"));
        assertThat(View.draw(model).text())
                .contains("command-exec asks to run")
                .contains("program /bin/rm")
                .contains("command rm -rf 'a b'")
                .contains("in      /work")
                .contains("[y] once  [r] this run  [a] always  [n] no");
    }

    @Test
    void aFormShowsItsFieldsAndWhatIsTypedOfTheNext() {
        var model = Events.model(100, 24);
        var form =
                "{\"properties\":{\"name\":{\"type\":\"string\",\"description\":\"Yours\"},\"age\":{\"type\":\"integer\",\"default\":7}}}";
        happen(model, run.task("go"), run.asksForm(9, "Who?\u001b[2J", form));
        Events.type(model, "Ada");
        assertThat(View.draw(model).text())
                .contains("asks    Who?")
                .contains("field   age: integer, else 7, may be left out")
                .contains("name: string, may be left out (Yours) › Ada")
                .contains("[Enter] next field", "/no: decline")
                .doesNotContain("\u001b");
    }

    @Test
    void whatStreamsIsMarkedAsUnfinishedUntilItIsCommitted() {
        var model = Events.model(60, 14);
        happen(model, run.task("go"), Events.streams("half a "), Events.streams("*sentence*"));
        assertThat(View.draw(model).text()).contains("agent, unfinished", "half a sentence");
        happen(model, Events.withdrawn());
        assertThat(View.draw(model).text())
                .doesNotContain("half a sentence")
                .contains("the text so far is void: cut");
        happen(model, run.said("a whole sentence"));
        assertThat(View.draw(model).text())
                .contains("a whole sentence")
                .doesNotContain("unfinished");
    }

    @Test
    void aPayloadIsReadAsTextJsonAndXml() {
        var model = Events.model(50, 12);
        happen(model, run.task("a <b> \"c\""));
        press(model, Input.Key.TAB, Input.Key.ENTER);
        assertThat(View.draw(model).text()).contains("AgentTask you · as text", "a <b> \"c\"");
        press(model, Input.Key.TAB);
        assertThat(View.draw(model).text()).contains("JSON", "\"task\": \"a <b> \\\"c\\\"\"");
        press(model, Input.Key.TAB);
        assertThat(View.draw(model).text())
                .contains("<AgentTask>", "  <task>a &lt;b> \"c\"</task>", "</AgentTask>");
    }

    @Test
    void everySizeOfScreenCanBeDrawn() {
        for (int columns = 1; columns < 130; columns += 3) {
            for (int rows = 1; rows < 30; rows += 2) {
                var model = Events.model(columns, rows);
                happen(model, run.task("go 日本"), run.asked(9, "rm"), Events.streams("# x"));
                type(model, "hello");
                assertThat(View.draw(model).rows()).isEqualTo(rows);
                press(model, Input.Key.F1);
                View.draw(model);
                press(model, Input.Key.ESCAPE, Input.Key.TAB, Input.Key.ENTER);
                View.draw(model);
            }
        }
    }

    @Test
    void wideLettersKeepTheColumnsBehindThem() {
        var model = Events.model(120, 12);
        happen(model, run.task("日本語 e\u0301 👨\u200D👩\u200D👧 " + "語".repeat(200)));
        var terminal = new FakeTerminal(120, 12);
        terminal.write(ScreenDiff.whole(View.draw(model), Theme.DARK));
        assertThat(terminal.text()).isEqualTo(View.draw(model).text());
    }
}
