package dev.bestcode.tui;

import static dev.bestcode.tui.Events.press;
import static dev.bestcode.tui.Events.type;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.List;
import java.util.Optional;

/// Edits go only where someone throws them away.
class OrganismEditorTest {
    private static final String ASKS = "not saved: Ctrl-S saves, Esc throws the changes away";

    private final Model model = Events.model(80, 24, Optional.of(new Bench()));

    private record Bench() implements Workbench {
        @Override
        public String name() {
            return "organism.yaml";
        }

        @Override
        public String read() {
            return "name: x";
        }

        @Override
        public List<String> problems(String text) {
            return List.of();
        }

        @Override
        public void save(String text) {
            throw new AssertionError("the model does no I/O");
        }

        @Override
        public List<String> completions(String typed) {
            return List.of("profiles:", "programs:");
        }

        @Override
        public String hover(String key) {
            return "";
        }
    }

    @BeforeEach
    void edit() {
        press(model, Input.Key.F2);
        assertThat(shown()).contains("Ctrl-S saves · Tab completes");
    }

    private String shown() {
        return View.draw(model).text();
    }

    @ParameterizedTest
    @EnumSource(names = {"INTERRUPT", "F1", "F2", "ESCAPE"})
    void aKeyThatWouldCloseItAsksWhereSomethingIsChanged(Input.Key key) {
        type(model, "a");
        press(model, key);
        assertThat(shown()).contains("organism.yaml · changed", "aname: x", ASKS);
        model.update(new Input.Diagnosed(List.of("1:1: wrong")));
        assertThat(shown()).contains(ASKS, "1:1: wrong");
        press(model, Input.Key.ESCAPE);
        assertThat(model.overlay).isEqualTo(new Model.Overlay.None());
    }

    @Test
    void aClickAsksHoweverOften() {
        type(model, "a");
        model.update(new Input.Clicked(3, 3));
        model.update(new Input.Clicked(3, 3));
        assertThat(shown()).contains("aname: x", ASKS);
        type(model, "b");
        assertThat(shown()).contains("abname: x").doesNotContain(ASKS);
        press(model, Input.Key.ESCAPE);
        assertThat(shown()).contains("abname: x", ASKS);
    }

    @Test
    void withoutChangesItClosesAtOnce() {
        model.update(new Input.Clicked(3, 3));
        assertThat(model.overlay).isEqualTo(new Model.Overlay.None());
    }

    @Test
    void onlyWhatIsWrittenIsSaved() {
        type(model, "a");
        assertThat(press(model, Input.Key.SAVE))
                .containsExactly(new Effect.SaveOrganism("aname: x"));
        model.update(new Input.Noted("not saved: the folder is read-only"));
        assertThat(shown()).contains("· changed", "not saved: the folder is read-only");
        press(model, Input.Key.ESCAPE);
        assertThat(shown()).contains(ASKS);

        press(model, Input.Key.SAVE);
        type(model, "b");
        model.update(new Input.Saved("aname: x"));
        assertThat(shown()).contains("· changed", "saved; runs that begin from now on");
        press(model, Input.Key.BACKSPACE);
        assertThat(shown()).doesNotContain("· changed");
        press(model, Input.Key.ESCAPE);
        assertThat(model.overlay).isEqualTo(new Model.Overlay.None());
    }

    @Test
    void whatCouldBeTypedStaysWhenTheTextWasChecked() {
        type(model, "p");
        press(model, Input.Key.TAB);
        model.update(new Input.Diagnosed(List.of()));
        assertThat(shown()).contains("could be: profiles:, programs:");
    }
}
