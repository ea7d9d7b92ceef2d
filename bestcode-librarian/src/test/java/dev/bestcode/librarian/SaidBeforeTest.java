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
import java.util.Optional;

class SaidBeforeTest {
    private final SaidBefore before = new SaidBefore();
    private final List<SegmentId> read = new ArrayList<>();

    private static SegmentRow row(long id, String tag, byte[] content, long version) {
        return new SegmentRow(
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
                version);
    }

    private Optional<Said> folded(long version, Fold.Shown shown) {
        var row = row(1, ContextTags.USER, new byte[0], version);
        return before.folded(
                row,
                () -> {
                    read.add(row.id());
                    return new Fold(shown, List.of()).toBytes();
                });
    }

    private Said said(long id, String tag, String text) {
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        var row = row(id, tag, content, 1);
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
    void aFoldIsReadOnceForEachVersionOfItsRow() {
        var first = folded(1, new Fold.Line("one"));

        assertThat(folded(1, new Fold.Line("not read"))).isEqualTo(first);
        assertThat(folded(2, new Fold.Line("two"))).isNotEqualTo(first).isPresent();
        assertThat(folded(3, new Fold.Silent())).isEmpty();
        assertThat(folded(3, new Fold.Line("not read"))).isEmpty();
        assertThat(read).hasSize(3);
    }
}
