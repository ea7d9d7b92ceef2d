package dev.bestcode.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.Force;
import dev.bestcode.api.kernel.KernelException;
import dev.bestcode.api.message.MessageId;
import dev.bestcode.testkit.KernelFixtures;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

class ManyKernelsTest {
    private static final int OPENS = Boolean.getBoolean("bestcode.long") ? 10_000 : 200;
    private static final int REFUSED = OPENS / 10;

    /// What the JVM itself may open and start meanwhile.
    private static final int SLACK = 8;

    @TempDir Path temp;

    @Test
    void twoKernelsInOneProcessDoNotMeet() throws Exception {
        var one = temp.resolve("one");
        var two = temp.resolve("two");
        try (var second = LoadChild.open(two)) {
            try (var first = LoadChild.open(one);
                    var writers = Executors.newVirtualThreadPerTaskExecutor()) {
                var odd = writers.submit(() -> fill(first, "one"));
                var even = writers.submit(() -> fill(second, "two"));
                odd.get();
                even.get();
            }
            second.commit(List.of(KernelFixtures.dispatch(1000, 1)), Force.NOW);
        }
        assertHolds(one, "one", 200);
        assertHolds(two, "two", 201);
    }

    private static void fill(WalKernel kernel, String text) {
        kernel.commit(List.of(KernelFixtures.root()), Force.NOW);
        for (long id = 2; id <= 201; id++) {
            var payload = Bytes.ofUtf8((text + id).repeat(200));
            kernel.commit(List.of(KernelFixtures.dispatch(id, 1, payload)), Force.NOW);
        }
    }

    private static void assertHolds(Path directory, String text, int messages) {
        try (var kernel = LoadChild.open(directory)) {
            var journal = kernel.state().journal();
            assertThat(journal.undelivered()).hasSize(messages);
            assertThat(journal.get(new MessageId(201)).orElseThrow().message().payload().utf8())
                    .startsWith(text + 201);
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    @Timeout(value = 20, unit = TimeUnit.MINUTES)
    void openingAndClosingLeavesNoFileAndNoThreadBehind() throws Exception {
        var directory = temp.resolve("k");
        for (int i = 0; i < 5; i++) {
            use(directory, i);
        }
        var damaged = damagedCopy(directory);
        refuse(damaged);
        long files = openFiles();
        int threads = threads();
        for (int i = 5; i < OPENS; i++) {
            use(directory, i);
        }
        for (int i = 0; i < REFUSED; i++) {
            refuse(damaged);
        }
        System.out.println(OPENS + " opens, " + REFUSED + " refused ones");
        assertThat(openFiles()).isLessThanOrEqualTo(files + SLACK);
        assertThat(threads()).isLessThanOrEqualTo(threads + SLACK);
    }

    private static void use(Path directory, int round) {
        try (var kernel = LoadChild.open(directory)) {
            long id = kernel.state().nextId();
            var op =
                    round == 0
                            ? KernelFixtures.root()
                            : KernelFixtures.dispatch(id, 1, Bytes.of(new byte[20_000]));
            kernel.commit(List.of(op), Force.NOW);
            kernel.state().journal().from(1, 3);
        }
    }

    private Path damagedCopy(Path directory) throws IOException {
        var damaged = temp.resolve("damaged");
        var log = Files.createDirectories(damaged.resolve("log"));
        try (var segments = Files.list(directory.resolve("log"))) {
            for (var segment : segments.toList()) {
                Files.copy(segment, log.resolve(segment.getFileName()));
            }
        }
        var bytes = Files.readAllBytes(log.resolve("1.log"));
        bytes[300] ^= 1;
        Files.write(log.resolve("1.log"), bytes);
        return damaged;
    }

    private static void refuse(Path directory) {
        assertThatThrownBy(() -> LoadChild.open(directory)).isInstanceOf(KernelException.class);
    }

    private static long openFiles() throws IOException {
        try (var descriptors = Files.list(Path.of("/proc/self/fd"))) {
            return descriptors.count();
        }
    }

    private static int threads() {
        return Thread.getAllStackTraces().size();
    }
}
