package dev.bestcode.librarian;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.Relevance;
import dev.bestcode.api.kernel.SegmentId;
import dev.bestcode.api.kernel.SegmentRow;
import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.kernel.Tier;
import dev.bestcode.api.llm.ContextTags;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

class SaidBeforeTest {
    private static final int MEBIBYTE = 1 << 20;

    private final SaidBefore before = new SaidBefore();
    private final List<SegmentId> read = new ArrayList<>();

    private Said said(long id, String tag, String text) {
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        var row =
                new SegmentRow(
                        new SegmentId(id),
                        new ThreadId(1),
                        tag,
                        Tier.EXPANDED,
                        Relevance.FULL,
                        content.length,
                        1,
                        0,
                        Sha256.of(content),
                        false,
                        1);
        return before.of(
                row,
                () -> {
                    read.add(row.id());
                    return Bytes.of(content);
                });
    }

    @Test
    void contentIsReadOnceAndAgainWhenItsTagIsAnother() {
        var first = said(1, ContextTags.USER, "[]");

        assertThat(said(1, ContextTags.USER, "[]")).isSameAs(first);
        assertThat(said(1, ContextTags.ASSISTANT, "[]")).isInstanceOf(Said.Assistant.class);
        assertThat(read).hasSize(2);
    }

    @Test
    void whatWasAskedForLongestAgoIsReadAgain() {
        for (int id = 1; id <= 20; id++) {
            said(id, ContextTags.SYSTEM, id + "x".repeat(MEBIBYTE));
            said(1, ContextTags.SYSTEM, 1 + "x".repeat(MEBIBYTE));
        }
        read.clear();

        said(1, ContextTags.SYSTEM, 1 + "x".repeat(MEBIBYTE));
        said(20, ContextTags.SYSTEM, 20 + "x".repeat(MEBIBYTE));
        assertThat(read).isEmpty();

        said(2, ContextTags.SYSTEM, 2 + "x".repeat(MEBIBYTE));
        assertThat(read).containsExactly(new SegmentId(2));
    }
}
