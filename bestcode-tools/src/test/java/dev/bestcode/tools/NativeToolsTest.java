package dev.bestcode.tools;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.Map.entry;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.tool.Effect;
import dev.bestcode.api.tool.ToolCall;
import dev.bestcode.api.tool.ToolDescriptor;
import dev.bestcode.api.tool.ToolOutcome;
import dev.bestcode.api.tool.ToolPeer;
import dev.bestcode.testkit.NoRights;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Collectors;

class NativeToolsTest {
    @TempDir Path root;

    @Test
    void sixToolsSayWhatTheyDoToTheWorld() {
        var effects =
                new ToolBench(root)
                        .peers().stream()
                                .limit(6)
                                .collect(
                                        Collectors.toMap(
                                                peer -> peer.descriptor().name(),
                                                ToolPeer::effect));

        assertThat(effects)
                .containsOnly(
                        entry("file-read", Effect.PURE),
                        entry("file-write", Effect.VERIFIABLE),
                        entry("file-edit", Effect.VERIFIABLE),
                        entry("glob", Effect.PURE),
                        entry("grep", Effect.PURE),
                        entry("command-exec", Effect.OPAQUE));
    }

    @Test
    void descriptorsTogetherStayUnderFourKibibytesAndRefuseUnknownMembers() {
        int bytes = 0;
        for (var peer : new ToolBench(root).peers().subList(0, 6)) {
            var descriptor = peer.descriptor();
            var json =
                    JsonObject.builder()
                            .put("name", descriptor.name())
                            .put("description", descriptor.description())
                            .put("input_schema", descriptor.inputSchema())
                            .build();
            bytes += Json.print(json).length;
            assertThat(descriptor.inputSchema().bool("additionalProperties")).contains(false);
        }
        assertThat(bytes).isLessThanOrEqualTo(4 * 1024);
    }

    @Test
    void everyTextHasItsCapHoweverACallEnds() throws InterruptedException {
        var text = "x".repeat(100_000);

        assertThat(ending(() -> ToolOutcome.succeeded(text)).error()).isFalse();
        ending(() -> ToolOutcome.failed(text));
        ending(
                () -> {
                    throw new ToolFailedException(text);
                });
        ending(
                () -> {
                    throw new IOException(text);
                });
    }

    private interface Ending {
        ToolOutcome run() throws IOException, ToolFailedException;
    }

    private static ToolOutcome ending(Ending ending) throws InterruptedException {
        var tool =
                new NativeTool(ToolDescriptor.of("long", "", "{}"), Effect.PURE) {
                    @Override
                    ToolOutcome run(ToolCall call, Arguments arguments)
                            throws IOException, ToolFailedException {
                        return ending.run();
                    }
                };
        var outcome =
                tool.call(
                        new ToolCall(
                                JsonObject.EMPTY,
                                new RunId("test"),
                                "coding",
                                new NoRights(),
                                _ -> {}));
        assertThat(outcome.text())
                .hasSizeLessThanOrEqualTo(50 * 1024)
                .contains("bytes left out here");
        return outcome;
    }

    @Test
    void argumentsThatTheSchemaCannotJudgeAreAnOutcomeThatSaysWhatIsAllowed() {
        var bench = new ToolBench(root).file("a.txt", "x");

        assertThat(bench.call("file-read", "{'path':'a.txt','limit':0}").text())
                .isEqualTo("limit must be a whole number from 1 to 2147483647");
        assertThat(bench.call("file-read", "{'path':'a.txt','offset':1e30}").error()).isTrue();
        assertThat(bench.call("glob", "{'pattern':'*','limit':1001}").text()).contains("1 to 1000");
        assertThat(bench.call("command-exec", "{'command':'true','timeout':601}").text())
                .isEqualTo("timeout must be a whole number from 1 to 600");
    }
}
