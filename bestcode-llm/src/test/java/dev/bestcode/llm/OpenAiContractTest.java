package dev.bestcode.llm;

import dev.bestcode.api.llm.LlmClient;
import dev.bestcode.testkit.Step;

class OpenAiContractTest extends Contracts {
    @Override
    public LlmClient client(Step... script) {
        return Fixtures.openAi(model(script).chatBaseUrl()).build();
    }
}
