package dev.bestcode.ports;

import java.net.InetAddress;
import java.net.UnknownHostException;

/// Addresses from their bytes.
final class Addresses {
    private Addresses() {}

    /// @param bytes 4 or 16; an IPv4 address in IPv6 spelling becomes the IPv4 address
    static InetAddress of(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("an address of " + bytes.length + " bytes", e);
        }
    }
}
