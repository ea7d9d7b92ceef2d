package dev.bestcode.llm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeyTest {
    private static final String SAID = "the test of key sk-12345678 has failed";

    @Test
    void keyIsCoveredWhereverItStands() {
        assertThat(new ApiKey("sk-12345678", "the test").hiddenIn(SAID + ": sk-12345678"))
                .isEqualTo("the test of key [key] has failed: [key]");
    }

    /// What people give to a server of their own machine.
    @ParameterizedTest
    @ValueSource(strings = {"k", "key", "test", "failed"})
    void wordInThePlaceOfAKeyIsNoSecret(String word) {
        assertThat(new ApiKey(word, "the test").hiddenIn(SAID)).isEqualTo(SAID);
    }
}
