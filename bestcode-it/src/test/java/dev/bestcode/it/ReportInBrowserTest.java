package dev.bestcode.it;

import static dev.bestcode.it.BestCodeProcess.bestcode;
import static dev.bestcode.testkit.Step.answer;
import static dev.bestcode.testkit.Step.say;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.bestcode.testkit.ScriptedModel;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

import javax.imageio.ImageIO;

/// `bestcode report` in a real browser: the page is laid out, runs nothing and asks nobody.
class ReportInBrowserTest {
    private static final String HOSTILE =
            "</pre><script>document.title='crossed'</script><img src=x onerror=\"document.title='crossed'\">";

    @TempDir private Path folder;

    @Test
    void thePageIsDrawnAndNothingInItRuns() throws Exception {
        assumeTrue(
                Boolean.getBoolean("bestcode.long"),
                "a browser starts slowly; the long profile has the time");
        var browser = Browser.assumeThereIsOne();
        var page = report();

        var loaded = browser.load(page, folder);
        assertThat(loaded.document())
                .contains("<h2>What happened</h2>", "<svg", "It is mended.")
                .contains("&lt;script&gt;document.title")
                .doesNotContain("<script", "<img");
        assertThat(title(loaded.document())).startsWith("Run r-");
        assertThat(loaded.console()).doesNotContain("Refused to", "CONSOLE", "ERR_");

        var picture = ImageIO.read(browser.picture(page, 1_000, 1_600, folder).toFile());
        assertThat(colours(picture)).as("text, lines and bars are drawn").hasSizeGreaterThan(20);
    }

    private Path report() throws Exception {
        var workspace = Files.createDirectory(folder.resolve("workspace"));
        Files.writeString(workspace.resolve("Build.java"), "class Build { int jobs = 0; }\n");
        var state = folder.resolve("state");
        try (var model =
                ScriptedModel.start(
                        say(HOSTILE).callTool("grep", "{\"pattern\":\"jobs\"}"),
                        say("Now.")
                                .callTool(
                                        "file-write",
                                        "{\"path\":\"new.txt\",\"content\":\"one\\ntwo\\n\"}"),
                        answer("It is mended."))) {
            var ran =
                    bestcode("run", "mend it")
                            .with("--base-url", model.baseUrl(), "--data-dir", state)
                            .env("ANTHROPIC_API_KEY", "key")
                            .in(workspace)
                            .run();
            assertThat(ran.exit()).as(ran.err()).isZero();
            var run = Pattern.compile("r-[0-9a-z]{10}").matcher(ran.err());
            assertThat(run.find()).isTrue();
            var page = folder.resolve("report.html");
            var written =
                    bestcode("report", run.group())
                            .with("--data-dir", state, "--to", page)
                            .in(workspace)
                            .run();
            assertThat(written.exit()).as(written.err()).isZero();
            return page;
        }
    }

    private static String title(String document) {
        var title = Pattern.compile("<title>(.*?)</title>").matcher(document);
        return title.find() ? title.group(1) : "";
    }

    private static Set<Integer> colours(BufferedImage picture) {
        var colours = new HashSet<Integer>();
        for (int y = 0; y < picture.getHeight(); y++) {
            for (int x = 0; x < picture.getWidth(); x++) {
                colours.add(picture.getRGB(x, y));
            }
        }
        return colours;
    }
}
