package dev.bestcode.librarian;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.llm.ContentBlock;
import dev.bestcode.api.llm.ContentBlock.ToolResult;
import dev.bestcode.api.llm.LlmMessage;
import dev.bestcode.api.llm.LlmMessage.Role;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import org.junit.jupiter.api.Test;

import java.util.List;

class ConversationTest {
    private final Conversation conversation = new Conversation();

    @Test
    void resultsFollowTheirCallInTheOrderOfTheUsesWhateverOrderTheyCameIn() {
        conversation.add(new Said.User(List.of(text("go"))));
        conversation.add(new Said.Assistant(List.of(use("a"), use("b"))));
        conversation.add(new Said.Result(result("b")));
        conversation.add(new Said.Result(result("a")));

        assertThat(messages())
                .containsExactly(
                        new LlmMessage(Role.USER, List.of(text("go"))),
                        new LlmMessage(Role.ASSISTANT, List.of(use("a"), use("b"))),
                        new LlmMessage(Role.USER, List.of(result("a"), result("b"))));
    }

    @Test
    void aCallWithoutAResultGetsOneThatSaysTheOutcomeIsUnknown() {
        conversation.add(new Said.User(List.of(text("go"))));
        conversation.add(new Said.Assistant(List.of(use("a"))));
        conversation.add(new Said.User(List.of(text("well?"))));

        var last = messages().getLast();
        assertThat(last.role()).isEqualTo(Role.USER);
        assertThat(last.content().getFirst())
                .isInstanceOfSatisfying(
                        ContentBlock.ToolResult.class,
                        result -> {
                            assertThat(result.error()).isTrue();
                            assertThat(result.content().toString()).contains("unknown");
                        });
        assertThat(last.content().getLast()).isEqualTo(text("well?"));
    }

    @Test
    void aResultThatBelongsToNoCallIsLeftOut() {
        conversation.add(new Said.User(List.of(text("go"))));
        conversation.add(new Said.Result(result("stray")));

        assertThat(messages()).containsExactly(new LlmMessage(Role.USER, List.of(text("go"))));
    }

    @Test
    void aResultThatIsRecordedTwiceIsNotThatOfAnEarlierAnswerWithTheSameId() {
        conversation.add(new Said.User(List.of(text("go"))));
        conversation.add(new Said.Assistant(List.of(use("a"))));
        conversation.add(new Said.User(List.of(text("go on"))));
        var sent = messages();
        conversation.add(new Said.Assistant(List.of(use("a"))));
        conversation.add(new Said.Result(result("a", "second")));
        conversation.add(new Said.Result(result("a", "second")));

        assertThat(messages().subList(0, sent.size())).isEqualTo(sent);
    }

    @Test
    void anIdThatALaterAnswerUsesAgainIsRenamedAndEachGetsItsResult() {
        conversation.add(new Said.User(List.of(text("go"))));
        conversation.add(new Said.Assistant(List.of(use("a"))));
        conversation.add(new Said.Result(result("a", "first")));
        conversation.add(new Said.Assistant(List.of(use("a"))));
        conversation.add(new Said.Result(result("a", "second")));
        conversation.add(new Said.Result(result("a", "stray")));

        assertThat(messages().stream().flatMap(message -> message.content().stream()))
                .containsExactly(
                        text("go"),
                        use("a"),
                        result("a", "first"),
                        use("a_2"),
                        result("a_2", "second"));
    }

    @Test
    void emptyTextOfAModelIsNotSentBack() {
        conversation.add(new Said.User(List.of(text("go"))));
        conversation.add(new Said.Assistant(List.of(text(""))));
        conversation.add(new Said.User(List.of(text("on"))));

        assertThat(messages())
                .containsExactly(new LlmMessage(Role.USER, List.of(text("go"), text("on"))));
    }

    @Test
    void anAnswerThatEndsInThinkingGoesBackWithoutThat() {
        conversation.add(new Said.User(List.of(text("go"))));
        conversation.add(new Said.Assistant(List.of(thinking(), text("so"), thinking())));
        conversation.add(new Said.User(List.of(text("on"))));
        conversation.add(new Said.Assistant(List.of(thinking())));
        conversation.add(new Said.User(List.of(text("and on"))));

        assertThat(messages())
                .containsExactly(
                        new LlmMessage(Role.USER, List.of(text("go"))),
                        new LlmMessage(Role.ASSISTANT, List.of(thinking(), text("so"))),
                        new LlmMessage(Role.USER, List.of(text("on"), text("and on"))));
    }

    @Test
    void anErrorGoesBackInWordsAlone() {
        var image = new ContentBlock.Image("image/png", "aQ==");
        conversation.add(new Said.User(List.of(text("go"))));
        conversation.add(new Said.Assistant(List.of(use("a"), use("b"), use("c"))));
        conversation.add(new Said.Result(new ToolResult("a", List.of(image, text("no")), true)));
        conversation.add(new Said.Result(new ToolResult("b", List.of(text(" ")), true)));
        conversation.add(new Said.Result(new ToolResult("c", List.of(image, text("")), false)));

        assertThat(messages().getLast().content())
                .containsExactly(
                        new ToolResult(
                                "a",
                                List.of(
                                        text("no"),
                                        text(
                                                "[what came beside these words is left out: it is an error]")),
                                true),
                        new ToolResult("b", List.of(text("It failed without saying why.")), true),
                        new ToolResult("c", List.of(image), false));
    }

    private static ContentBlock thinking() {
        return new ContentBlock.Raw(JsonObject.builder().put("type", "thinking").build());
    }

    /// Each number is one event: a word of the user, an answer with up to two calls, or a result of
    /// any of the calls, known or not, early or late or twice.
    @Property
    void whateverWasRecordedTheRequestIsValid(
            @ForAll @Size(max = 40) List<@IntRange(max = 9) Integer> events) {
        var random = new Conversation();
        random.add(new Said.User(List.of(text("task"))));
        int calls = 0;
        for (int event : events) {
            switch (event) {
                case 0, 1 -> random.add(new Said.User(List.of(text("more"))));
                case 2 -> random.add(new Said.Assistant(List.of(text("words"))));
                case 3, 4 -> random.add(new Said.Assistant(List.of(use("c" + calls++))));
                case 5 ->
                        random.add(
                                new Said.Assistant(
                                        List.of(
                                                text("two"),
                                                use("c" + calls++),
                                                use("c" + calls++))));
                default ->
                        random.add(new Said.Result(result("c" + Math.max(0, calls - event + 6))));
            }
        }
        ValidRequest.check(random.request("m", 10).messages());
    }

    private List<LlmMessage> messages() {
        return conversation.request("m", 10).messages();
    }

    private static ContentBlock text(String text) {
        return new ContentBlock.Text(text);
    }

    private static ContentBlock use(String id) {
        return new ContentBlock.ToolUse(id, "t", JsonObject.EMPTY);
    }

    private static ContentBlock.ToolResult result(String id) {
        return result(id, "r");
    }

    private static ContentBlock.ToolResult result(String id, String text) {
        return new ContentBlock.ToolResult(id, List.of(text(text)), false);
    }
}
