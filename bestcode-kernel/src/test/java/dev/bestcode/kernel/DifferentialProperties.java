package dev.bestcode.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.kernel.PruneReason;
import dev.bestcode.api.kernel.Retention;
import dev.bestcode.api.kernel.RunRow;
import dev.bestcode.api.kernel.Tier;
import dev.bestcode.testkit.SimulatedDisk;

import org.junit.jupiter.api.Test;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongFunction;

class DifferentialProperties {
    private static final int SEQUENCES = Boolean.getBoolean("bestcode.long") ? 100 : 10;
    private static final int TRANSACTIONS = 300;

    @Test
    void theOraclesAgreeWithEachOther() {
        agree(
                _ ->
                        new Differential.Opener(
                                "the model",
                                clock -> new ModelKernel(Model.empty(), clock),
                                false));
    }

    @Test
    void theLogAgreesWithTheOracles() {
        agree(DifferentialProperties::walKernel);
    }

    /// On a disk of its own, with files so small that they are rolled, copied and deleted.
    private static Differential.Opener walKernel(long seed) {
        var disk = SimulatedDisk.seeded(seed);
        return new Differential.Opener(
                "the log", clock -> WalKernel.open(disk, SmallKernel.options(clock)), true);
    }

    private static void agree(LongFunction<Differential.Opener> subject) {
        var sqlite = new Differential.Opener("SQLite", SqliteKernel::inMemory, false);
        var reached = new TreeMap<String, Integer>();
        for (long seed = 1; seed <= SEQUENCES; seed++) {
            try (var both = new Differential(subject.apply(seed), sqlite, seed)) {
                count(both.run(TRANSACTIONS), reached);
                reached.merge("rejected", both.rejected(), Integer::sum);
            }
        }
        System.out.printf(
                "%d sequences of %d transactions from seed 1: %s%n",
                SEQUENCES, TRANSACTIONS, reached);
        assertThat(reached)
                .containsKeys("pruned ERASED", "pruned DELIVERED", "pruned EXPIRED", "payload gone")
                .containsKeys("payload held by a fork", "page FOLDED", "page EVICTED")
                .containsKeys("retained Days", "retained PruneOnDelivery", "large payload");
    }

    /// Which corners of the state a sequence ended in.
    private static void count(Model model, Map<String, Integer> reached) {
        add(reached, "accepted", model.lsn());
        add(reached, "threads", model.threads.size());
        add(reached, "runs", model.runs.size());
        add(reached, "forks", model.forks.size());
        for (var reason : PruneReason.values()) {
            add(
                    reached,
                    "pruned " + reason,
                    model.runs.values().stream()
                            .filter(run -> run.pruned().stream().anyMatch(reason::equals))
                            .count());
        }
        for (var tier : Tier.values()) {
            add(
                    reached,
                    "page " + tier,
                    model.pages.values().stream()
                            .filter(page -> page.row().tier() == tier)
                            .count());
        }
        add(reached, "retained Days", retained(model, Retention.Days.class));
        add(reached, "retained PruneOnDelivery", retained(model, Retention.PruneOnDelivery.class));
        add(
                reached,
                "payload gone",
                model.letters.values().stream().filter(Model.Letter::gone).count());
        add(
                reached,
                "payload held by a fork",
                model.letters.values().stream()
                        .filter(letter -> !letter.gone() && !letter.open())
                        .flatMap(letter -> letter.run().stream())
                        .map(model.runs::get)
                        .filter(run -> run.pruned().isPresent())
                        .count());
        add(
                reached,
                "large payload",
                model.letters.values().stream()
                        .filter(letter -> letter.message().payload().size() >= 256 * 1024)
                        .count());
    }

    private static long retained(Model model, Class<? extends Retention> kind) {
        return model.runs.values().stream().map(RunRow::retention).filter(kind::isInstance).count();
    }

    private static void add(Map<String, Integer> reached, String what, long count) {
        if (count > 0) {
            reached.merge(what, (int) count, Integer::sum);
        }
    }
}
