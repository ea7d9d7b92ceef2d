package dev.bestcode.ports;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Random;

class AddressKindTest {
    @Test
    void randomAddressesAreWhatTheTableSays() {
        int count = Counts.of("addresses beside the table", 200_000);
        var random = new Random(Counts.seed("addresses"));
        for (int i = 0; i < count; i++) {
            var address = new byte[random.nextBoolean() ? 4 : 16];
            random.nextBytes(address);
            assertSame(address);
        }
    }

    /// Uniform chance never comes near a narrow range, so each one's edges are walked.
    @Test
    void theEdgesOfEveryRangeAreWhatTheTableSays() {
        var random = new Random(Counts.seed("edges"));
        for (var range : CidrTable.rows()) {
            int host = range.hostBits();
            var first = range.network();
            var last = first.add(BigInteger.ONE.shiftLeft(host)).subtract(BigInteger.ONE);
            for (int off = -3; off <= 3; off++) {
                assertSame(Ranges.bytes(first.add(BigInteger.valueOf(off)), range.bytes()));
                assertSame(Ranges.bytes(last.add(BigInteger.valueOf(off)), range.bytes()));
            }
            for (int i = 0; i < 200; i++) {
                var inside = first.add(new BigInteger(host, random));
                assertSame(Ranges.bytes(inside, range.bytes()));
                assertSame(
                        Ranges.bytes(
                                inside.flipBit(random.nextInt(8 * range.bytes())), range.bytes()));
            }
        }
    }

    @Test
    void everyIpv4NetworkOfSixteenBitsIsWhatTheTableSays() {
        for (int high = 0; high < 1 << 16; high++) {
            assertSame(new byte[] {(byte) (high >> 8), (byte) high, 1, 1});
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2606:4700:0:0:0:5efe:a00:1", "2606:4700:0:0:200:5efe:7f00:1"})
    void isatapCarriesAnIpv4Address(String text) {
        assertThat(AddressKind.of(CidrTable.bytes(text))).isEqualTo(AddressKind.TRANSITION);
    }

    private static void assertSame(byte[] address) {
        var expected = CidrTable.kindOf(address);
        var kind = AddressKind.of(address);
        if (kind != expected && !(kind == AddressKind.TRANSITION && isIsatap(address))) {
            assertThat(kind).as(Arrays.toString(address)).isEqualTo(expected);
        }
    }

    private static boolean isIsatap(byte[] address) {
        return address.length == 16 && address[10] == 0x5e && address[11] == (byte) 0xfe;
    }
}
