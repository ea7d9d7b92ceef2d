package dev.bestcode.pipeline;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonValue;
import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.message.PayloadCodec;
import dev.bestcode.api.message.UntrustedBytes;

/// JSON as it is on the wire; written in its canonical form.
final class JsonCodec implements PayloadCodec {
    @Override
    public JsonValue read(UntrustedBytes bytes) {
        return Json.parse(bytes.bytes().toByteArray());
    }

    @Override
    public Bytes write(String tag, JsonValue value) {
        return Bytes.of(Json.canonical(value));
    }
}
