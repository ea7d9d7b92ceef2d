package dev.bestcode.ports;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// Who is reached without the proxy, as `NO_PROXY` lists them: names with all below them,
/// addresses, networks (`10.0.0.0/8`), each with a port or without, or `*`.
final class NoProxy {
    private final List<String> entries;

    NoProxy(String text) {
        entries =
                Arrays.stream(text.toLowerCase(Locale.ROOT).split("[\\s,]+", -1))
                        .filter(entry -> !entry.isEmpty())
                        .toList();
    }

    boolean covers(Target target) {
        return entries.stream().anyMatch(entry -> covers(entry, target));
    }

    private static boolean covers(String entry, Target target) {
        if (entry.equals("*")) {
            return true;
        }
        return switch (target.host()) {
            case Host.Name(var name) -> coversName(entry, name, target.port());
            case Host.Literal(var address) -> coversAddress(entry, address, target);
        };
    }

    private static boolean coversName(String entry, String name, int port) {
        int colon = entry.lastIndexOf(':');
        if (colon >= 0 && !entry.substring(colon + 1).equals(Integer.toString(port))) {
            return false;
        }
        var suffix = (colon < 0 ? entry : entry.substring(0, colon)).replaceFirst("^\\*?\\.", "");
        return !suffix.isEmpty() && (name.equals(suffix) || name.endsWith("." + suffix));
    }

    private static boolean coversAddress(String entry, InetAddress address, Target target) {
        int slash = entry.indexOf('/');
        try {
            if (slash < 0) {
                return entry.equals(target.toString()) || Host.parse(entry).equals(target.host());
            }
            return Host.parse(entry.substring(0, slash)) instanceof Host.Literal(var network)
                    && sameBits(
                            network.getAddress(),
                            address.getAddress(),
                            Integer.parseInt(entry.substring(slash + 1)));
        } catch (IllegalArgumentException e) {
            return false; // an entry that names something else
        }
    }

    private static boolean sameBits(byte[] network, byte[] address, int bits) {
        if (network.length != address.length || bits < 0 || bits > 8 * network.length) {
            return false;
        }
        for (int i = 0; i < bits; i++) {
            if (((network[i / 8] ^ address[i / 8]) >> (7 - i % 8) & 1) != 0) {
                return false;
            }
        }
        return true;
    }
}
