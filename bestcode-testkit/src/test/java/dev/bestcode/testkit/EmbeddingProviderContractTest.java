package dev.bestcode.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.embedding.Embedding;
import dev.bestcode.api.embedding.EmbeddingProvider;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.List;

/// A contract that every wrong provider passes would promise nothing.
class EmbeddingProviderContractTest {
    private static final int DIMENSIONS = 64;

    /// Ways to be wrong, each a mistake that a provider could make.
    enum Wrong {
        LOSES_A_ROW("eachTextHasARowOfTheSameWidth") {
            @Override
            List<Embedding> embed(List<String> texts) {
                return rows(texts.stream().filter(text -> !text.isEmpty()).toList());
            }
        },
        LIES_ABOUT_ITS_WIDTH("eachTextHasARowOfTheSameWidth") {
            @Override
            int dimensions() {
                return DIMENSIONS + 1;
            }
        },
        MIXES_UP_ROWS("aRowIsItsTextsAlone") {
            @Override
            List<Embedding> embed(List<String> texts) {
                return rows(texts.stream().sorted().toList());
            }
        },
        LOOKS_AT_THE_NEIGHBOURS("aRowIsItsTextsAlone") {
            @Override
            List<Embedding> embed(List<String> texts) {
                return rows(texts.stream().map(text -> text + texts.getFirst()).toList());
            }
        },
        KNOWS_NOTHING("textsThatSayTheSameLieCloserThanOthers") {
            @Override
            List<Embedding> embed(List<String> texts) {
                return rows(texts.stream().map(_ -> "x").toList());
            }
        },
        IS_OF_ONE_WORKER("workersGetTheSameAtOnce") {
            @Override
            List<Embedding> embed(List<String> texts) {
                boolean another = Thread.currentThread().isVirtual();
                return rows(texts.stream().map(text -> another ? text + "?" : text).toList());
            }
        };

        /// The promise that it breaks.
        private final String broken;

        Wrong(String broken) {
            this.broken = broken;
        }

        int dimensions() {
            return DIMENSIONS;
        }

        List<Embedding> embed(List<String> texts) {
            return rows(texts);
        }
    }

    /// Counts letters and pairs of them.
    private static List<Embedding> rows(List<String> texts) {
        return texts.stream().map(EmbeddingProviderContractTest::row).toList();
    }

    private static Embedding row(String text) {
        var counts = new float[DIMENSIONS];
        counts[0] = 0.01f;
        for (int at = 0; at < text.length(); at++) {
            int pair = at == 0 ? 0 : text.charAt(at - 1) * 31;
            counts[1 + Math.floorMod(pair + text.charAt(at), DIMENSIONS - 1)]++;
        }
        return Embedding.scaled(counts);
    }

    private static EmbeddingProvider provider(Wrong wrong) {
        return new EmbeddingProvider() {
            @Override
            public int dimensions() {
                return wrong.dimensions();
            }

            @Override
            public List<Embedding> embed(List<String> texts) {
                return wrong.embed(texts);
            }
        };
    }

    private static final EmbeddingProvider RIGHT =
            new EmbeddingProvider() {
                @Override
                public int dimensions() {
                    return DIMENSIONS;
                }

                @Override
                public List<Embedding> embed(List<String> texts) {
                    return rows(texts);
                }
            };

    @ParameterizedTest
    @EnumSource
    void aWrongProviderFailsThePromiseThatItBreaks(Wrong wrong) throws IllegalAccessException {
        assertThat(brokenBy(provider(wrong))).contains(wrong.broken);
    }

    @Test
    void aRightProviderFailsNone() throws IllegalAccessException {
        assertThat(brokenBy(RIGHT)).isEmpty();
    }

    private static List<String> brokenBy(EmbeddingProvider provider) throws IllegalAccessException {
        EmbeddingProviderContract subject = () -> provider;
        return Promises.brokenBy(EmbeddingProviderContract.class, subject);
    }
}
