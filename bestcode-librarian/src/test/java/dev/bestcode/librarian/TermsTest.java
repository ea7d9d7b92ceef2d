package dev.bestcode.librarian;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.Arrays;

class TermsTest {
    @Test
    void aFileIsNamedByItsPathAndByItsName() {
        assertThat(Terms.of("see src/main/Parser.java, line 3"))
                .contains(
                        TermKind.PATH.term("src/main/Parser.java"),
                        TermKind.PATH.term("Parser.java"));
    }

    @Test
    void aCallOfAMethodIsNoFile() {
        assertThat(Arrays.stream(Terms.of("this.render(page.size)")).mapToObj(TermKind::of))
                .doesNotContain(TermKind.PATH);
    }

    @Test
    void namesOfSeveralWordsAreToldFromWords() {
        assertThat(Terms.of("return fooBar, MAX_SIZE and user_id from value"))
                .contains(
                        TermKind.NAME.term("fooBar"),
                        TermKind.NAME.term("MAX_SIZE"),
                        TermKind.NAME.term("user_id"),
                        TermKind.WORD.term("return"),
                        TermKind.WORD.term("value"));
    }

    @Test
    void aLineIsATermWithoutItsIndent() {
        assertThat(Terms.of("x\n    return parse(text);\n"))
                .contains(TermKind.LINE.term("return parse(text);"));
    }

    @Test
    void everyTermIsThereOnceAndInOrder() {
        var terms = Terms.of("fooBar fooBar a/b.java a/b.java\n".repeat(50));

        assertThat(terms).isSorted().hasSameSizeAs(Arrays.stream(terms).distinct().toArray());
    }

    @Test
    void aTextOfOneEndlessWordOrPathIsReadOnce() {
        var word = "a".repeat(Terms.TEXT_CHARS_MAX);
        var path = "a/".repeat(Terms.TEXT_CHARS_MAX / 2);

        assertThat(Terms.of(word).length + Terms.of(path).length).isLessThan(Terms.TERMS_MAX);
    }
}
