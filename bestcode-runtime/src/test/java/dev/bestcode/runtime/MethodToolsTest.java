package dev.bestcode.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.tool.Effect;
import dev.bestcode.api.tool.ToolCall;
import dev.bestcode.api.tool.ToolOutcome;
import dev.bestcode.api.tool.ToolPeer;
import dev.bestcode.testkit.NoRights;
import dev.bestcode.testkit.ToolPeerContract;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Optional;

class MethodToolsTest implements ToolPeerContract {
    enum Priority {
        LOW,
        HIGH
    }

    static final class Tickets {
        @ToolMethod(value = "Read a ticket", effect = Effect.PURE)
        String readTicket(@ToolParameter(value = "its number", name = "number") int number)
                throws IOException {
            if (number == 404) {
                throw new NoSuchFileException("ticket 404");
            }
            if (number == 0) {
                throw new IllegalArgumentException("tickets begin at 1");
            }
            if (number < 0) {
                throw new IllegalStateException("a mistake");
            }
            return "ticket " + number;
        }

        @ToolMethod(value = "Open a ticket", name = "open-one")
        ToolOutcome open(
                @ToolParameter(value = "what is wrong", name = "title") String title,
                @ToolParameter(value = "how soon", name = "priority") Optional<Priority> priority,
                @ToolParameter(value = "labels", name = "labels") List<String> labels,
                @ToolParameter(value = "hours", name = "hours") Optional<Double> hours,
                ToolCall call) {
            return ToolOutcome.succeeded(
                    "%s %s %s %s %s".formatted(title, priority, labels, hours, call.profile()));
        }
    }

    static class Clock {
        @ToolMethod("What time it is")
        String now() {
            return "noon";
        }
    }

    /// As containers make them: it overrides, and has none of the annotations.
    static final class ClockProxy extends Clock {
        @Override
        String now() {
            return "around " + super.now();
        }
    }

    record Unnamed() {
        @ToolMethod("x")
        String ask(String words) {
            return words;
        }
    }

    record Odd() {
        @ToolMethod("x")
        String ask(@ToolParameter(value = "?", name = "a") Object anything) {
            return anything.toString();
        }
    }

    record Silent() {
        @ToolMethod("x")
        void ask() {}
    }

    @Override
    public ToolPeer tool() {
        return tool("read-ticket");
    }

    @Override
    public JsonObject goodCall() {
        return Json.parseObject("{\"number\":7}");
    }

    @Override
    public JsonObject badCall() {
        return Json.parseObject("{\"number\":404}");
    }

    private static ToolPeer tool(String name) {
        return MethodTools.of(new Tickets()).stream()
                .filter(tool -> tool.descriptor().name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static ToolOutcome call(String name, String arguments) throws InterruptedException {
        return tool(name).call(call(arguments));
    }

    private static ToolCall call(String arguments) {
        return new ToolCall(
                Json.parseObject(arguments.replace('\'', '"')),
                new RunId("test"),
                "coding",
                new NoRights(),
                _ -> {});
    }

    @Test
    void theSchemaFollowsFromTheParameters() {
        var schema = tool("open-one").descriptor().inputSchema();

        assertThat(Json.text(schema))
                .isEqualTo(
                        """
                        {"type":"object","properties":{\
                        "title":{"description":"what is wrong","type":"string"},\
                        "priority":{"description":"how soon","enum":["LOW","HIGH"]},\
                        "labels":{"description":"labels","type":"array","items":{"type":"string"},"maxItems":10000},\
                        "hours":{"description":"hours","type":"number"}},\
                        "required":["title","labels"],"additionalProperties":false}""");
        assertThat(tool("open-one").effect()).isEqualTo(Effect.OPAQUE);
        assertThat(tool("read-ticket").effect()).isEqualTo(Effect.PURE);
    }

    @Test
    void theMethodGetsWhatWasGiven() throws InterruptedException {
        assertThat(call("read-ticket", "{'number':7e0}").text()).isEqualTo("ticket 7");
        assertThat(
                        call(
                                        "open-one",
                                        "{'title':'t','priority':'HIGH','labels':['a','b'],'hours':2}")
                                .text())
                .isEqualTo("t Optional[HIGH] [a, b] Optional[2.0] coding");
        assertThat(call("open-one", "{'title':'t','labels':[]}").text())
                .isEqualTo("t Optional.empty [] Optional.empty coding");
    }

    @Test
    void methodsOfAClassAreCalledOnItsProxy() throws InterruptedException {
        var tools = MethodTools.of(new ClockProxy(), Clock.class);

        assertThat(tools).extracting(tool -> tool.descriptor().name()).containsExactly("now");
        assertThat(tools.getFirst().call(call("{}")).text()).isEqualTo("around noon");
    }

    @Test
    void failuresOfTheWorldAreReadAndMistakesAreThrown() throws InterruptedException {
        assertThat(call("read-ticket", "{'number':404}"))
                .isEqualTo(ToolOutcome.failed("ticket 404"));
        assertThat(call("read-ticket", "{'number':0}"))
                .isEqualTo(ToolOutcome.failed("tickets begin at 1"));
        assertThatThrownBy(() -> call("read-ticket", "{'number':-1}"))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void whatCannotBeAToolIsRefusedByName() {
        assertThatThrownBy(() -> MethodTools.of(new Unnamed()))
                .hasMessageContaining("has no @ToolParameter");
        assertThatThrownBy(() -> MethodTools.of(new Odd())).hasMessageContaining("allowed: String");
        assertThatThrownBy(() -> MethodTools.of(new Silent()))
                .hasMessageContaining("returns nothing");
        assertThatThrownBy(() -> MethodTools.of("text")).hasMessageContaining("no method");
        assertThatThrownBy(() -> MethodTools.of(new ClockProxy()))
                .hasMessageContaining("no method");
        assertThatThrownBy(() -> MethodTools.of("text", Clock.class))
                .hasMessageContaining("java.lang.String is no ")
                .hasMessageContaining("Clock");
    }
}
