package dev.bestcode.acp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonObject;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.util.Optional;

class ToolCallsTest {
    private final ToolCalls calls =
            new ToolCalls(Path.of("/home/you/shop"), (_, _) -> Optional.of("before\n"));

    private static JsonObject json(String text) {
        return Json.parseObject(text);
    }

    @Test
    void editIsShownAsTheChangesThatItAsksForAtItsFile() {
        var arguments = json("{\"path\":\"src/A.java\",\"edits\":[{\"old\":\"a\",\"new\":\"b\"}]}");

        assertThat(calls.begun("7.c", "file-edit src/A.java", "file-edit", arguments))
                .isEqualTo(
                        json(
                                """
                                {"sessionUpdate":"tool_call","toolCallId":"7.c","title":"file-edit src/A.java",
                                 "name":"file-edit","kind":"edit","status":"in_progress",
                                 "locations":[{"path":"/home/you/shop/src/A.java"}],
                                 "content":[{"type":"diff","path":"/home/you/shop/src/A.java","oldText":"a","newText":"b"}]}
                                """));
    }

    @Test
    void editThatWasMadeIsShownAsItsHunks() {
        var arguments = json("{\"path\":\"A.java\",\"edits\":[{\"old\":\"a\",\"new\":\"b\"}]}");
        var diff = "--- a/A.java\n+++ b/A.java\n@@ -1,2 +1,2 @@\n x\n-a\n+b\n";

        assertThat(calls.ended("7.c", "file-edit", arguments, false, diff))
                .isEqualTo(
                        json(
                                """
                                {"sessionUpdate":"tool_call_update","toolCallId":"7.c","status":"completed",
                                 "content":[{"type":"diff","path":"/home/you/shop/A.java","oldText":"x\\na\\n","newText":"x\\nb\\n"}]}
                                """));
    }

    @Test
    void fileThatWasWrittenIsShownBesideWhatItWas() {
        var arguments = json("{\"path\":\"A.java\",\"content\":\"after\\n\"}");

        assertThat(Json.text(calls.ended("7.c", "file-write", arguments, false, "replaced A.java")))
                .contains("\"oldText\":\"before\\n\",\"newText\":\"after\\n\"");
    }

    @Test
    void callThatFailedSaysWhyAndShowsNoChange() {
        var arguments = json("{\"path\":\"A.java\",\"content\":\"after\\n\"}");

        assertThat(calls.ended("7.c", "file-write", arguments, true, "A.java was not read"))
                .isEqualTo(
                        json(
                                """
                                {"sessionUpdate":"tool_call_update","toolCallId":"7.c","status":"failed",
                                 "content":[{"type":"content","content":{"type":"text","text":"A.java was not read"}}]}
                                """));
    }

    @Test
    void readNamesItsLineAndACommandIsItsOwnTitle() {
        assertThat(
                        calls.begun(
                                "1.c",
                                "t",
                                "file-read",
                                json("{\"path\":\"/etc/hosts\",\"offset\":12}")))
                .extracting(call -> call.array("locations").orElseThrow())
                .isEqualTo(Json.parse("[{\"path\":\"/etc/hosts\",\"line\":12}]"));
        assertThat(ToolKind.title("command-exec", json("{\"command\":\"git\\nstatus\\u001b[2J\"}")))
                .isEqualTo("git status [2J");
        assertThat(ToolKind.title("grep", json("{\"limit\":3,\"pattern\":\"TODO\"}")))
                .isEqualTo("grep TODO");
        assertThat(ToolKind.of("notes__drop")).isEqualTo(ToolKind.OTHER);
        assertThat(ToolKind.of("git-commit")).isEqualTo(ToolKind.EXECUTE);
    }
}
