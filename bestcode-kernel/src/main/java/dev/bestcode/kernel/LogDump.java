package dev.bestcode.kernel;

import dev.bestcode.api.json.JsonArray;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.json.JsonValue;
import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.KernelStorage;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Shows transactions as JSON objects, as they lie in the log.
record LogDump(
        KernelStorage storage,
        long fromLsn,
        long toLsn,
        boolean withContent,
        Consumer<JsonObject> consumer)
        implements LogVisitor {
    @Override
    public void transaction(RecordWindow.Found found, List<LoggedOp> ops) {
        var record = found.header();
        if (record.lsn() < fromLsn || record.lsn() > toLsn) {
            return;
        }
        var shown = new ArrayList<JsonValue>();
        for (var op : ops) {
            shown.add(op(op, found.body()));
        }
        consumer.accept(
                JsonObject.builder()
                        .put("lsn", record.lsn())
                        .put("time", Instant.ofEpochMilli(record.timeMillis()).toString())
                        .put("chain", record.chain().toSha256().hex())
                        .put("ops", new JsonArray(shown))
                        .build());
    }

    private JsonObject op(LoggedOp op, ByteBuffer body) {
        var frame = op.frame();
        var json = OpJson.of(op.op());
        if (frame.run() != 0) {
            json.put("run_ordinal", frame.run());
        }
        if (frame.link() != Address.NONE) {
            json.put("link_lsn", Address.lsn(frame.link()))
                    .put("link_slot", Address.slot(frame.link()));
        }
        if (frame.form() != ContentForm.NONE) {
            json.put("content", content(frame, body));
        }
        return json.build();
    }

    private JsonObject content(OpFrame frame, ByteBuffer body) {
        var json =
                JsonObject.builder()
                        .put("form", OpJson.name(frame.form()))
                        .put("length", frame.contentLength())
                        .put("sha256", frame.sha256().toSha256().hex());
        if (withContent) {
            bytes(frame, body).ifPresent(bytes -> putBytes(json, bytes));
        }
        return json.build();
    }

    /// Empty where it has been dropped, or the blob is gone.
    private Optional<Bytes> bytes(OpFrame frame, ByteBuffer body) {
        return switch (frame.form()) {
            case NONE, DROPPED -> Optional.empty();
            case BLOB -> BlobFile.read(storage, frame.sha256());
            case INLINE -> {
                var bytes = new byte[frame.contentLength()];
                body.get(frame.contentAt(), bytes);
                yield Optional.of(Bytes.of(bytes));
            }
        };
    }

    /// As text where that keeps every byte.
    private static void putBytes(JsonObject.Builder json, Bytes bytes) {
        var text = bytes.utf8();
        if (Bytes.ofUtf8(text).equals(bytes)) {
            json.put("text", text);
        } else {
            json.put("base64", Base64.getEncoder().encodeToString(bytes.toByteArray()));
        }
    }
}
