package dev.bestcode.embedding;

import dev.bestcode.api.embedding.EmbeddingProvider;
import dev.bestcode.testkit.EmbeddingProviderContract;

import org.junit.jupiter.api.Nested;

/// The local providers; the one over HTTP answers with what its server says.
class ProviderContractTest {
    @Nested
    class TfIdf implements EmbeddingProviderContract {
        @Override
        public EmbeddingProvider provider() {
            return TfIdfEmbedding.of(TEXTS);
        }
    }

    @Nested
    class Subword implements EmbeddingProviderContract {
        @Override
        public EmbeddingProvider provider() {
            return SubwordEmbedding.create();
        }
    }
}
