package dev.bestcode.testkit;

import dev.bestcode.api.llm.LlmClient;

class ScriptedClientTest implements LlmClientContract {
    @Override
    public LlmClient client(Step... script) {
        return ScriptedClient.of(script);
    }
}
