package dev.bestcode.api.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonArray;
import dev.bestcode.api.json.JsonNull;
import dev.bestcode.api.json.JsonObject;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

class ContentBlockTest {
    private static ContentBlock read(String json) {
        return ContentBlock.from(Json.parseObject(json));
    }

    @Test
    void everyBlockComesBackFromItsJson() {
        var input = Json.parseObject("{\"path\":\"a\",\"limit\":1.0}");
        var text = new ContentBlock.Text("ä\n");
        var image = new ContentBlock.Image("image/png", "AAAA");
        var blocks =
                List.<ContentBlock>of(
                        text,
                        new ContentBlock.ToolUse("t1", "file-read", input),
                        new ContentBlock.ToolResult("t1", List.of(text, image), false),
                        new ContentBlock.ToolResult("t2", List.of(), true),
                        image,
                        new ContentBlock.Document("application/pdf", "AAAA"),
                        new ContentBlock.ToolUse(
                                "t3",
                                "grep",
                                input,
                                Json.parseObject("{\"caller\":{\"type\":\"direct\"}}")),
                        new ContentBlock.Raw(
                                Json.parseObject("{\"type\":\"thinking\",\"signature\":\"s\"}")));
        assertThat(ContentBlock.listFrom(ContentBlock.toJson(blocks))).isEqualTo(blocks);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"thinking\",\"thinking\":\"hm\",\"signature\":\"c2ln\"}",
                "{\"type\":\"redacted_thinking\",\"data\":\"x\"}",
                "{\"z\":1.0,\"type\":\"not_invented_yet\",\"a\":{\"b\":[null]}}",
                "{\"type\":\"text\",\"text\":\"x\",\"citations\":[{\"n\":1}]}",
                "{\"type\":\"tool_use\",\"id\":\"i\",\"name\":\"n\",\"input\":{},\"caller\":{\"type\":\"x\"}}",
                "{\"type\":\"image\",\"source\":{\"type\":\"url\",\"url\":\"https://x.test/\"}}",
                "{\"type\":\"image\",\"source\":{\"type\":\"base64\",\"media_type\":\"m\",\"data\":\"d\"},\"x\":1}",
                "{\"type\":\"document\",\"source\":{\"type\":\"text\",\"data\":\"d\"},\"title\":\"t\"}",
                "{\"type\":\"document\",\"source\":{\"type\":\"base64\",\"media_type\":\"m\",\"data\":\"d\"},\"title\":\"t\"}"
            })
    void whatIsNotKnownIsKeptUnchanged(String json) {
        assertThat(Json.text(read(json).toJson())).isEqualTo(json);
    }

    @Test
    void jsonIsTheOneOfTheMessagesApi() {
        assertThat(
                        Json.text(
                                new ContentBlock.ToolResult(
                                                "t1", List.of(new ContentBlock.Text("no")), true)
                                        .toJson()))
                .isEqualTo(
                        "{\"type\":\"tool_result\",\"tool_use_id\":\"t1\","
                                + "\"content\":[{\"type\":\"text\",\"text\":\"no\"}],\"is_error\":true}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"type\":1}",
                "{\"type\":\"text\",\"txt\":\"x\"}",
                "{\"type\":\"tool_use\",\"id\":\"i\",\"name\":\"n\"}",
                "{\"type\":\"tool_use\",\"id\":\"i\",\"name\":\"n\",\"input\":[]}",
                "{\"type\":\"tool_result\",\"content\":[]}",
                "{\"type\":\"tool_result\",\"tool_use_id\":\"i\",\"content\":[1]}",
                "{\"type\":\"image\",\"source\":{\"type\":\"base64\",\"data\":\"\"}}"
            })
    void knownBlockThatLacksWhatItNeedsIsRefused(String json) {
        assertThatThrownBy(() -> read(json)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void listHoldsObjectsOnly() {
        assertThatThrownBy(() -> ContentBlock.listFrom(JsonArray.of(JsonNull.NULL)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must be an object");
        assertThat(
                        ContentBlock.listFrom(
                                JsonArray.of(JsonObject.builder().put("type", "x").build())))
                .hasSize(1);
    }
}
