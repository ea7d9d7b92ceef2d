package dev.bestcode.pipeline;

import dev.bestcode.api.json.JsonValue;
import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.message.PayloadCodec;
import dev.bestcode.api.message.UntrustedBytes;

/// JSON, with something done at each read.
record LookingCodec(Runnable atRead) implements PayloadCodec {
    private static final JsonCodec JSON = new JsonCodec();

    @Override
    public JsonValue read(UntrustedBytes bytes) {
        atRead.run();
        return JSON.read(bytes);
    }

    @Override
    public Bytes write(String tag, JsonValue value) {
        return JSON.write(tag, value);
    }
}
