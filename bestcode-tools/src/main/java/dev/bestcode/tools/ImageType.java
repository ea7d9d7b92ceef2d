package dev.bestcode.tools;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/// The images that model providers accept, told by their first bytes.
/// @see "PNG, RFC 2083 section 3.1; JPEG, ITU-T T.81 B.1.1; GIF89a section 17; RFC 9649 section
/// 2.4"
enum ImageType {
    PNG("image/png"),
    JPEG("image/jpeg"),
    GIF("image/gif"),
    WEBP("image/webp");

    /// What providers take of one image.
    static final int BYTES_MAX = 5 * 1024 * 1024;

    private final String mediaType;

    ImageType(String mediaType) {
        this.mediaType = mediaType;
    }

    String mediaType() {
        return mediaType;
    }

    static Optional<ImageType> of(byte[] head) {
        return Arrays.stream(values()).filter(type -> type.begins(head)).findFirst();
    }

    private boolean begins(byte[] head) {
        return switch (this) {
            case PNG -> has(head, 0, "\u0089PNG\r\n\u001a\n");
            case JPEG -> has(head, 0, "\u00ff\u00d8\u00ff");
            case GIF -> has(head, 0, "GIF87a") || has(head, 0, "GIF89a");
            case WEBP -> has(head, 0, "RIFF") && has(head, 8, "WEBP");
        };
    }

    private static boolean has(byte[] head, int at, String magic) {
        var bytes = magic.getBytes(StandardCharsets.ISO_8859_1);
        return head.length >= at + bytes.length
                && Arrays.equals(head, at, at + bytes.length, bytes, 0, bytes.length);
    }
}
