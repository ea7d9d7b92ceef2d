package dev.bestcode.wasm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/// Breaks good components at random: whatever the bytes, there is an error of ours or none, and no
/// more heap than a bound.
class DecoderFuzzTest {
    /// Of one core, in the long profile.
    private static final Duration LONG = Duration.ofHours(1);

    private static final int COUNT = 20_000;
    private static final int TOLD_EACH = 10_000_000;

    /// For files of less than 2 KiB. A parser's own start-up costs some MB the first time.
    private static final long ALLOCATED_MAX = 64L << 20;

    private static final List<byte[]> SEEDS =
            List.of(
                    TestComponents.echo(),
                    TestComponents.withResource(new byte[] {0x0b}),
                    TestComponents.importing("acme:shop/stock@1.2.0"),
                    TestComponents.peek(),
                    TestComponents.sharedTable(1),
                    TestComponents.tagsOfTwo(1),
                    TestComponents.xmlTool("n", "d", "s", "r", "q", "p", "{}"),
                    WasmBytes.component(
                            WasmBytes.section(4, TestComponents.echo()),
                            WasmBytes.section(5, WasmBytes.vec(WasmBytes.bytes(0, 0, 0)))));

    @Test
    @Timeout(value = 6, unit = TimeUnit.HOURS) // a busy machine takes longer for an hour of a core
    void brokenComponentIsRefusedByNameAndWithinItsHeap() {
        boolean whole = System.getProperty("bestcode.long", "false").equals("true");
        long seed = Long.getLong("bestcode.seed", System.nanoTime());
        var random = new SplittableRandom(seed);
        long begun = processorTime();
        long accepted = 0;
        long all = 0;
        for (; whole ? processorTime() - begun < LONG.toNanos() : all < COUNT; all++) {
            if (whole && all % TOLD_EACH == 0) {
                System.out.printf("decoder fuzz: seed %d, %,d so far%n", seed, all);
            }
            var bytes = broken(random);
            long before = allocated();
            try {
                Fixtures.checked(bytes);
                accepted++;
            } catch (WasmException e) {
                assertThat(e.getMessage()).isNotEmpty();
            } catch (RuntimeException | Error e) {
                throw new AssertionError(
                        "seed %d, try %d: %s"
                                .formatted(seed, all, java.util.HexFormat.of().formatHex(bytes)),
                        e);
            }
            assertThat(allocated() - before)
                    .as("heap of %s, seed %d", java.util.HexFormat.of().formatHex(bytes), seed)
                    .isLessThan(ALLOCATED_MAX);
        }
        System.out.printf(
                "decoder fuzz: seed %d, %d broken components, %d still valid%n",
                seed, all, accepted);
        assertThat(accepted).isLessThan(all);
    }

    /// Counts and lengths that lie, each where the runtime's parser makes room for them at once.
    @Test
    void whatACoreModuleAnnouncesIsNotAllocated() {
        var many = WasmBytes.u32(300_000_000);
        var groups = new byte[400][];
        Arrays.fill(groups, WasmBytes.bytes(WasmBytes.u32(50_000), 0x7f));
        var locals = WasmBytes.bytes(WasmBytes.vec(groups), 0x0b);
        var debug = WasmBytes.bytes("name", 1, WasmBytes.u32(8), 1, 0, many, 0);
        var lies =
                Map.of(
                        "parameters", WasmBytes.section(1, WasmBytes.bytes(1, 0x60, many, 0x7f, 0)),
                        "results", WasmBytes.section(1, WasmBytes.bytes(1, 0x60, 0, many, 0x7f)),
                        "types of a group", WasmBytes.section(1, WasmBytes.bytes(1, 0x4e, many, 0)),
                        "supertypes", WasmBytes.section(1, WasmBytes.bytes(1, 0x50, many, 0)),
                        "fields", WasmBytes.section(1, WasmBytes.bytes(1, 0x5f, many, 0x7f, 0)),
                        "elements", WasmBytes.section(9, WasmBytes.bytes(1, 1, 0, many, 0)),
                        "data", WasmBytes.section(11, WasmBytes.bytes(1, 1, many, 0)),
                        "a name", WasmBytes.section(7, WasmBytes.bytes(1, many, 0)),
                        "a name for debugging", WasmBytes.section(0, debug),
                        "locals",
                                WasmBytes.section(
                                        10,
                                        WasmBytes.vec(
                                                WasmBytes.bytes(
                                                        WasmBytes.u32(locals.length), locals))));
        var allocated = new TreeMap<String, Long>();
        lies.forEach(
                (what, section) -> {
                    var bytes =
                            WasmBytes.component(WasmBytes.section(1, WasmBytes.module(section)));
                    long before = allocated();
                    try {
                        Fixtures.checked(bytes);
                    } catch (WasmException e) {
                        assertThat(e.getMessage()).as(what).isNotEmpty();
                    }
                    allocated.put(what, allocated() - before);
                });
        assertThat(allocated).allSatisfy((_, taken) -> assertThat(taken).isLessThan(ALLOCATED_MAX));
    }

    private static long processorTime() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static long allocated() {
        return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean())
                .getCurrentThreadAllocatedBytes();
    }

    private static byte[] broken(SplittableRandom random) {
        var bytes = SEEDS.get(random.nextInt(SEEDS.size())).clone();
        for (int i = random.nextInt(4); i >= 0; i--) {
            int at = random.nextInt(bytes.length);
            bytes =
                    switch (random.nextInt(6)) {
                        case 0 -> with(bytes, at, (byte) random.nextInt());
                        case 1 -> with(bytes, at, (byte) (bytes[at] ^ 1 << random.nextInt(8)));
                        case 2 -> with(bytes, at, (byte) 0xff);
                        case 3 -> Arrays.copyOf(bytes, Math.max(1, at));
                        case 4 -> inserted(bytes, at, (byte) random.nextInt());
                        default -> with(bytes, at, (byte) (bytes[at] + random.nextInt(-2, 3)));
                    };
        }
        return bytes;
    }

    private static byte[] with(byte[] bytes, int at, byte value) {
        bytes[at] = value;
        return bytes;
    }

    private static byte[] inserted(byte[] bytes, int at, byte value) {
        return WasmBytes.bytes(
                Arrays.copyOf(bytes, at),
                value & 0xff,
                Arrays.copyOfRange(bytes, at, bytes.length));
    }
}
