package dev.bestcode.llm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.llm.ContentBlock;

import org.junit.jupiter.api.Test;

class PrintedBlocksTest {
    private static final int MEBIBYTE = 1 << 20;

    private final PrintedBlocks printed = new PrintedBlocks();

    @Test
    void aBlockIsPrintedOnce() {
        var block = new ContentBlock.Text("caf\u00e9 \"x\"");
        var first = printed.of(block);

        assertThat(first).isEqualTo(Json.print(block.toJson()));
        assertThat(printed.of(new ContentBlock.Text("caf\u00e9 \"x\""))).isSameAs(first);
        assertThat(printed.of(new ContentBlock.Text("other"))).isNotEqualTo(first);
    }

    @Test
    void whatWasAskedForLongestAgoGoesFirst() {
        var used = printed.of(large(0));
        var unused = printed.of(large(1));
        for (int i = 2; i < 12; i++) {
            printed.of(large(i));
            assertThat(printed.of(large(0))).isSameAs(used);
        }
        assertThat(printed.of(large(1))).isEqualTo(unused).isNotSameAs(unused);
    }

    @Test
    void whatIsLargerThanAllThatIsKeptIsPrintedAllTheSame() {
        var block = new ContentBlock.Text("x".repeat(9 * MEBIBYTE));
        assertThat(printed.of(block)).isEqualTo(Json.print(block.toJson()));
    }

    private static ContentBlock large(int i) {
        return new ContentBlock.Text(i + "x".repeat(MEBIBYTE));
    }
}
