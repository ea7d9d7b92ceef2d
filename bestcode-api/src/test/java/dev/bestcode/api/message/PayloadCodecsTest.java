package dev.bestcode.api.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestcode.api.control.AgentResult;
import dev.bestcode.api.control.AgentTask;
import dev.bestcode.api.control.RunStatus;
import dev.bestcode.api.control.TaskBudget;
import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonArray;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.json.JsonString;
import dev.bestcode.api.json.JsonValue;
import dev.bestcode.api.kernel.SegmentId;
import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.kernel.Usage;
import dev.bestcode.api.llm.ContentBlock;
import dev.bestcode.api.llm.Effort;
import dev.bestcode.api.llm.LlmReply;
import dev.bestcode.api.llm.RequestRecipe;
import dev.bestcode.api.llm.StopReason;
import dev.bestcode.api.tool.ToolOutcome;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Stream;

/// The payloads of the api: what `toJson` writes, `from` reads, and the schema asks for.
class PayloadCodecsTest {
    private static final Usage USAGE = new Usage(1, 2, 3, Long.MAX_VALUE);
    private static final Sha256 HASH = Sha256.of(new byte[0]);

    /// @param json of a value that has every member
    private record Codec(
            PayloadType type, Object value, JsonObject json, Function<JsonObject, ?> from) {
        @Override
        public String toString() {
            return type.tag();
        }
    }

    static Stream<Codec> codecs() {
        var task =
                new AgentTask(
                        "do it",
                        OptionalInt.of(3),
                        TaskBudget.UNSTATED.withTokens(9),
                        Optional.of(JsonObject.EMPTY));
        var result = new AgentResult(RunStatus.LIMIT_REACHED, "ä", 7, USAGE);
        var text = new ContentBlock.Text("x");
        var use = new ContentBlock.ToolUse("i", "grep", JsonObject.EMPTY);
        var reply = new LlmReply("m", List.of(text, use), StopReason.MAX_TOKENS, USAGE, HASH);
        var paused = new LlmReply("m", List.of(use), "not_invented_yet", USAGE, HASH);
        var recipe =
                new RequestRecipe(
                        new ThreadId(1), new SegmentId(2), "m", 9, Optional.of(Effort.XHIGH));
        var outcome = ToolOutcome.failed("no").withScratch("looked everywhere");
        var failure = new Failure(Failure.Kind.TIMED_OUT, "late");
        var stopped = JsonObject.builder();
        failure.toJson().members().forEach(stopped::put);
        stopped.put(Failure.SHOWN, JsonObject.EMPTY);
        return Stream.of(
                new Codec(AgentTask.TYPE, task, task.toJson(), AgentTask::from),
                new Codec(AgentResult.TYPE, result, result.toJson(), AgentResult::from),
                new Codec(LlmReply.TYPE, reply, reply.toJson(), LlmReply::from),
                new Codec(LlmReply.TYPE, paused, paused.toJson(), LlmReply::from),
                new Codec(RequestRecipe.TYPE, recipe, recipe.toJson(), RequestRecipe::from),
                new Codec(ToolOutcome.TYPE, outcome, outcome.toJson(), ToolOutcome::from),
                new Codec(Failure.TYPE, failure, stopped.build(), Failure::from));
    }

    @Test
    void aRecipeWithoutAnEffortIsWrittenAsBeforeThereWasOneAndAnUnknownOneIsRefused() {
        var recipe = new RequestRecipe(new ThreadId(1), new SegmentId(2), "m", 9);
        var json = "{\"context\":1,\"up_to\":2,\"model\":\"m\",\"max_tokens\":9";
        assertThat(Json.text(recipe.toJson())).isEqualTo(json + "}");
        assertThat(RequestRecipe.from(Json.parseObject(json + "}"))).isEqualTo(recipe);
        assertThatThrownBy(
                        () -> RequestRecipe.from(Json.parseObject(json + ",\"effort\":\"hard\"}")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("hard");
    }

    @ParameterizedTest
    @MethodSource("codecs")
    void valueComesBackFromItsJson(Codec codec) {
        assertThat((Object) codec.from.apply(codec.json)).isEqualTo(codec.value);
        assertThat((Object) codec.from.apply(Json.parseObject(Json.text(codec.json))))
                .isEqualTo(codec.value);
    }

    @ParameterizedTest
    @MethodSource("codecs")
    void schemaRequiresExactlyWhatCannotBeReadWithout(Codec codec) {
        var needed =
                codec.json.members().keySet().stream()
                        .filter(name -> isRefused(codec, without(codec.json, name)))
                        .toList();
        assertThat(required(codec.type.schema())).containsExactlyInAnyOrderElementsOf(needed);
    }

    @ParameterizedTest
    @MethodSource("codecs")
    void schemaNamesEveryMemberThatIsWritten(Codec codec) {
        var schema = codec.type.schema();
        assertThat(schema.requireString("type")).isEqualTo("object");
        assertThat(schema.requireObject("properties").members().keySet())
                .containsExactlyInAnyOrderElementsOf(codec.json.members().keySet());
        assertThat(codec.type.tag()).isEqualTo(codec.value.getClass().getSimpleName());
    }

    @ParameterizedTest
    @MethodSource("codecs")
    void memberOfAnotherTypeIsRefusedAsTheDocumentationSays(Codec codec) {
        for (var name : required(codec.type.schema())) {
            for (var wrong : List.of("null", "[1]", "1e400", "-5.5")) {
                var json = with(codec.json, name, Json.parse(wrong));
                assertThat(isRefused(codec, json)).as("%s: %s", name, wrong).isTrue();
            }
        }
    }

    /// An integer that no int holds is no other exception than any other wrong member.
    @Test
    void integerThatIsTooLargeIsRefusedAsTheDocumentationSays() {
        var large = Json.parse("2147483648");
        for (var codec : codecs().toList()) {
            for (var name : List.of("turns", "max_tokens", "max_iterations")) {
                if (codec.json.members().containsKey(name)) {
                    assertThat(isRefused(codec, with(codec.json, name, large))).as(name).isTrue();
                    var maximum =
                            codec.type
                                    .schema()
                                    .requireObject("properties")
                                    .requireObject(name)
                                    .integer("maximum");
                    assertThat(maximum).as(name).hasValue(Integer.MAX_VALUE);
                }
            }
        }
    }

    private static boolean isRefused(Codec codec, JsonObject json) {
        try {
            var _ = codec.from.apply(json);
            return false;
        } catch (IllegalArgumentException refused) {
            return true;
        }
    }

    private static List<String> required(JsonObject schema) {
        return schema.requireArray("required").values().stream()
                .map(name -> ((JsonString) name).value())
                .toList();
    }

    private static JsonObject without(JsonObject json, String name) {
        var members = new LinkedHashMap<>(json.members());
        members.remove(name);
        return new JsonObject(members);
    }

    private static JsonObject with(JsonObject json, String name, JsonValue value) {
        var members = new LinkedHashMap<>(json.members());
        members.put(name, value);
        return new JsonObject(members);
    }

    @Test
    void taskWithoutALimitComesBackWithoutOne() {
        var task = new AgentTask("x", OptionalInt.empty());
        assertThat(task.toJson()).isEqualTo(Json.parseObject("{\"task\":\"x\"}"));
        assertThat(AgentTask.from(task.toJson())).isEqualTo(task);
    }

    @Test
    void usageComesBackFromItsJsonAndIsNeverNegative() {
        assertThat(Usage.from(USAGE.toJson())).isEqualTo(USAGE);
        for (var name : USAGE.toJson().members().keySet()) {
            assertThatThrownBy(() -> Usage.from(without(USAGE.toJson(), name)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(name);
            assertThatThrownBy(() -> Usage.from(with(USAGE.toJson(), name, Json.parse("-1"))))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(USAGE.plus(Usage.ZERO)).isEqualTo(USAGE);
        assertThatThrownBy(() -> USAGE.plus(USAGE)).isInstanceOf(ArithmeticException.class);
    }

    @ParameterizedTest
    @EnumSource
    void everyKindOfFailureComesBack(Failure.Kind kind) {
        var failure = new Failure(kind, "why");
        assertThat(Failure.from(failure.toJson())).isEqualTo(failure);
    }

    @ParameterizedTest
    @EnumSource
    void everyStatusComesBack(RunStatus status) {
        assertThat(RunStatus.ofWireName(status.wireName())).isEqualTo(status);
    }

    @ParameterizedTest
    @EnumSource
    void everyStopReasonComesBack(StopReason reason) {
        assertThat(StopReason.ofWireName(reason.wireName())).isEqualTo(reason);
    }

    @Test
    void unknownStopReasonIsOther() {
        assertThat(StopReason.ofWireName("compaction")).isEqualTo(StopReason.OTHER);
    }

    @Test
    void schemaKeepsBlocksOfAnyKind() {
        var items = LlmReply.TYPE.schema().requireObject("properties").requireObject("content");
        assertThat(items.requireObject("items").requireArray("required"))
                .isEqualTo(JsonArray.ofStrings(List.of("type")));
    }
}
