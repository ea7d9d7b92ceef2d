package dev.bestcode.pipeline;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonValue;
import dev.bestcode.api.message.PayloadCodec;
import dev.bestcode.api.message.UntrustedBytes;

/// JSON as it is on the wire.
final class JsonCodec implements PayloadCodec {
    @Override
    public JsonValue read(UntrustedBytes bytes) {
        return Json.parse(bytes.bytes().toByteArray());
    }
}
