package dev.bestcode.routing;

import dev.bestcode.api.kernel.Usage;
import dev.bestcode.api.message.UntrustedBytes;

/// A rung that always says the same.
record FakeFormModel(String words) implements FormModel {
    static final Usage USAGE = new Usage(10, 1, 0, 0);

    @Override
    public String name() {
        return "fake";
    }

    @Override
    public Answer answer(String prompt) {
        return new Answer(UntrustedBytes.of(words), USAGE);
    }
}
