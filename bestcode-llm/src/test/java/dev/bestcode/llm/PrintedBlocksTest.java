package dev.bestcode.llm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.llm.ContentBlock;
import dev.bestcode.api.tool.ToolDescriptor;

import org.junit.jupiter.api.Test;

import java.util.List;

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

    @Test
    void toolsOfAConversationArePrintedOnceAndThoseOfAnotherAnew() {
        var tools = List.of(ToolDescriptor.of("find", "Finds.", "{\"a\":1,\"b\":2}"));
        var turned = List.of(ToolDescriptor.of("find", "Finds.", "{\"b\":2,\"a\":1}"));
        var first = printed.of(tools, ToolDescriptor::inputSchema);

        assertThat(first).containsExactly(Json.print(tools.getFirst().inputSchema()));
        assertThat(printed.of(tools, ToolDescriptor::inputSchema)).isSameAs(first);
        assertThat(printed.of(turned, ToolDescriptor::inputSchema))
                .containsExactly(Json.print(turned.getFirst().inputSchema()));
    }

    private static ContentBlock large(int i) {
        return new ContentBlock.Text(i + "x".repeat(MEBIBYTE));
    }
}
