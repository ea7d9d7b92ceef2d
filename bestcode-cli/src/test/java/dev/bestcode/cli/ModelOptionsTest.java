package dev.bestcode.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.llm.ModelRouter;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

class ModelOptionsTest {
    @Test
    void ollamaIsThereForAModelOfItsOwnThatWasChosenByAnyWay() throws Exception {
        var key = Map.of("ANTHROPIC_API_KEY", "key");
        var client =
                new ModelOptions().client(key, Path.of("."), List.of("opus", "ollama/qwen3:8b"));

        assertThat(client).isInstanceOf(ModelRouter.class);
        assertThat(((ModelRouter) client).providers()).containsOnlyKeys("anthropic", "ollama");
    }
}
