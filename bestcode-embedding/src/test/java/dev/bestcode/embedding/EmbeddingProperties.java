package dev.bestcode.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.bestcode.api.embedding.Embedding;
import dev.bestcode.api.embedding.EmbeddingProvider;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;

import java.util.List;

class EmbeddingProperties {
    private static final List<EmbeddingProvider> LOCAL =
            List.of(
                    TfIdfEmbedding.of(List.of("reads a file", "writes a file", "sends mail")),
                    TfIdfEmbedding.of(List.of()),
                    SubwordEmbedding.create());

    @Property(tries = 60)
    void everyTextHasOneRowOfUnitLengthThatDependsOnItAlone(
            @ForAll @Size(max = 8) List<@StringLength(max = 60) String> texts) {
        for (var provider : LOCAL) {
            var rows = provider.embed(texts);

            assertThat(rows).hasSameSizeAs(texts);
            for (int i = 0; i < rows.size(); i++) {
                var row = rows.get(i);
                assertThat(row.dimensions()).isEqualTo(provider.dimensions());
                assertThat(row.cosine(row)).isCloseTo(1, within(1e-5));
                assertThat(provider.embed(List.of(texts.get(i)))).containsExactly(row);
            }
        }
    }

    @Example
    void nearTextsLieCloserThanFarOnes() {
        for (var provider : List.of(LOCAL.getFirst(), LOCAL.getLast())) {
            var rows = provider.embed(List.of("read the file", "reads a file", "sends mail"));
            assertThat(rows.get(0).cosine(rows.get(1)))
                    .isGreaterThan(rows.get(0).cosine(rows.get(2)) + 0.3);
        }
    }

    @Example
    void plainTfIdfWeighsACountByTheLogarithmOfRarityPlusOne() {
        var provider = TfIdfEmbedding.of(List.of("red fox", "red hen"));
        var row = provider.embed(List.of("Red fox, red x")).getFirst().toArray();

        double fox = Math.log(2) + 1;
        double red = 2;
        double length = Math.hypot(fox, red);
        assertThat(row).hasSize(4); // fox, hen, red, and one for what is unknown
        assertThat(row[0]).isCloseTo((float) (fox / length), within(1e-6f));
        assertThat(row[2]).isCloseTo((float) (red / length), within(1e-6f));
    }

    @Example
    void aTextWithoutAKnownWordIsFarFromAllOthers() {
        var provider = LOCAL.getFirst();
        var rows = provider.embed(List.of("zebra", "reads a file", ""));
        assertThat(rows.get(0).cosine(rows.get(1))).isZero();
        assertThat(rows.get(0)).isEqualTo(rows.get(2));
    }

    @Example
    void whatHasNoUnitLengthIsNoEmbedding() {
        for (var values : List.of(new float[] {}, new float[] {2}, new float[] {Float.NaN})) {
            assertThatThrownBy(() -> Embedding.of(values))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> Embedding.scaled(new float[] {0, 0}))
                .hasMessageContaining("no direction");
    }
}
