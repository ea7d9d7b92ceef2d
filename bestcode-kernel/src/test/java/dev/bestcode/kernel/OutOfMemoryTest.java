package dev.bestcode.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Errors of the JVM in callers and in the log thread never leave half a transaction, and nobody
/// waits for ever.
class OutOfMemoryTest {
    private static final boolean LONG = Boolean.getBoolean("bestcode.long");
    private static final int RUNS_MAX = 10;

    @TempDir Path temp;

    @ParameterizedTest
    @CsvSource({"heap, 6, 600", "stack, 1000, 20000"})
    @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD, unit = TimeUnit.MINUTES)
    void errorsLeaveWholeTransactions(String what, int some, int many) throws Exception {
        int enough = LONG ? many : some;
        var directory = temp.resolve("k");
        var witness = new Witness();
        int errors = 0;
        int runs = 0;
        while (errors < enough && runs++ < RUNS_MAX) {
            errors += run(directory, what, enough - errors, witness);
            try (var kernel = LoadChild.open(directory)) {
                witness.checkAll(kernel);
                Everything.read(kernel.state());
            }
        }
        System.out.printf(
                "%d errors of %s in %d processes, %d acknowledged%n",
                errors, what, runs, witness.acknowledged());
        assertThat(errors).isPositive();
    }

    private static int run(Path directory, String what, int errors, Witness witness)
            throws IOException {
        int heard = 0;
        var options = List.of("-Xmx24m", "-Xss256k");
        try (var child = ChildJvm.start(options, HungryChild.class, directory, what, errors)) {
            for (var line = child.line(); line.isPresent(); line = child.line()) {
                heard += line.get().startsWith("out of") || line.get().equals("stopped") ? 1 : 0;
                witness.hear(line.get());
            }
        }
        return heard;
    }
}
