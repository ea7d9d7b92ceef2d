package dev.bestcode.ports;

import java.net.InetAddress;
import java.util.Arrays;

/// What an address is for, so far as that decides who may be sent there. Only [#PUBLIC] ones are
/// open to whoever merely named a host.
/// @see "IANA IPv4 and IPv6 Special-Purpose Address Registries; RFC 6890"
enum AddressKind {
    PUBLIC("a public address"),
    LOOPBACK("this machine"),
    PRIVATE("a private network"),
    CARRIER("a carrier's network (CGNAT)"),
    LINK_LOCAL("link-local"),
    METADATA("a cloud's metadata service"),
    MULTICAST("multicast"),
    UNSPECIFIED("no address at all"),
    DOCUMENTATION("documentation"),
    /// IPv4 in IPv6 (mapped, compatible, NAT64, 6to4, Teredo, ISATAP): where it ends is not where
    /// it says.
    TRANSITION("a way into another network"),
    RESERVED("reserved");

    final String words;

    AddressKind(String words) {
        this.words = words;
    }

    static AddressKind of(InetAddress address) {
        return of(address.getAddress());
    }

    /// @param bytes 4 or 16, in network order
    static AddressKind of(byte[] bytes) {
        return bytes.length == 4
                ? ofFour(bytes[0] & 255, bytes[1] & 255, bytes[2] & 255, bytes[3] & 255)
                : ofSixteen(bytes);
    }

    private static AddressKind ofFour(int a, int b, int c, int d) {
        return switch (a) {
            case 0 -> UNSPECIFIED;
            case 10 -> PRIVATE;
            case 100 -> ofHundred(b, c, d);
            case 127 -> LOOPBACK;
            case 168 -> b == 63 && c == 129 && d == 16 ? METADATA : PUBLIC; // Azure
            case 169 -> ofLinkLocal(b, c, d);
            case 172 -> b >> 4 == 1 ? PRIVATE : PUBLIC;
            case 192 -> ofHundredNinetyTwo(b, c);
            case 198 -> b >> 1 == 9 ? RESERVED : b == 51 && c == 100 ? DOCUMENTATION : PUBLIC;
            case 203 -> b == 0 && c == 113 ? DOCUMENTATION : PUBLIC;
            default -> a < 224 ? PUBLIC : a < 240 ? MULTICAST : RESERVED;
        };
    }

    private static AddressKind ofHundred(int b, int c, int d) {
        if (b == 100 && c == 100 && d == 200) {
            return METADATA; // Alibaba
        }
        return b >> 6 == 1 ? CARRIER : PUBLIC;
    }

    private static AddressKind ofLinkLocal(int b, int c, int d) {
        if (b != 254) {
            return PUBLIC;
        }
        boolean metadata = (c == 169 && d == 254) || (c == 170 && (d == 2 || d == 23));
        return metadata ? METADATA : LINK_LOCAL;
    }

    private static AddressKind ofHundredNinetyTwo(int b, int c) {
        return switch (b) {
            case 0 -> c == 0 ? RESERVED : c == 2 ? DOCUMENTATION : PUBLIC;
            case 88 -> c == 99 ? TRANSITION : PUBLIC;
            case 168 -> PRIVATE;
            default -> PUBLIC;
        };
    }

    private static AddressKind ofSixteen(byte[] a) {
        int first = word(a, 0);
        int second = word(a, 1);
        if (first >> 13 == 1) { // 2000::/3, all that is routed in public
            return ofGlobal(a, first, second);
        }
        if (first >> 9 == 0x7e) {
            return isMetadata(a) ? METADATA : PRIVATE;
        }
        if (first >> 8 == 0xff) {
            return MULTICAST;
        }
        if (first >> 6 == 0x3fa) {
            return LINK_LOCAL;
        }
        if (first == 0x64 && second == 0xff9b) {
            return TRANSITION;
        }
        return ofZeros(a);
    }

    private static AddressKind ofGlobal(byte[] a, int first, int second) {
        if (first == 0x2002 || (first == 0x2001 && second == 0) || isIsatap(a)) {
            return TRANSITION;
        }
        if ((first == 0x2001 && second == 0xdb8) || (first == 0x3fff && second < 0x1000)) {
            return DOCUMENTATION;
        }
        return first == 0x2001 && second < 0x200 ? RESERVED : PUBLIC;
    }

    private static AddressKind ofZeros(byte[] a) {
        if (!Arrays.equals(a, 0, 10, new byte[10], 0, 10)) {
            return RESERVED;
        }
        if (word(a, 5) == 0xffff) {
            return TRANSITION;
        }
        if (word(a, 5) != 0) {
            return RESERVED;
        }
        int last = word(a, 7);
        return word(a, 6) != 0 || last > 1 ? TRANSITION : last == 1 ? LOOPBACK : UNSPECIFIED;
    }

    private static boolean isIsatap(byte[] a) {
        return (word(a, 4) & ~0x200) == 0 && word(a, 5) == 0x5efe;
    }

    /// Amazon's fd00:ec2::254 and Google's fd20:ce::254.
    private static boolean isMetadata(byte[] a) {
        boolean amazon = word(a, 0) == 0xfd00 && word(a, 1) == 0xec2;
        boolean google = word(a, 0) == 0xfd20 && word(a, 1) == 0xce;
        return (amazon || google)
                && Arrays.equals(a, 4, 14, new byte[10], 0, 10)
                && (word(a, 7) == 0x254 || word(a, 7) == 0x23);
    }

    private static int word(byte[] a, int index) {
        return ((a[2 * index] & 255) << 8) | (a[2 * index + 1] & 255);
    }
}
