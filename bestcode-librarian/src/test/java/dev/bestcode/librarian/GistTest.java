package dev.bestcode.librarian;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.llm.ContentBlock;

import org.junit.jupiter.api.Test;

/// What the line of a folded exchange is made of, page by page.
class GistTest {
    private final FakeContext context = new FakeContext();

    @Test
    void aLineSaysTheFirstCallsOfAllAndHowTheLastResultEnded() {
        var uses = new ContentBlock[5];
        for (int i = 0; i < uses.length; i++) {
            var path = JsonObject.builder().put("path", "src/F" + i + ".java").build();
            uses[i] = new ContentBlock.ToolUse("c" + i, "read", path);
        }
        context.assistant(uses);
        for (int i = 0; i < uses.length; i++) {
            context.result("c" + i, "class Type%d {\n    end%d\n\n".formatted(i, i));
        }

        assertThat(line(new Lexicon()))
                .contains("src/F0.java", "src/F2.java", " and 2 more")
                .doesNotContain("src/F3.java")
                .contains("declares Type0, Type1, Type2, Type3, Type4")
                .endsWith("ended: end4");
    }

    @Test
    void whatWasReadAheadGivesTheSameLine() {
        context.assistant(new ContentBlock.Text("word ".repeat(100)));
        var ahead = new Lexicon();
        context.pages().forEach(page -> ahead.learn(page.id(), page.tag(), page.content().get()));

        assertThat(line(ahead)).isEqualTo(line(new Lexicon())).contains("said: word word");
    }

    private String line(Lexicon lexicon) {
        return Memory.structural(lexicon).line(Exchange.of(context.pages()).getFirst());
    }
}
