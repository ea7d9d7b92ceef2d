package dev.bestcode.ports;

import java.math.BigInteger;
import java.util.Random;

/// Addresses from numbers.
final class Ranges {
    private Ranges() {}

    static byte[] within(CidrTable.Row row, Random random) {
        return bytes(row.network().add(new BigInteger(row.hostBits(), random)), row.bytes());
    }

    /// Wraps round at either end, as numbers of that many bytes do.
    static byte[] bytes(BigInteger number, int length) {
        var wrapped = number.mod(BigInteger.ONE.shiftLeft(8 * length)).toByteArray();
        var bytes = new byte[length];
        int count = Math.min(wrapped.length, length);
        System.arraycopy(wrapped, wrapped.length - count, bytes, length - count, count);
        return bytes;
    }
}
