package dev.bestcode.ports;

import java.net.IDN;
import java.net.InetAddress;
import java.util.regex.Pattern;

/// One exact host in the one way to write it, so that equal means the same.
///
/// Of an address only the plain spelling is taken. What other parsers would also read as one
/// (`127.1`, `0x7f000001`, `0177.0.0.1`, `2130706433`) is refused, because two readings of one
/// text are how lists are got round. A name in another script becomes its `xn--` form, and only if
/// nothing else about it had to change: a look-alike that would fold into other letters is refused.
/// @see "RFC 1123, section 2.1; RFC 4291, section 2.2; RFC 5890, section 2.3"
sealed interface Host {
    /// RFC 1035, section 2.3.4.
    int NAME_CHARS_MAX = 253;

    /// A name, lower case, without a dot at its end.
    record Name(String text) implements Host {
        @Override
        public String toString() {
            return text;
        }
    }

    record Literal(InetAddress address) implements Host {
        @Override
        public String toString() {
            return address.getHostAddress();
        }
    }

    /// @param text a name, four octets, or an IPv6 address with or without brackets
    /// @throws IllegalArgumentException when it is not one exact host
    static Host parse(String text) {
        if (text.startsWith("[") && text.endsWith("]")) {
            return Parser.ipv6(text.substring(1, text.length() - 1));
        }
        return text.indexOf(':') >= 0 ? Parser.ipv6(text) : Parser.nameOrIpv4(text);
    }

    /// As it stands in a URL: an IPv6 address in brackets.
    default String inUrl() {
        var text = toString();
        return text.indexOf(':') >= 0 ? "[" + text + "]" : text;
    }

    /// @see Host
    final class Parser {
        private static final Pattern LABELS =
                Pattern.compile(
                        "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*");

        private static final Pattern OCTET = Pattern.compile("0|[1-9][0-9]{0,2}");

        /// The last label of what a lenient parser reads as an address.
        private static final Pattern NUMBER = Pattern.compile("[0-9]+|0[xX][0-9a-fA-F]*");

        private static final Pattern IPV6_CHARS = Pattern.compile("[0-9a-fA-F:.]{2,45}");

        private Parser() {}

        private static Host nameOrIpv4(String text) {
            if (text.isEmpty() || text.length() > NAME_CHARS_MAX + 1) {
                throw refused("has %d characters".formatted(text.length()));
            }
            var name = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
            var ascii = ascii(lowerAscii(name));
            if (NUMBER.matcher(ascii.substring(ascii.lastIndexOf('.') + 1)).matches()) {
                return ipv4(text);
            }
            if (ascii.length() > NAME_CHARS_MAX || !LABELS.matcher(ascii).matches()) {
                throw refused("is not a host name");
            }
            return new Name(ascii);
        }

        private static Literal ipv4(String text) {
            var parts = text.split("\\.", -1);
            var bytes = new byte[4];
            if (parts.length != bytes.length) {
                throw refused("is an odd spelling of an address; write four plain octets");
            }
            for (int i = 0; i < bytes.length; i++) {
                if (!OCTET.matcher(parts[i]).matches() || Integer.parseInt(parts[i]) > 255) {
                    throw refused("is an odd spelling of an address; write four plain octets");
                }
                bytes[i] = (byte) Integer.parseInt(parts[i]);
            }
            return new Literal(Addresses.of(bytes));
        }

        private static Literal ipv6(String text) {
            if (!IPV6_CHARS.matcher(text).matches()) {
                throw refused("is not an IPv6 address");
            }
            InetAddress address;
            try {
                address = InetAddress.ofLiteral(text);
            } catch (IllegalArgumentException e) {
                throw refused("is not an IPv6 address");
            }
            if (address.getAddress().length == 4) {
                throw refused("is an IPv4 address in IPv6 spelling; write four plain octets");
            }
            return new Literal(address);
        }

        /// Only ASCII: the Kelvin sign, too, has a lower case, and it is a `k`.
        private static String lowerAscii(String text) {
            var lower = new StringBuilder(text.length());
            text.chars().forEach(c -> lower.append((char) (c >= 'A' && c <= 'Z' ? c + 32 : c)));
            return lower.toString();
        }

        private static String ascii(String name) {
            if (name.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
                return name;
            }
            String ascii;
            try {
                ascii = IDN.toASCII(name, IDN.USE_STD3_ASCII_RULES);
            } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
                throw refused("is not a host name");
            }
            if (!IDN.toUnicode(ascii).equals(name)) {
                throw refused("has letters that stand for others; write its xn-- form");
            }
            return ascii;
        }

        /// The text itself is left out: it comes from whoever wants out.
        private static IllegalArgumentException refused(String why) {
            return new IllegalArgumentException("the host " + why);
        }
    }
}
