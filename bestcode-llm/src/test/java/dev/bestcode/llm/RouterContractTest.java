package dev.bestcode.llm;

import dev.bestcode.api.llm.LlmClient;
import dev.bestcode.testkit.Step;

import java.time.Duration;

/// A router of one provider, with the limits that the pool puts around it, is a client like others.
class RouterContractTest extends Contracts {
    @Override
    public LlmClient client(Step... script) {
        var openAi = Fixtures.openAi(model(script).chatBaseUrl()).build();
        var router = ModelRouter.builder().provider("one", openAi).build();
        return SharedLimit.around(router, Duration.ofMinutes(2), new FakePauses());
    }
}
