package dev.bestcode.llm;

import dev.bestcode.api.llm.LlmClient;
import dev.bestcode.testkit.Step;

class AnthropicContractTest extends Contracts {
    @Override
    public LlmClient client(Step... script) {
        return Fixtures.anthropic(model(script).baseUrl()).build();
    }
}
