package dev.bestcode.kernel;

import static dev.bestcode.kernel.Fixtures.open;
import static dev.bestcode.testkit.KernelFixtures.dispatch;
import static dev.bestcode.testkit.KernelFixtures.push;
import static dev.bestcode.testkit.KernelFixtures.root;
import static dev.bestcode.testkit.KernelFixtures.segment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.CommitRejectedException;
import dev.bestcode.api.kernel.Force;
import dev.bestcode.api.kernel.KernelOp;
import dev.bestcode.api.kernel.KernelState;
import dev.bestcode.api.kernel.ThreadId;
import dev.bestcode.api.kernel.ThreadStatus;
import dev.bestcode.api.kernel.Usage;
import dev.bestcode.api.message.MessageId;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;

class KernelProperties {
    @Property(tries = 60)
    void recoveredStateEqualsTheLiveOne(@ForAll long seed) {
        var random = new Random(seed);
        var storage = FileStorage.inMemory();
        for (int session = 0; session < 3; session++) {
            KernelState live;
            try (var kernel = open(storage)) {
                commitSome(kernel, random);
                live = kernel.state();
            }
            try (var again = open(storage)) {
                assertThat(again.state().hash()).isEqualTo(live.hash());
                assertThat(again.state().nextId()).isEqualTo(live.nextId());
                assertThat(again.forcedLsn()).isEqualTo(live.lsn());
            }
        }
    }

    private static void commitSome(WalKernel kernel, Random random) {
        int accepted = 0;
        while (accepted < 20) {
            var ops = new ArrayList<KernelOp>();
            long next = kernel.state().nextId();
            for (int i = random.nextInt(4); i >= 0; i--) {
                ops.add(op(random, next + i, next));
            }
            accepted += fits(kernel, ops, random.nextBoolean() ? Force.NOW : Force.WITH_NEXT);
        }
    }

    /// @return 1 when it was taken; half of what chance makes does not fit, and changes nothing
    private static int fits(WalKernel kernel, List<KernelOp> ops, Force force) {
        var before = kernel.state();
        try {
            kernel.commit(ops, force);
            return 1;
        } catch (CommitRejectedException e) {
            assertThat(kernel.state()).isSameAs(before);
            return 0;
        }
    }

    private static KernelOp op(Random random, long fresh, long below) {
        long old = 1 + random.nextLong(below);
        return switch (random.nextInt(10)) {
            case 0 -> fresh == 1 ? root() : push(fresh, old, "c" + fresh);
            case 1 -> fresh == 1 ? root() : push(fresh, 1, "é😀");
            case 2 -> dispatch(fresh, old, Bytes.of(new byte[random.nextInt(2000)]));
            case 3 -> new KernelOp.MessageDelivered(new MessageId(old));
            case 4 -> new KernelOp.MessageFailed(new MessageId(old), "broke");
            case 5 -> new KernelOp.MessageRetried(new MessageId(old), 1, "later");
            case 6 -> segment(fresh, old, "page " + fresh);
            case 7 ->
                    random.nextBoolean()
                            ? new KernelOp.ThreadPruned(new ThreadId(old))
                            : new KernelOp.ThreadStatusSet(
                                    new ThreadId(old), ThreadStatus.COMPLETED);
            case 8 ->
                    new KernelOp.HandlerStateSet(
                            new ThreadId(1), "l" + old, Bytes.ofUtf8("s" + fresh));
            default -> new KernelOp.UsageCharged(new ThreadId(old), new Usage(fresh, 1, 2, 3));
        };
    }

    @Property
    void longMapIsASortedMap(@ForAll List<Long> keys, @ForAll Random random) {
        var model = new TreeMap<Long, Integer>();
        LongMap<Integer> map = LongMap.empty();
        for (var key : keys) {
            long at = random.nextBoolean() ? key & Long.MAX_VALUE : key & 63;
            int value = random.nextInt();
            if (random.nextInt(3) == 0) {
                model.remove(at);
                map = map.without(at);
            } else {
                model.put(at, value);
                map = map.with(at, value);
            }
            assertThat(map.values()).containsExactlyElementsOf(model.values());
            assertThat(map.size()).isEqualTo(model.size());
            var tail = new ArrayList<Integer>();
            map.walkFrom(at, (_, v) -> tail.add(v));
            assertThat(tail).containsExactlyElementsOf(model.tailMap(at).values());
        }
    }
}
