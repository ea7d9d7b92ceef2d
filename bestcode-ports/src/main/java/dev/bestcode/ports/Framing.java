package dev.bestcode.ports;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// How the end of a body is found.
/// @see "RFC 9112, section 6.3"
sealed interface Framing {
    record None() implements Framing {}

    record Length(long bytes) implements Framing {}

    record Chunked() implements Framing {}

    /// Of an answer alone: until its sender hangs up.
    record UntilClose() implements Framing {}

    /// Eighteen digits: nothing is that long, and it does not overflow.
    Pattern LENGTH = Pattern.compile("[0-9]{1,18}");

    static Framing ofRequest(Head head) throws MalformedHeadException {
        return declared(head).orElse(new None());
    }

    static Framing ofAnswer(Head head, String method, int status) throws MalformedHeadException {
        var declared = declared(head);
        if (method.equals("HEAD") || status < 200 || status == 204 || status == 304) {
            return new None();
        }
        return declared.orElse(new UntilClose());
    }

    private static Optional<Framing> declared(Head head) throws MalformedHeadException {
        var encodings = head.values("transfer-encoding");
        var length = head.single("content-length");
        if (encodings.isEmpty()) {
            return length.isPresent() ? Optional.of(length(length.get())) : Optional.empty();
        }
        if (length.isPresent()) {
            throw new MalformedHeadException("both Content-Length and Transfer-Encoding");
        }
        if (!encodings.stream().map(e -> e.toLowerCase(Locale.ROOT)).toList().equals(CHUNKED)) {
            throw new MalformedHeadException("a Transfer-Encoding other than chunked, once");
        }
        return Optional.of(new Chunked());
    }

    List<String> CHUNKED = List.of("chunked");

    private static Length length(String value) throws MalformedHeadException {
        if (!LENGTH.matcher(value).matches()) {
            throw new MalformedHeadException("a Content-Length that is not one number");
        }
        return new Length(Long.parseLong(value));
    }
}
