package dev.bestcode.ports;

import java.nio.charset.StandardCharsets;
import java.util.List;

/// Heads as bytes, made from parts that were checked.
final class HeadText {
    private final StringBuilder text = new StringBuilder(512);

    HeadText(String startLine) {
        text.append(startLine).append("\r\n");
    }

    HeadText field(String name, String value) {
        text.append(name).append(": ").append(value).append("\r\n");
        return this;
    }

    HeadText fields(List<HeaderField> fields) {
        fields.forEach(field -> field(field.name(), field.value()));
        return this;
    }

    HeadText framing(Framing framing) {
        return switch (framing) {
            case Framing.None(), Framing.UntilClose() -> this;
            case Framing.Length(var bytes) -> field("Content-Length", Long.toString(bytes));
            case Framing.Chunked() -> field("Transfer-Encoding", "chunked");
        };
    }

    byte[] bytes() {
        return (text + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
    }
}
