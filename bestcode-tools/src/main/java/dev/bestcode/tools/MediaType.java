package dev.bestcode.tools;

import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.llm.ContentBlock;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/// The images and documents that model providers accept, told by their first bytes.
/// @see "PNG, RFC 2083 section 3.1; JPEG, ITU-T T.81 B.1.1; GIF89a section 17; RFC 9649 section
/// 2.4; ISO 32000-2 section 7.5.2"
enum MediaType {
    PNG("image/png"),
    JPEG("image/jpeg"),
    GIF("image/gif"),
    WEBP("image/webp"),
    PDF("application/pdf");

    /// What providers take of one image; a document of that size is a long one too.
    static final int BYTES_MAX = 5 * 1024 * 1024;

    private final String mediaType;

    MediaType(String mediaType) {
        this.mediaType = mediaType;
    }

    String shown() {
        return this == PDF ? "a PDF" : "an image";
    }

    static Optional<MediaType> of(byte[] head) {
        return Arrays.stream(values()).filter(type -> type.begins(head)).findFirst();
    }

    private boolean begins(byte[] head) {
        return switch (this) {
            case PNG -> has(head, 0, "\u0089PNG\r\n\u001a\n");
            case JPEG -> has(head, 0, "\u00ff\u00d8\u00ff");
            case GIF -> has(head, 0, "GIF87a") || has(head, 0, "GIF89a");
            case WEBP -> has(head, 0, "RIFF") && has(head, 8, "WEBP");
            case PDF -> has(head, 0, "%PDF-");
        };
    }

    private static boolean has(byte[] head, int at, String magic) {
        var bytes = magic.getBytes(StandardCharsets.ISO_8859_1);
        return head.length >= at + bytes.length
                && Arrays.equals(head, at, at + bytes.length, bytes, 0, bytes.length);
    }

    /// What the model is given to look at.
    ContentBlock block(byte[] content) {
        var base64 = Base64.getEncoder().encodeToString(content);
        return switch (this) {
            case PNG, JPEG, GIF, WEBP -> new ContentBlock.Image(mediaType, base64);
            case PDF ->
                    new ContentBlock.Raw(
                            JsonObject.builder()
                                    .put("type", "document")
                                    .put(
                                            "source",
                                            JsonObject.builder()
                                                    .put("type", "base64")
                                                    .put("media_type", mediaType)
                                                    .put("data", base64)
                                                    .build())
                                    .build());
        };
    }
}
