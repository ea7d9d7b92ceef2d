package dev.bestcode.benchmarks;

import dev.bestcode.api.message.PayloadType;
import dev.bestcode.api.message.UntrustedBytes;

/// The payload that the hop programs send: 512 bytes of JSON with something of every kind in it,
/// under a schema that says what a tool's usually does.
final class EchoPayload {
    static final int BYTES = 512;

    static final PayloadType TYPE =
            PayloadType.of(
                    "Echo",
                    """
                    {"type":"object","required":["path","edits"],"additionalProperties":false,
                     "properties":{
                       "path":{"type":"string","minLength":1,"maxLength":4096},
                       "edits":{"type":"array","minItems":1,"maxItems":100,"items":{
                         "type":"object","required":["old","new"],"additionalProperties":false,
                         "properties":{"old":{"type":"string"},"new":{"type":"string"},
                           "replace_all":{"type":"boolean"}}}},
                       "limit":{"type":"integer","minimum":1,"maximum":2000},
                       "mode":{"enum":["files","matches","count"]},
                       "note":{"type":"string"}}}
                    """);

    private static final String START =
            "{\"edits\":[{\"new\":\"return total + item.price();\",\"old\":\"return total;\",\"replace_all\":true}],"
                    + "\"limit\":500,\"mode\":\"matches\",\"note\":\"";
    private static final String END = "\",\"path\":\"src/main/java/shop/Basket.java\"}";

    static final UntrustedBytes BYTES_512 =
            UntrustedBytes.of(START + "n".repeat(BYTES - START.length() - END.length()) + END);

    private EchoPayload() {}
}
