package dev.bestcode.runtime;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonNull;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.Bytes;

import java.io.IOException;
import java.nio.channels.WritableByteChannel;
import java.util.Arrays;

/// The lines of the control socket: one JSON object each.
final class ControlLine {
    /// A task for a model, and then some.
    static final int REQUEST_BYTES_MAX = 1 << 20;

    /// A journaled payload of 16 MiB, whichever way it is written.
    static final int ANSWER_BYTES_MAX = 128 << 20;

    private ControlLine() {}

    static JsonObject.Builder ok(long id) {
        return JsonObject.builder().put("id", id).put("ok", true);
    }

    /// One piece of a streamed answer.
    static JsonObject.Builder item(long id) {
        return JsonObject.builder().put("id", id);
    }

    static JsonObject error(long id, String message) {
        return JsonObject.builder().put("id", id).put("ok", false).put("error", message).build();
    }

    /// To a peer whose request could not be told from another.
    static JsonObject error(String message) {
        return JsonObject.builder()
                .put("id", JsonNull.NULL)
                .put("ok", false)
                .put("error", message)
                .build();
    }

    static Bytes bytes(JsonObject json) {
        var printed = Json.print(json);
        var line = Arrays.copyOf(printed, printed.length + 1);
        line[printed.length] = '\n';
        return Bytes.of(line);
    }

    static void write(WritableByteChannel channel, JsonObject json) throws IOException {
        write(channel, bytes(json));
    }

    static void write(WritableByteChannel channel, Bytes line) throws IOException {
        for (var buffer = line.asBuffer(); buffer.hasRemaining(); ) {
            channel.write(buffer);
        }
    }
}
