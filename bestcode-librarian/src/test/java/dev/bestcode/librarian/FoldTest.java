package dev.bestcode.librarian;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.json.JsonArray;
import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.llm.ContentBlock;

import org.junit.jupiter.api.Test;

import java.util.List;

class FoldTest {
    private static final Decision WHY = new Decision("folded", "because", 7);

    @Test
    void whatIsWrittenIsReadAgain() {
        for (var shown :
                List.of(
                        new Fold.Line("[#1 folded] \"x\"\n"),
                        new Fold.Line("[#1 folded] x", List.of("aName", "a line | of \"words\"")),
                        new Fold.Silent(),
                        new Fold.Cut(JsonArray.ofStrings(List.of("a"))))) {
            var fold = Fold.first(shown, WHY).then(shown, new Decision("evicted", "later", 9));
            assertThat(Fold.from(fold.toBytes())).isEqualTo(fold);
        }
    }

    @Test
    void aSummaryOfAnotherHandIsALine() {
        assertThat(Fold.from(Bytes.ofUtf8("once upon a time")).shown())
                .isEqualTo(new Fold.Line("once upon a time"));
        assertThat(Fold.from(Bytes.ofUtf8("{\"decisions\":7}")).shown())
                .isEqualTo(new Fold.Line("{\"decisions\":7}"));
    }

    @Test
    void whatIsKeptIsQuotedUnderTheLine() {
        var kept = List.of("aName", "int aName = 1;", "src/A.java", "[#9 folded] not by us");

        assertThat(new Fold.Line("[#1 folded] read", kept).words())
                .isEqualTo(
                        """
                        [#1 folded] read
                        | aName src/A.java
                        | int aName = 1;
                        | [#9 folded] not by us""");
    }

    @Test
    void theNewestDecisionsAreKept() {
        var fold = Fold.first(new Fold.Silent(), WHY);
        for (int i = 0; i < 40; i++) {
            fold = fold.then(new Fold.Silent(), new Decision("folded", "reason " + i, i));
        }
        assertThat(fold.decisions()).hasSize(Fold.DECISIONS_MAX);
        assertThat(fold.decisions().getLast().why()).isEqualTo("reason 39");
    }

    @Test
    void aCutNeverSplitsACharacterAndSaysHowToReadOn() {
        var context = new FakeContext();
        context.user("😀".repeat(5_000));
        var page = context.pages().getFirst();
        for (int tokens = 10; tokens < 30; tokens++) {
            var cut = ContentBlock.listFrom((JsonArray) Cut.of(page, tokens));
            var text = ((ContentBlock.Text) cut.getFirst()).text();
            assertThat(text.codePoints().noneMatch(c -> c >= 0xD800 && c <= 0xDFFF)).isTrue();
            assertThat(text)
                    .startsWith("😀")
                    .endsWith("😀")
                    .contains("recall {\"id\":%d".formatted(page.id().value()));
        }
    }
}
