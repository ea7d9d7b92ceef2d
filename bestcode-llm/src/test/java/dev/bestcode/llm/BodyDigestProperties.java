package dev.bestcode.llm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.kernel.Sha256;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

class BodyDigestProperties {
    /// Bodies that keep some of the one before and go on otherwise, longer and shorter, around the
    /// places where a state is kept.
    @Property(tries = 200)
    void isTheDigestOfTheWholeBody(
            @ForAll @Size(min = 1, max = 12) List<@IntRange(max = 7) Integer> kept,
            @ForAll long seed) {
        var digest = new BodyDigest();
        var random = new Random(seed);
        byte[] body = {};
        for (int eighths : kept) {
            int from = body.length * eighths / 7;
            var next = Arrays.copyOf(body, nearAStride(random, from));
            var more = new byte[next.length - Math.min(from, next.length)];
            random.nextBytes(more);
            System.arraycopy(more, 0, next, next.length - more.length, more.length);

            assertThat(digest.of(next)).isEqualTo(Sha256.of(next));
            body = next;
        }
    }

    private static int nearAStride(Random random, int from) {
        return switch (random.nextInt(4)) {
            case 0 -> from + random.nextInt(70_000);
            case 1 -> (from / (16 << 10) + random.nextInt(4)) * (16 << 10);
            case 2 -> (from / (16 << 10) + 1) * (16 << 10) + random.nextInt(3) - 1;
            default -> random.nextInt(from + 1);
        };
    }
}
