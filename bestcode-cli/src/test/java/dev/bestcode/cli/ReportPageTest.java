package dev.bestcode.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.control.RunResult;
import dev.bestcode.api.control.RunStatus;
import dev.bestcode.api.event.BestCodeEvent;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.kernel.Usage;
import dev.bestcode.llm.ModelPrices;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;

class ReportPageTest {
    private static final RunId RUN = new RunId("r-1");
    private static final ThreadId THREAD = new ThreadId(2);
    private static final String HOSTILE =
            "</pre></title><script>alert(1)</script><img src=x onerror='x' \u202E\u001b[2J> & \"q\"";

    @Test
    void hostileTextIsTextWhereverItStands() {
        var page =
                page(
                        new BestCodeEvent.RunStarted(RUN, THREAD, 1, "coding", "coder", HOSTILE),
                        new BestCodeEvent.MessageSpoken(RUN, THREAD, 2, HOSTILE),
                        called("c", HOSTILE),
                        answered("c", true, HOSTILE),
                        new BestCodeEvent.ErrorRaised(RUN, THREAD, 5, HOSTILE, HOSTILE),
                        new BestCodeEvent.UsageCounted(
                                RUN, THREAD, 6, HOSTILE, HOSTILE, new Usage(10, 5, 3, 0)),
                        finished(HOSTILE));

        assertThat(page).doesNotContain("<script", "<img", "\u202E", "\u001b", "onerror='x'");
        assertThat(page).contains("&lt;script&gt;alert(1)&lt;/script&gt;", "&amp; &quot;q&quot;");
        assertThat(Pattern.compile("<title>").matcher(page).results().count())
                .as("titles: the page's and the bar's")
                .isEqualTo(2);
    }

    @Test
    void thePageNeedsNothingFromElsewhereAndRunsNothing() {
        var page = page(called("c", "{}"), answered("c", false, "fine"), finished("done"));

        assertThat(page)
                .startsWith("<!DOCTYPE html>")
                .contains("default-src 'none'")
                .doesNotContain("http:", "https:", "src=", "href=", "<script", "@import", "url(");
    }

    @Test
    void aDiffHasItsLinesColouredAndALongTextSaysWhatIsLeftOut() {
        var page =
                page(
                        answered("c", false, "--- a\n+++ b\n@@ -1 +1 @@\n-old\n+new"),
                        answered("d", false, "x".repeat(30_000)));

        assertThat(page)
                .contains("<span class=\"minus\">-old</span>", "<span class=\"plus\">+new</span>")
                .contains("… 10,000 more characters");
    }

    private static BestCodeEvent called(String call, String argument) {
        return new BestCodeEvent.ToolCalled(
                RUN,
                THREAD,
                3,
                call,
                "grep",
                JsonObject.builder().put("pattern", argument).build());
    }

    private static BestCodeEvent answered(String call, boolean error, String text) {
        return new BestCodeEvent.ToolAnswered(RUN, THREAD, 4, call, "grep", error, text);
    }

    private static BestCodeEvent finished(String text) {
        return new BestCodeEvent.RunFinished(
                RUN, THREAD, 7, new RunResult(RUN, RunStatus.DONE, text, 1, Usage.ZERO));
    }

    private static String page(BestCodeEvent... events) {
        var moments =
                List.of(events).stream()
                        .map(event -> new RunReport.Moment(Instant.ofEpochSecond(1_000), event))
                        .toList();
        return ReportPage.of(new RunReport(RUN, moments, List.of(), ModelPrices.builtIn()));
    }
}
