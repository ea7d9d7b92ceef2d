package dev.bestcode.ports;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/// What the registries say, as a table, longest prefix first: the other opinion beside
/// [AddressKind], which asks bits.
final class CidrTable {
    /// @param hostBits how many bits of an address are free
    record Row(int bytes, BigInteger network, int hostBits, AddressKind kind) {
        boolean holds(byte[] address, BigInteger number) {
            return bytes == address.length
                    && number.shiftRight(hostBits).equals(network.shiftRight(hostBits));
        }
    }

    private static final List<Row> TABLE = new ArrayList<>();

    static {
        put(AddressKind.METADATA, "169.254.169.254/32", "169.254.170.2/32", "169.254.170.23/32");
        put(AddressKind.METADATA, "100.100.100.200/32", "168.63.129.16/32");
        put(AddressKind.METADATA, "fd00:ec2:0:0:0:0:0:254/128", "fd20:ce:0:0:0:0:0:254/128");
        put(AddressKind.METADATA, "fd00:ec2:0:0:0:0:0:23/128", "fd20:ce:0:0:0:0:0:23/128");
        put(AddressKind.UNSPECIFIED, "0.0.0.0/8", "0:0:0:0:0:0:0:0/128");
        put(AddressKind.LOOPBACK, "127.0.0.0/8", "0:0:0:0:0:0:0:1/128");
        put(AddressKind.PRIVATE, "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16");
        put(AddressKind.PRIVATE, "fc00:0:0:0:0:0:0:0/7");
        put(AddressKind.CARRIER, "100.64.0.0/10");
        put(AddressKind.LINK_LOCAL, "169.254.0.0/16", "fe80:0:0:0:0:0:0:0/10");
        put(AddressKind.MULTICAST, "224.0.0.0/4", "ff00:0:0:0:0:0:0:0/8");
        put(AddressKind.DOCUMENTATION, "192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24");
        put(AddressKind.DOCUMENTATION, "2001:db8:0:0:0:0:0:0/32", "3fff:0:0:0:0:0:0:0/20");
        put(
                AddressKind.TRANSITION,
                "192.88.99.0/24",
                "0:0:0:0:0:0:0:0/96",
                "0:0:0:0:0:ffff:0:0/96");
        put(AddressKind.TRANSITION, "64:ff9b:0:0:0:0:0:0/32", "2001:0:0:0:0:0:0:0/32");
        put(AddressKind.TRANSITION, "2002:0:0:0:0:0:0:0/16");
        put(AddressKind.RESERVED, "192.0.0.0/24", "198.18.0.0/15", "240.0.0.0/4");
        put(AddressKind.RESERVED, "2001:0:0:0:0:0:0:0/23");
        put(AddressKind.PUBLIC, "0.0.0.0/0", "2000:0:0:0:0:0:0:0/3");
        put(AddressKind.RESERVED, "0:0:0:0:0:0:0:0/0");
    }

    private CidrTable() {}

    static List<Row> rows() {
        return TABLE;
    }

    static AddressKind kindOf(byte[] address) {
        var number = number(address);
        for (var row : TABLE) {
            if (row.holds(address, number)) {
                return row.kind();
            }
        }
        throw new AssertionError("the table has no last row");
    }

    static byte[] bytes(String text) {
        boolean four = text.indexOf(':') < 0;
        var parts = text.split("[.:]", -1);
        var bytes = new byte[four ? 4 : 16];
        for (int i = 0; i < parts.length; i++) {
            int value = Integer.parseInt(parts[i], four ? 10 : 16);
            if (four) {
                bytes[i] = (byte) value;
            } else {
                bytes[2 * i] = (byte) (value >> 8);
                bytes[2 * i + 1] = (byte) value;
            }
        }
        return bytes;
    }

    static BigInteger number(byte[] address) {
        return new BigInteger(1, address);
    }

    private static void put(AddressKind kind, String... ranges) {
        for (var range : ranges) {
            var parts = range.split("/", -1);
            var network = bytes(parts[0]);
            int free = 8 * network.length - Integer.parseInt(parts[1]);
            TABLE.add(new Row(network.length, number(network), free, kind));
        }
    }
}
