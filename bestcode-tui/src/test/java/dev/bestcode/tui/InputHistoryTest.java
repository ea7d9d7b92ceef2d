package dev.bestcode.tui;

import static dev.bestcode.tui.Events.happen;
import static dev.bestcode.tui.Events.press;
import static dev.bestcode.tui.Events.type;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// What is typed stays until it is taken, comes back when it is not, and can be recalled.
class InputHistoryTest {
    private static final String PARAGRAPH = "/fxi line 12 is wrong,\nplease mend it";

    private final Events run = new Events();
    private final Model model = Events.model(80, 24);

    @Test
    void whatIsNoCommandStaysToBeMended() {
        model.update(new Input.Pasted(PARAGRAPH));
        assertThat(press(model, Input.Key.ENTER)).isEmpty();
        assertThat(model.note).startsWith("there is no command /fxi");
        assertThat(model.input.text()).isEqualTo(PARAGRAPH);
        press(model, Input.Key.UP, Input.Key.HOME);
        type(model, "In ");
        assertThat(press(model, Input.Key.ENTER))
                .containsExactly(new Effect.Submit("In " + PARAGRAPH, "In " + PARAGRAPH));
        assertThat(model.input.isEmpty()).isTrue();
    }

    @Test
    void whatBeginsWithAPathIsNoCommand() {
        type(model, "/etc/nginx.conf is wrong");
        assertThat(press(model, Input.Key.ENTER))
                .containsExactly(
                        new Effect.Submit("/etc/nginx.conf is wrong", "/etc/nginx.conf is wrong"));
    }

    @Test
    void aCommandThatIsOutOfPlaceStays() {
        happen(model, run.task("go"));
        for (var command : new String[] {"/new", "/rewind 3", "/explain"}) {
            type(model, command);
            assertThat(press(model, Input.Key.ENTER)).isEmpty();
            assertThat(model.input.text()).isEqualTo(command);
            press(model, Input.Key.CLEAR_LINE);
        }
    }

    @Test
    void whatIsRefusedComesBackAsItWasTyped() {
        type(model, "/fix it");
        press(model, Input.Key.ENTER);
        assertThat(model.input.isEmpty()).isTrue();
        model.update(new Input.Refused("/fix it", "a hook says no"));
        assertThat(model.note).isEqualTo("a hook says no");
        assertThat(model.input.text()).isEqualTo("/fix it");
    }

    @Test
    void whatIsRefusedWaitsBehindWhatIsTypedMeanwhile() {
        said("first");
        type(model, "sec");
        model.update(new Input.Refused("first", "too much waits"));
        assertThat(model.input.text()).isEqualTo("sec");
        press(model, Input.Key.CLEAR_LINE, Input.Key.UP);
        assertThat(model.input.text()).isEqualTo("first");
    }

    @Test
    void arrowsGoThroughWhatWasSaid() {
        said("first");
        said("second,\nin two lines");
        said("third");
        said("third");
        press(model, Input.Key.UP, Input.Key.UP);
        assertThat(model.input.text()).isEqualTo("second,\nin two lines");
        press(model, Input.Key.UP);
        assertThat(model.input.caretLine()).isZero();
        press(model, Input.Key.UP, Input.Key.UP, Input.Key.UP);
        assertThat(model.input.text()).isEqualTo("first");
        press(model, Input.Key.DOWN, Input.Key.DOWN);
        assertThat(model.input.text()).isEqualTo("third");
        press(model, Input.Key.DOWN);
        assertThat(model.input.isEmpty()).isTrue();
    }

    @Test
    void arrowsScrollWhereSomethingIsTypedOrNothingWasSaid() {
        happen(model, run.task("go"));
        assertScrolls();
        said("first");
        type(model, "another");
        assertScrolls();
        press(model, Input.Key.CLEAR_LINE, Input.Key.UP);
        type(model, ", changed");
        assertScrolls();
        assertThat(model.input.text()).isEqualTo("first, changed");
    }

    private void assertScrolls() {
        assertThat(press(model, Input.Key.UP)).singleElement().isInstanceOf(Effect.ReadOlder.class);
    }

    @Test
    void onlySoMuchIsKept() {
        var history = new InputHistory();
        for (int i = 0; i < 2 * InputHistory.TEXTS_MAX; i++) {
            history.add("text " + i);
        }
        assertThat(oldest(history)).isEqualTo("text " + InputHistory.TEXTS_MAX);
        var most = "x".repeat(TextBuffer.CHARS_MAX);
        history.add(most);
        assertThat(oldest(history)).isEqualTo(most);
    }

    private static String oldest(InputHistory history) {
        var shown = history.earlier("").orElseThrow();
        for (int i = 0; i < InputHistory.TEXTS_MAX; i++) {
            shown = history.earlier(shown).orElseThrow();
        }
        return shown;
    }

    private void said(String text) {
        model.update(new Input.Pasted(text));
        press(model, Input.Key.ENTER);
        assertThat(model.input.isEmpty()).isTrue();
    }
}
