package dev.bestcode.kernel;

import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.KernelOp;

import java.util.Base64;

/// Ops for people and programs, by the names of `docs/log-format.md`, with their content.
public final class LoggedOpJson {
    private LoggedOpJson() {}

    /// Kind and fields of an op, and its content: length, hash, and `text`, or `base64` where it is
    /// no text.
    public static JsonObject of(KernelOp op) {
        var json = OpJson.of(op);
        OpEncoder.content(op).ifPresent(content -> json.put("content", content(op, content)));
        return json.build();
    }

    private static JsonObject content(KernelOp op, Bytes logged) {
        var json =
                JsonObject.builder()
                        .put("length", logged.size())
                        .put("sha256", logged.sha256().hex());
        put(json, shown(op, logged));
        return json.build();
    }

    /// A reason and an excerpt are encoded in it; everything else is as it is.
    private static Bytes shown(KernelOp op, Bytes logged) {
        return switch (op) {
            case KernelOp.MessageFailed(_, var reason) -> Bytes.ofUtf8(reason);
            case KernelOp.MessageRetried(_, _, var reason) -> Bytes.ofUtf8(reason);
            case KernelOp.MessageRefused(var message, _, var reason) ->
                    Bytes.ofUtf8(reason + "\n" + message.payload().utf8());
            case KernelOp _ -> logged;
        };
    }

    private static void put(JsonObject.Builder json, Bytes bytes) {
        var text = bytes.utf8();
        if (Bytes.ofUtf8(text).equals(bytes)) {
            json.put("text", text);
        } else {
            json.put("base64", Base64.getEncoder().encodeToString(bytes.toByteArray()));
        }
    }
}
