package dev.bestcode.ports;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads heads in the one strict way: lines end in CR LF, no line is continued by the next, no
/// control character stands anywhere, nothing is mended. Where readers differ, one of them can be
/// made to see a request that the other did not.
/// @see "RFC 9112, sections 2.2, 5.1, 5.2 and 11.2"
final class HeadReader {
    private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

    private final BoundedInput in;
    private final EgressLimits limits;

    HeadReader(BoundedInput in, EgressLimits limits) {
        this.in = in;
        this.limits = limits;
    }

    /// Read the next head; the wait for its first byte is the input's, the rest has a deadline.
    /// @return empty when the other side has nothing more to say
    /// @throws java.net.SocketTimeoutException when it did not come in time
    Optional<Head> read() throws IOException {
        if (in.peek() < 0) {
            return Optional.empty();
        }
        in.hurry(limits.head());
        var left = new Budget(limits.headBytes());
        var startLine = line(left);
        var fields = new ArrayList<HeaderField>();
        for (var line = line(left); !line.isEmpty(); line = line(left)) {
            if (fields.size() == limits.fields()) {
                throw MalformedHeadException.tooLarge("more than " + limits.fields() + " fields");
            }
            fields.add(field(line));
        }
        in.relax();
        return Optional.of(new Head(startLine, fields));
    }

    /// One line of a body's framing.
    String framingLine() throws IOException {
        return line(new Budget(limits.lineBytes()));
    }

    private static HeaderField field(String line) throws MalformedHeadException {
        int colon = line.indexOf(':');
        // Also refuses a continued line and white space before the colon.
        if (colon < 1 || !NAME.matcher(line).region(0, colon).matches()) {
            throw new MalformedHeadException("a field without a proper name");
        }
        return new HeaderField(line.substring(0, colon), line.substring(colon + 1).strip());
    }

    private String line(Budget left) throws IOException {
        var line = new byte[Math.min(limits.lineBytes(), 256)];
        int length = 0;
        for (byte next = in.require(); next != '\r'; next = in.require()) {
            if (((next & 255) < ' ' && next != '\t') || next == 0x7f) {
                throw new MalformedHeadException("a control character in the head");
            }
            if (length == limits.lineBytes()) {
                throw MalformedHeadException.tooLarge("a line beyond " + length + " bytes");
            }
            if (length == line.length) {
                line = Arrays.copyOf(line, Math.min(2 * length, limits.lineBytes()));
            }
            left.take(1);
            line[length++] = next;
        }
        left.take(2);
        if (in.require() != '\n') {
            throw new MalformedHeadException("a carriage return inside a line");
        }
        return new String(line, 0, length, StandardCharsets.ISO_8859_1);
    }

    private static final class Budget {
        private int left;

        Budget(int bytes) {
            left = bytes;
        }

        void take(int bytes) throws MalformedHeadException {
            left -= bytes;
            if (left < 0) {
                throw MalformedHeadException.tooLarge("a head beyond the limit of its size");
            }
        }
    }
}
