package dev.bestcode.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

class EditProperties {
    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings().withChars('a', 'b', '\n', 'é').ofMaxLength(30);
    }

    @Provide
    Arbitrary<List<Edit>> edits() {
        var old = Arbitraries.strings().withChars('a', 'b', '\n').ofMinLength(1).ofMaxLength(3);
        return Combinators.combine(old, texts(), Arbitraries.of(true, false))
                .as(Edit::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(4);
    }

    @Property
    void editsAreAppliedAllOrNoneAsAModelOnStringsSays(
            @ForAll("texts") String text, @ForAll("edits") List<Edit> edits)
            throws ToolFailedException {
        var expected = model(text, edits);
        if (expected.isPresent()) {
            assertThat(Edit.applyAll(text, edits)).isEqualTo(expected.get());
        } else {
            assertThatThrownBy(() -> Edit.applyAll(text, edits))
                    .isInstanceOf(ToolFailedException.class);
        }
    }

    /// By regular expressions with look-ahead, which find overlapping matches too.
    private static Optional<String> model(String text, List<Edit> edits) {
        var now = text;
        for (var edit : edits) {
            var places = Pattern.compile("(?=" + Pattern.quote(edit.old()) + ")").matcher(now);
            long count = places.results().count();
            if (count == 0 || (count > 1 && !edit.all())) {
                return Optional.empty();
            }
            now =
                    now.replaceAll(
                            Pattern.quote(edit.old()),
                            Matcher.quoteReplacement(edit.replacement()));
        }
        return Optional.of(now);
    }

    @Property
    void aTextFileTakenApartAndPutTogetherIsTheSameBytes(
            @ForAll("lines") String text, @ForAll boolean mark) {
        var bytes = ((mark ? "\uFEFF" : "") + text).getBytes(StandardCharsets.UTF_8);

        assertThat(TextFile.parse(bytes).orElseThrow().toBytes()).contains(bytes);
    }

    @Provide
    Arbitrary<String> lines() {
        return Arbitraries.of("\r\n", "\n", "\r", "x", "ü")
                .list()
                .ofMaxSize(8)
                .map(l -> String.join("", l));
    }
}
