package dev.bestcode.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestcode.api.kernel.KernelException;
import dev.bestcode.api.kernel.UnsupportedFormatException;

import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/// The frame of an op and its numbers, byte by byte.
class OpFrameTest {
    private static OpFrame read(String hex) {
        return OpFrame.read(ByteBuffer.wrap(HexFormat.of().parseHex(hex)), 0);
    }

    @Test
    void numbersComeBackAsTheyWereInAsFewBytesAsTheyNeed() {
        long[] numbers = {0, 1, 127, 128, 16_383, 16_384, Integer.MAX_VALUE, Long.MAX_VALUE, -1};
        int[] bytes = {1, 1, 1, 2, 2, 3, 5, 9, 10};
        for (int i = 0; i < numbers.length; i++) {
            var out = new FieldWriter(100);
            out.number(numbers[i]);
            assertThat(out.position()).as("" + numbers[i]).isEqualTo(bytes[i]);
            var in = new FieldReader(ByteBuffer.wrap(out.toByteArray()));
            assertThat(in.number()).isEqualTo(numbers[i]);
            if (numbers[i] >= 0 && numbers[i] <= Integer.MAX_VALUE) {
                assertThat(FieldWriter.bytesOf((int) numbers[i])).isEqualTo(bytes[i]);
            }
        }
    }

    @Test
    void frameHoldsKindFormRunAndLengths() {
        var delivered = read("05 00 00000007 01 2a".replace(" ", ""));
        assertThat(delivered.kind()).isEqualTo(OpKind.MESSAGE_DELIVERED);
        assertThat(delivered.form()).isEqualTo(ContentForm.NONE);
        assertThat(delivered.run()).isEqualTo(7);
        assertThat(delivered.headAt()).isEqualTo(7);
        assertThat(delivered.end()).isEqualTo(8);
        var pruned = read("03 10 00000001 0000000000300001 01 02".replace(" ", ""));
        assertThat(pruned.linked()).isTrue();
        assertThat(pruned.link()).isEqualTo(0x300001);
        assertThat(pruned.end()).isEqualTo(16);
    }

    @Test
    void lengthInALongerFormThanItNeedsIsRefused() {
        assertThatThrownBy(() -> read("0500000000078100" + "2a"))
                .isInstanceOf(KernelException.class)
                .hasMessageContaining("not whole");
        assertThatThrownBy(() -> read("050000000007ffffffffff"))
                .isInstanceOf(KernelException.class)
                .hasMessageContaining("not whole");
    }

    @Test
    void runWithANegativeNumberIsRefused() {
        assertThatThrownBy(() -> read("0500f7000002012a"))
                .isInstanceOf(KernelException.class)
                .hasMessageContaining("not whole");
    }

    @Test
    void unknownBitsAreOfANewerFormat() {
        assertThatThrownBy(() -> read("052000000007012a"))
                .isInstanceOf(UnsupportedFormatException.class);
    }
}
