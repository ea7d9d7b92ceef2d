package dev.bestcode.tools;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/// What a host answered, its body unpacked.
/// @param type the media type, in lower case, without parameters
/// @param charset as the answer names it
@SuppressWarnings("ArrayRecordComponent") // handed over once, never compared
record WebAnswer(
        WebAddress address, int status, String type, Optional<Charset> charset, byte[] body) {
    /// Of a body as it is sent, and unpacked: longer pages are no documentation.
    static final int BYTES_MAX = 5 * 1024 * 1024;

    static final String ACCEPTED =
            "text/html, application/xhtml+xml, text/*;q=0.9, application/json;q=0.9, */*;q=0.1";

    private static final Set<String> HTML = Set.of("text/html", "application/xhtml+xml");

    /// Text, whatever their first half says.
    private static final Set<String> TEXT =
            Set.of(
                    "application/json",
                    "application/xml",
                    "application/yaml",
                    "application/x-yaml",
                    "application/toml",
                    "application/javascript",
                    "application/ecmascript",
                    "application/x-sh",
                    "application/sql");

    private static final Pattern CHARSET =
            Pattern.compile(";\\s*charset\\s*=\\s*\"?([^\\s;\"]{1,64})", Pattern.CASE_INSENSITIVE);

    private static final Pattern TYPE = Pattern.compile("[a-z0-9.+_-]{1,60}/[a-z0-9.+_-]{1,60}");

    static WebAnswer of(WebAddress address, HttpResponse<byte[]> response)
            throws IOException, ToolFailedException {
        var headers = response.headers();
        return new WebAnswer(
                address,
                response.statusCode(),
                type(headers),
                charset(headers),
                unpacked(encodings(headers), response.body()));
    }

    /// Why such an answer is not read.
    static Optional<String> problem(HttpHeaders headers) {
        var type = type(headers);
        if (!isText(type)) {
            return Optional.of(
                    type.isEmpty()
                            ? "it does not say what it is; only HTML, text and JSON are read"
                            : "it is %s; only HTML, text and JSON are read".formatted(type));
        }
        var packed = encodings(headers);
        return packed.size() > 1 || !packed.stream().allMatch(WebAnswer::isKnown)
                ? Optional.of(
                        "it is packed as %s, which was not asked for"
                                .formatted(Truncation.line(String.join(", ", packed), 60)))
                : Optional.empty();
    }

    boolean isSuccess() {
        return status >= 200 && status <= 299;
    }

    boolean isHtml() {
        return HTML.contains(type);
    }

    private static boolean isText(String type) {
        return type.startsWith("text/")
                || HTML.contains(type)
                || TEXT.contains(type)
                || (type.startsWith("application/")
                        && (type.endsWith("+json") || type.endsWith("+xml")));
    }

    private static String type(HttpHeaders headers) {
        var said = headers.firstValue("content-type").orElse("");
        var plain = said.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return TYPE.matcher(plain).matches() ? plain : "";
    }

    private static Optional<Charset> charset(HttpHeaders headers) throws ToolFailedException {
        var named = CHARSET.matcher(headers.firstValue("content-type").orElse(""));
        if (!named.find()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Charset.forName(named.group(1)));
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw new ToolFailedException(
                    "the page is in '%s', which is not known here".formatted(named.group(1)));
        }
    }

    private static List<String> encodings(HttpHeaders headers) {
        return headers.allValues("content-encoding").stream()
                .flatMap(value -> List.of(value.split(",", -1)).stream())
                .map(value -> value.strip().toLowerCase(Locale.ROOT))
                .filter(value -> !value.isEmpty() && !value.equals("identity"))
                .toList();
    }

    private static boolean isKnown(String encoding) {
        return switch (encoding) {
            case "gzip", "x-gzip", "deflate" -> true;
            default -> false;
        };
    }

    private static byte[] unpacked(List<String> encodings, byte[] body)
            throws IOException, ToolFailedException {
        if (encodings.isEmpty() || body.length == 0) {
            return body;
        }
        try (var in = unpacking(encodings.getFirst(), new ByteArrayInputStream(body))) {
            var bytes = in.readNBytes(BYTES_MAX + 1);
            if (bytes.length > BYTES_MAX) {
                throw new ToolFailedException(
                        "the page has more than %,d bytes once unpacked".formatted(BYTES_MAX));
            }
            return bytes;
        } catch (ZipException | EOFException e) {
            throw new ToolFailedException("the page is damaged: it cannot be unpacked");
        }
    }

    private static InputStream unpacking(String encoding, InputStream packed) throws IOException {
        return encoding.equals("deflate")
                ? new InflaterInputStream(packed)
                : new GZIPInputStream(packed);
    }
}
