package dev.bestcode.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.kernel.CommitRejectedException;
import dev.bestcode.api.kernel.Force;
import dev.bestcode.api.kernel.Kernel;
import dev.bestcode.api.kernel.KernelOp;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.Function;

/// Gives the same transactions to two kernels, and says where they part: what they take, and
/// everything that can be read of them. The model chooses the transactions and is asked too.
final class Differential implements AutoCloseable {
    private static final int TRANSACTIONS_PER_COMPARISON = 30;

    private final TestClock clock = new TestClock();
    private final Side first;
    private final Side second;
    private final String seedName;
    private final Chance chance;
    private Model model = Model.empty();
    private int rejected;

    /// @param open opens the kernel on the same storage each time
    /// @param reopens whether it finds there what it left
    record Opener(String name, Function<InstantSource, Kernel> open, boolean reopens) {}

    private static final class Side {
        private final Opener opener;
        private final InstantSource clock;
        private Kernel kernel;

        Side(Opener opener, InstantSource clock) {
            this.opener = opener;
            this.clock = clock;
            this.kernel = opener.open().apply(clock);
        }

        /// Its LSN, or nothing when it was rejected.
        OptionalLong commit(List<KernelOp> ops, Force force) {
            try {
                return OptionalLong.of(kernel.commit(ops, force).lsn());
            } catch (CommitRejectedException e) {
                return OptionalLong.empty();
            }
        }

        void reopen() {
            if (opener.reopens()) {
                var before = kernel.state();
                long lsn = before.lsn();
                var hash = before.hash();
                kernel.close();
                kernel = opener.open().apply(clock);
                assertThat(kernel.state().lsn()).as("LSN of " + opener.name()).isEqualTo(lsn);
                assertThat(kernel.state().hash()).as(opener.name()).isEqualTo(hash);
            }
        }
    }

    Differential(Opener first, Opener second, long seed) {
        this.first = new Side(first, clock);
        this.second = new Side(second, clock);
        this.seedName = "%s and %s, seed %d".formatted(first.name(), second.name(), seed);
        this.chance = Chance.of(new Random(seed));
    }

    /// @return where the model stands at the end
    Model run(int transactions) {
        for (int i = 1; i <= transactions; i++) {
            clock.move(chance);
            commit(new TransactionGenerator(chance).draw(model, clock.instant()));
            if (i % TRANSACTIONS_PER_COMPARISON == 0 || i == transactions) {
                compare();
            }
            if (chance.oneIn(60)) {
                first.reopen();
                second.reopen();
                compare();
            }
        }
        return model;
    }

    int rejected() {
        return rejected;
    }

    private void commit(List<KernelOp> ops) {
        var force = chance.oneIn(3) ? Force.NOW : Force.WITH_NEXT;
        Optional<Model> next = TransactionGenerator.after(model, ops, clock.instant());
        var expected = next.isPresent() ? OptionalLong.of(model.lsn() + 1) : OptionalLong.empty();
        for (var side : List.of(first, second)) {
            assertThat(side.commit(ops, force))
                    .as("%s: %s takes %s", seedName, side.opener.name(), ops)
                    .isEqualTo(expected);
        }
        rejected += next.isPresent() ? 0 : 1;
        model = next.orElse(model);
    }

    private void compare() {
        for (var side : List.of(first, second)) {
            assertThat(StateText.difference(side.kernel.state(), model))
                    .as(
                            "%s: %s against the model at LSN %d",
                            seedName, side.opener.name(), model.lsn())
                    .isEmpty();
        }
    }

    @Override
    public void close() {
        first.kernel.close();
        second.kernel.close();
    }
}
