package dev.bestcode.pipeline;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.llm.RequestRecipe;
import dev.bestcode.api.message.Message;

import java.util.Optional;

/// Which model a request asks. The name that an answer bears is whatever its server wrote.
final class AskedModel {
    private AskedModel() {}

    /// @param request admitted, so it fits the schema of its tag
    /// @return empty where it asks no model
    static Optional<String> of(Message request) {
        return request.tag().equals(RequestRecipe.TYPE.tag())
                ? Optional.of(
                        RequestRecipe.from(Json.parseObject(request.payload().utf8())).model())
                : Optional.empty();
    }
}
