package dev.bestcode.llm;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

class SseDecoderProperties {
    @Property
    void theSameEventsComeWhateverThePiecesAndTheLineEndings(
            @ForAll("texts") List<String> texts,
            @ForAll("lineEnds") String lineEnd,
            @ForAll @IntRange(min = 1, max = 7) int pieceBytes) {
        var stream = new StringBuilder();
        texts.forEach(
                text ->
                        stream.append("data: ")
                                .append(text)
                                .append(lineEnd)
                                .append("data: end")
                                .append(lineEnd)
                                .append(lineEnd));

        assertThat(decoded(stream.toString(), pieceBytes))
                .isEqualTo(texts.stream().map(text -> text + "\nend").toList());
    }

    @Provide
    Arbitrary<List<String>> texts() {
        return Arbitraries.strings()
                .withChars("ab :{}é€\uFEFF")
                .ofMinLength(1)
                .ofMaxLength(12)
                .list()
                .ofMaxSize(6);
    }

    @Provide
    Arbitrary<String> lineEnds() {
        return Arbitraries.of("\n", "\r", "\r\n");
    }

    private static List<String> decoded(String stream, int pieceBytes) {
        var texts = new ArrayList<String>();
        var decoder =
                new SseDecoder(
                        1000, event -> texts.add(new String(event.data(), StandardCharsets.UTF_8)));
        byte[] bytes = stream.getBytes(StandardCharsets.UTF_8);
        for (int from = 0; from < bytes.length; from += pieceBytes) {
            decoder.feed(ByteBuffer.wrap(bytes, from, Math.min(pieceBytes, bytes.length - from)));
        }
        return texts;
    }
}
