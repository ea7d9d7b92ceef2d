package dev.bestcode.llm;

import dev.bestcode.api.llm.LlmClient;
import dev.bestcode.api.llm.LlmReply;
import dev.bestcode.testkit.LlmClientContract;
import dev.bestcode.testkit.ScriptedClient;
import dev.bestcode.testkit.Step;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

class ReplayContractTest implements LlmClientContract {
    @Override
    public boolean canFail() {
        return false;
    }

    @Override
    public LlmClient client(Step... script) {
        var scripted = ScriptedClient.of(script);
        var entries = Stream.of(script).map(_ -> entry(scripted)).toList();
        return ReplayClient.of(new Cassette(Cassette.Origin.SCRIPTED, List.of(), entries), "");
    }

    private static Cassette.Entry entry(LlmClient scripted) {
        var reply = ask(scripted);
        return new Cassette.Entry(
                Optional.empty(),
                new Cassette.Reply(reply.model(), reply.content(), reply.stop(), reply.usage()));
    }

    private static LlmReply ask(LlmClient scripted) {
        try {
            return scripted.stream(Fixtures.hello(), _ -> {});
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
