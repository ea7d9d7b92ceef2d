package dev.bestcode.llm;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// A printed JSON object that gets more members, of values which are printed already.
final class PrintedObject {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /// @param json an object with a member at least, without white space after it
    PrintedObject(byte[] json) {
        out.write(json, 0, json.length - 1);
    }

    /// @param name without a character that JSON escapes
    void array(String name, List<byte[]> values) {
        out.writeBytes((",\"" + name + "\":[").getBytes(StandardCharsets.UTF_8));
        for (int i = 0; i < values.size(); i++) {
            if (i > 0) {
                out.write(',');
            }
            out.writeBytes(values.get(i));
        }
        out.write(']');
    }

    byte[] bytes() {
        out.write('}');
        return out.toByteArray();
    }
}
