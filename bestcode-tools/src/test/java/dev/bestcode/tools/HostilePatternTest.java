package dev.bestcode.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.tool.ToolCall;
import dev.bestcode.testkit.NoRights;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/// No pattern hangs a search: each ends with an answer.
class HostilePatternTest {
    /// Far above what any takes, far below what backtracking would.
    private static final Duration BOUND = Duration.ofSeconds(60);

    @TempDir Path root;
    private ToolBench bench;

    @BeforeEach
    void open() {
        bench = new ToolBench(root).file("a.txt", "a".repeat(20_000) + "!\n" + "ab ".repeat(5_000));
    }

    private String grep(String pattern, boolean multiline) {
        var arguments =
                JsonObject.builder()
                        .put("pattern", pattern)
                        .put("multiline", multiline)
                        .put("mode", "count")
                        .build();
        return assertTimeoutPreemptively(
                BOUND, () -> bench.call("grep", arguments, _ -> {}).text());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(a+)+$",
                "(a|aa)+$",
                "(a*)*b",
                "(.*)*x",
                "([a-zA-Z]+)*[0-9]",
                "(a?){200}a{200}z",
                "(((((a*)*)*)*)*)*z",
                "^(([a-z])+.)+[A-Z]([a-z])+$",
                "(\\w+\\s?)*\\d",
                "(?:a|b|ab)*c",
                "(x+x+)+y",
                "[ab]*a[ab]{150}c",
                "(?i)(a+)+z",
                "(é|a+)+z",
                "\\b(a+)+\\b(b+)+z"
            })
    void whatMakesOthersBacktrackEnds(String pattern) {
        assertThat(grep(pattern, false)).isNotEmpty();
        assertThat(grep(pattern, true)).isNotEmpty();
    }

    @Test
    void anAlternationOfTenMegabytesAndHugeRepeatsAreRefusedByName() {
        assertThat(grep("x|".repeat(5 * 1024 * 1024) + "y", false))
                .isEqualTo("pattern has 10,485,761 characters; allowed 1 to 1,000");
        assertThat(grep("(((a{99}){99}){99}){99}", false)).contains("multiply to more than 2,000");
        assertThat(grep("a{1000000000}", false)).contains("multiply to more than");
        assertThat(grep("(".repeat(400) + "a" + ")".repeat(400), false)).isNotEmpty();
        assertThat(grep("[".repeat(900), false)).contains("not RE2 syntax");
        assertThat(bench.call("glob", "{'pattern':'" + "*a".repeat(490) + "b'}").text())
                .contains("no file matches");
        assertThat(bench.call("glob", "{'pattern':'" + "**/".repeat(330) + "z'}").text())
                .contains("no file matches");
    }

    @Test
    void aSearchThatPassesItsMinuteAnswersWithWhatItHas() throws InterruptedException {
        for (int i = 0; i < 300; i++) {
            bench.file("d" + i + "/f", "x\n");
        }
        var now = new AtomicLong();
        var workspace = Workspace.at(root);
        var grep =
                new Grep(
                        workspace,
                        TreeRules.of(workspace),
                        () -> now.addAndGet(Duration.ofMillis(500).toNanos()));
        var arguments = JsonObject.builder().put("pattern", "x").build();
        var outcome =
                grep.call(
                        new ToolCall(
                                arguments, new RunId("test"), "coding", new NoRights(), _ -> {}));

        assertThat(outcome.error()).isFalse();
        assertThat(outcome.text()).contains("[stopped after a minute; there may be more");
    }
}
