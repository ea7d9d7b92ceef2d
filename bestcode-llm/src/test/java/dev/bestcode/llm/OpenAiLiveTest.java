package dev.bestcode.llm;

/// Also for other servers: `OPENAI_BASE_URL` says where, `OPENAI_LIVE_MODEL` which model.
class OpenAiLiveTest implements LiveSuite {
    @Override
    public String variable() {
        return OpenAiClient.KEY_VARIABLE;
    }

    @Override
    public String model() {
        return System.getenv().getOrDefault("OPENAI_LIVE_MODEL", "gpt-5.6-luna");
    }

    @Override
    public ModelProvider client() {
        return OpenAiClient.builder()
                .environment(System.getenv())
                .httpClient(Fixtures.DIRECT)
                .build();
    }
}
