package dev.bestcode.tui;

import static dev.bestcode.tui.Events.happen;
import static dev.bestcode.tui.Events.press;
import static dev.bestcode.tui.Events.type;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.event.BestCodeEvent;
import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.message.MessageId;
import dev.bestcode.api.security.ApprovalScope;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.stream.Collectors;

class ModelTest {
    private static final String FORM =
            """
            {"type":"object","required":["name"],"properties":{
              "name":{"type":"string"},"age":{"type":"integer"}}}
            """;

    private final Events run = new Events();

    @Test
    void theFirstTaskBeginsARunAndTheNextFollowsUp() {
        var model = Events.model(80, 24);
        type(model, "first");
        assertThat(press(model, Input.Key.ENTER))
                .containsExactly(new Effect.Submit("first", "first"));
        happen(model, run.task("first"), run.finished());
        type(model, "second");
        assertThat(press(model, Input.Key.ENTER))
                .containsExactly(new Effect.FollowUp(Events.RUN, "second", "second"));
    }

    @Test
    void interruptStopsWhatIsUnderWayAndLeavesOnlyWhenPressedTwiceAtRest() {
        var model = Events.model(80, 24);
        happen(model, run.task("go"));
        assertThat(press(model, Input.Key.INTERRUPT)).containsExactly(new Effect.Stop(Events.RUN));
        happen(model, run.finished());
        assertThat(press(model, Input.Key.INTERRUPT)).isEmpty();
        assertThat(press(model, Input.Key.INTERRUPT)).containsExactly(new Effect.Quit());
    }

    @Test
    void aLetterAnswersAQuestionOnlyWhereTheQuestionHasTheFocus() {
        var model = Events.model(80, 24);
        happen(model, run.task("go"));
        type(model, "I am t");
        happen(model, run.asked(9, "rm"));
        assertThat(type(model, "yyy")).isEmpty();
        assertThat(model.input.text()).isEqualTo("I am tyyy");
        press(model, Input.Key.BACK_TAB);
        assertThat(type(model, "r")).singleElement().satisfies(effect -> isRun(effect));
        assertThat(model.questions).isEmpty();
    }

    private static void isRun(Effect effect) {
        assertThat(effect)
                .isInstanceOfSatisfying(
                        Effect.Answer.class,
                        answer -> {
                            assertThat(answer.question()).isEqualTo(new MessageId(9));
                            assertThat(answer.answer().allowed()).isTrue();
                            assertThat(answer.answer().scope()).isEqualTo(ApprovalScope.RUN);
                        });
    }

    @Test
    void aFormIsFilledInFieldByFieldAndALetterAllowsNothing() {
        var model = Events.model(80, 24);
        happen(model, run.task("go"), run.asksForm(9, "Who?", FORM));
        type(model, "y");
        assertThat(press(model, Input.Key.ENTER)).isEmpty();
        type(model, "ten");
        assertThat(press(model, Input.Key.ENTER)).isEmpty();
        assertThat(model.note).isEqualTo("'age' takes a whole number");
        press(model, Input.Key.CLEAR_LINE);
        type(model, "10");

        assertThat(press(model, Input.Key.ENTER))
                .singleElement()
                .isInstanceOfSatisfying(
                        Effect.Answer.class,
                        answer -> {
                            assertThat(answer.question()).isEqualTo(new MessageId(9));
                            assertThat(answer.answer().fields())
                                    .contains(Json.parseObject("{\"name\":\"y\",\"age\":10}"));
                        });
        assertThat(model.questions).isEmpty();
        assertThat(model.focus).isEqualTo(Model.Focus.INPUT);
    }

    @Test
    void aFormIsDeclinedInWordsAndCanWait() {
        var model = Events.model(80, 24);
        happen(model, run.task("go"), run.asksForm(9, "Who?", FORM));
        assertThat(press(model, Input.Key.ESCAPE)).isEmpty();
        assertThat(model.focus).isEqualTo(Model.Focus.INPUT);
        press(model, Input.Key.BACK_TAB);
        type(model, "/no");

        assertThat(press(model, Input.Key.ENTER))
                .singleElement()
                .isInstanceOfSatisfying(
                        Effect.Answer.class,
                        answer -> assertThat(answer.answer().allowed()).isFalse());
    }

    @Test
    void anErrorOfACallOpensNoThreadOfItsOwn() {
        var model = Events.model(80, 24);
        happen(model, run.task("go"), run.call("grep", "{}"), run.denied(new ThreadId(7)));
        assertThat(model.threads).containsOnlyKeys(Events.THREAD);
    }

    @Test
    void pastedTextAnswersNothing() {
        var model = Events.model(80, 24);
        happen(model, run.task("go"), run.asked(9, "rm"));
        assertThat(model.focus).isEqualTo(Model.Focus.APPROVAL);
        assertThat(model.update(new Input.Pasted("y\n"))).isEmpty();
        assertThat(model.questions).hasSize(1);
        assertThat(model.input.text()).isEqualTo("y\n");
    }

    @Test
    void whatComesDoesNotMoveSomeoneWhoReadsAbove() {
        var model = Events.model(40, 12);
        happen(model, run.task("go"));
        for (int i = 0; i < 50; i++) {
            happen(model, run.said("message " + i));
        }
        press(model, Input.Key.PAGE_UP, Input.Key.PAGE_UP);
        var before = View.draw(model).text();
        happen(model, run.said("news"), Events.streams("more news"));
        assertThat(View.draw(model).text()).isEqualTo(before);
        press(model, Input.Key.PAGE_DOWN, Input.Key.PAGE_DOWN, Input.Key.PAGE_DOWN);
        assertThat(View.draw(model).text()).contains("more news");
    }

    @Test
    void searchFindsWhatIsAbove() {
        var model = Events.model(40, 12);
        happen(model, run.task("the needle"));
        for (int i = 0; i < 50; i++) {
            happen(model, run.said("hay"));
        }
        press(model, Input.Key.TAB);
        type(model, "/Needle");
        press(model, Input.Key.ENTER);
        assertThat(View.draw(model).text()).contains("the needle");
    }

    @Test
    void aClickChoosesAThreadAndTheWheelScrolls() {
        var model = Events.model(120, 20);
        happen(model, run.task("go"));
        assertThat(model.update(new Input.Clicked(3, 1)))
                .containsExactly(new Effect.ReadContext(Events.THREAD));
        assertThat(model.focus).isEqualTo(Model.Focus.THREADS);
        assertThat(model.update(new Input.Wheeled(-1)))
                .containsExactly(new Effect.ReadOlder(Events.RUN, Events.THREAD, 1));
    }

    @Test
    void theHeapHoldsABoundedHistoryAndTheRestIsReadBack() {
        var history = new History(100_000);
        for (int i = 1; i <= 10_000; i++) {
            history.add(item(i), true);
        }
        assertThat(history.heapBytes()).isLessThanOrEqualTo(100_000);
        assertThat(history.isComplete()).isFalse();
        long oldest = history.oldestSeq();
        long first = history.first();
        var older = List.of(item(oldest - 2), item(oldest - 1), item(oldest));
        assertThat(history.addOlder(older)).isEqualTo(2);
        assertThat(history.first()).isEqualTo(first - 2);
        assertThat(history.item(first).seq()).isEqualTo(oldest);
        assertThat(history.addOlder(List.of())).isZero();
        assertThat(history.isComplete()).isTrue();
    }

    @Test
    void aPersonAsksWhyACallWasMade() {
        var model = Events.model(80, 24);
        type(model, "/explain 7");
        assertThat(press(model, Input.Key.ENTER)).isEmpty();
        assertThat(model.note).contains("nothing was said yet");

        happen(model, run.task("first"));
        press(model, Input.Key.CLEAR_LINE);
        type(model, "/explain");
        assertThat(press(model, Input.Key.ENTER)).isEmpty();
        assertThat(model.note).contains("say which call");
        type(model, " 7");
        assertThat(press(model, Input.Key.ENTER))
                .containsExactly(new Effect.Explain(Events.RUN, "7"));
        model.update(new Input.Explained(List.of("#7 grep", "route    coder -> grep")));
        assertThat(View.draw(model).text()).contains("· #7 grep", "· route    coder -> grep");
    }

    @Test
    void aPersonAtRestGoesBackAndForwardAndTheNextTaskIsOfTheRunThatGoesOn() {
        var model = Events.model(80, 24);
        type(model, "/rewind");
        assertThat(press(model, Input.Key.ENTER)).isEmpty();
        assertThat(model.note).contains("nothing was said yet");

        happen(model, run.task("first"));
        press(model, Input.Key.CLEAR_LINE);
        type(model, "/fork");
        assertThat(press(model, Input.Key.ENTER)).isEmpty();
        assertThat(model.note).contains("at work");

        happen(model, run.finished());
        press(model, Input.Key.CLEAR_LINE);
        type(model, "/rewind 57");
        assertThat(press(model, Input.Key.ENTER))
                .containsExactly(new Effect.GoBack(Effect.Way.REWIND, Events.RUN, "57"));
        var fork = new RunId("r2");
        model.update(new Input.WentBack(fork, List.of("deleted  a.txt", "run r2 goes on")));
        assertThat(View.draw(model).text()).contains("· deleted  a.txt", "run r2 goes on");
        type(model, "second");
        assertThat(press(model, Input.Key.ENTER))
                .containsExactly(new Effect.FollowUp(fork, "second", "second"));
        type(model, "/forward");
        assertThat(press(model, Input.Key.ENTER))
                .containsExactly(new Effect.GoBack(Effect.Way.FORWARD, fork, ""));
    }

    @Test
    void whatAPersonHasWrittenDownIsSaidInWholeAndListedOnThePageOfKeys() {
        var model = Events.model(100, 80);
        type(model, "/fix the build");
        assertThat(press(model, Input.Key.ENTER))
                .containsExactly(new Effect.Submit("Fix the build, then test.", "/fix the build"));
        type(model, "/fax");
        press(model, Input.Key.ENTER);
        assertThat(View.draw(model).text()).contains("there is no command /fax");
        press(model, Input.Key.F1);
        assertThat(View.draw(model).text()).contains("/fix             mends something");
    }

    @Test
    void helpThatDoesNotFitIsScrolledAndAnyOtherKeyClosesIt() {
        var model = Events.model(80, 12);
        press(model, Input.Key.F1);
        assertThat(View.draw(model).text()).contains("anywhere").doesNotContain("y r a n");
        for (int i = 0; i < HelpLines.of(model.info, model.columns - 2).size(); i++) {
            press(model, Input.Key.PAGE_DOWN);
        }
        assertThat(View.draw(model).text()).contains("/fix").doesNotContain("anywhere");
        type(model, "x");
        assertThat(model.overlay).isEqualTo(new Model.Overlay.None());
    }

    @Test
    void helpThatIsTooWideGoesOnBelow() {
        var wide = HelpLines.of(Events.model(120, 40).info, 118);
        var narrow = HelpLines.of(Events.model(50, 12).info, 48);
        assertThat(narrow).hasSizeGreaterThan(wide.size());
        assertThat(narrow).allMatch(line -> line.width() <= 48);
        assertThat(words(narrow)).isEqualTo(words(wide));

        var model = Events.model(50, 12);
        press(model, Input.Key.F1);
        for (int i = 0; i < narrow.size(); i++) {
            press(model, Input.Key.PAGE_DOWN);
        }
        model.update(new Input.Resized(200, 60));
        assertThat(View.draw(model).text()).contains("help");
    }

    private static String words(List<Line> lines) {
        return lines.stream()
                .map(Line::text)
                .collect(Collectors.joining(" "))
                .replaceAll(" +", " ");
    }

    @Test
    void whatARunThatWasTakenUpSaidBeforeIsReadWhenOneScrollsThere() {
        var model = Events.model(40, 12);
        happen(model, run.said("the last of what was said"));
        press(model, Input.Key.TAB);
        assertThat(press(model, Input.Key.HOME))
                .containsExactly(new Effect.ReadOlder(Events.RUN, Events.THREAD, 1));
        model.update(new Input.OlderRead(Events.THREAD, List.of()));
        assertThat(press(model, Input.Key.HOME)).isEmpty();
    }

    @Test
    void whatIsNotFoundInTheHeapIsLookedForInTheJournalUntilAKeyIsPressed() {
        var model = Events.model(40, 12);
        var older = run.said("the needle");
        happen(model, run.said("hay"));
        press(model, Input.Key.TAB);
        type(model, "/needle");
        var asked = press(model, Input.Key.ENTER);
        assertThat(asked).containsExactly(new Effect.ReadOlder(Events.RUN, Events.THREAD, 2));
        model.update(new Input.OlderRead(Events.THREAD, List.of(older)));
        assertThat(model.note).startsWith("found 'needle'");

        type(model, "/straw");
        press(model, Input.Key.ENTER);
        type(model, "j");
        assertThat(model.update(new Input.OlderRead(Events.THREAD, List.of()))).isEmpty();
        assertThat(model.note).doesNotContain("not found");
    }

    @Test
    void threadsThatNobodyLooksAtLetGoOfWhatAllTogetherMayNotHold() {
        var model = Events.model(40, 12);
        happen(model, run.task("go"));
        var big = "x".repeat(1 << 16);
        for (int i = 0; i < 1_000; i++) {
            long thread = 3L + i % 20;
            happen(
                    model,
                    new BestCodeEvent.MessageSpoken(
                            Events.RUN, new ThreadId(thread), 100 + i, big));
        }
        long held = model.threads.values().stream().mapToLong(v -> v.history.heapBytes()).sum();
        assertThat(held).isLessThanOrEqualTo(Model.HELD_BYTES_MAX);
    }

    @Test
    void scrollingToTheTopOfWhatIsHeldAsksTheJournal() {
        var model = Events.model(40, 12);
        happen(model, run.task("go"));
        var big = "word ".repeat(100_000);
        for (int i = 0; i < 20; i++) {
            happen(model, run.said(big));
        }
        press(model, Input.Key.TAB);
        assertThat(press(model, Input.Key.HOME))
                .singleElement()
                .isInstanceOf(Effect.ReadOlder.class);
    }

    @Test
    void copyIsOfferedOnlyWhereTheTerminalTakesIt() {
        var model = Events.model(40, 12);
        happen(model, run.said("text"));
        press(model, Input.Key.TAB);
        assertThat(type(model, "y")).containsExactly(new Effect.Copy("text"));
    }

    private static Item item(long seq) {
        return new Item(seq, Item.Kind.SAID, "agent", "text " + seq, "LlmReply", JsonObject.EMPTY);
    }
}
