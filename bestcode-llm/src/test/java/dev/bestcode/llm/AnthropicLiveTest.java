package dev.bestcode.llm;

import static dev.bestcode.llm.Fixtures.hello;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AnthropicLiveTest implements LiveSuite {
    @Override
    public String variable() {
        return AnthropicClient.KEY_VARIABLE;
    }

    @Override
    public String model() {
        return "haiku";
    }

    @Override
    public ModelProvider client() {
        return AnthropicClient.builder()
                .environment(System.getenv())
                .httpClient(Fixtures.DIRECT)
                .build();
    }

    @Test
    void tokensAreCounted() throws InterruptedException {
        assertThat(client().countTokens(hello()).orElse(0)).isPositive();
    }
}
