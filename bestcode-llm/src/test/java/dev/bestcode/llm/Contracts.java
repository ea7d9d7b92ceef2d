package dev.bestcode.llm;

import dev.bestcode.testkit.LlmClientContract;
import dev.bestcode.testkit.ScriptedModel;
import dev.bestcode.testkit.Step;

import org.junit.jupiter.api.AfterEach;

import java.util.ArrayList;
import java.util.List;

/// The contract over real HTTP: every client gets a server of its own.
abstract class Contracts implements LlmClientContract {
    private final List<ScriptedModel> models = new ArrayList<>();

    @AfterEach
    void close() {
        for (var model : models) {
            model.close();
        }
    }

    ScriptedModel model(Step... script) {
        var model = ScriptedModel.start(script);
        models.add(model);
        return model;
    }
}
