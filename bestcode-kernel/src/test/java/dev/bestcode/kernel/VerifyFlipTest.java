package dev.bestcode.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VerifyFlipTest {
    /// By default every eighth bit, each byte at another one.
    private static final int STEP = Boolean.getBoolean("bestcode.long") ? 1 : 8;

    @Test
    void whatTheKernelWroteIsSound() {
        for (boolean large : new boolean[] {false, true}) {
            var storage = Inspected.sample(large);
            var verification = Inspected.verify(storage);
            assertThat(verification.findings())
                    .allMatch(finding -> finding.kind() == Finding.Kind.LEFTOVER);
            try (var kernel = Inspected.open(storage)) {
                assertThat(verification.head().lsn()).isEqualTo(kernel.state().lsn());
                assertThat(Inspected.verify(storage).isSound()).isTrue();
            }
        }
    }

    @Test
    void everyFlippedBitIsNamedWithItsFile() {
        var storage = Inspected.sample(false);
        var before = Inspected.verify(storage).findings();
        var files = Inspected.files(storage);
        assertThat(files.keySet()).anyMatch(path -> path.contains(".g1.log"));
        assertThat(files.keySet()).anyMatch(path -> path.endsWith(".snap"));
        assertThat(files.keySet()).anyMatch(path -> path.endsWith(".idx"));
        assertThat(files.keySet()).anyMatch(path -> path.startsWith("blob/"));
        long flips = 0;
        for (var path : files.keySet()) {
            if (path.endsWith(LogNames.IN_MAKING)) {
                continue; // named as a leftover whatever it holds
            }
            var bytes = files.get(path).toByteArray();
            long bits = (long) bytes.length * Byte.SIZE;
            for (long bit = 0; bit < bits; bit += STEP == 1 ? 1 : STEP + 1) {
                bytes[(int) (bit / Byte.SIZE)] ^= (byte) (1 << bit % Byte.SIZE);
                Inspected.put(storage, path, bytes);
                var found = Inspected.verify(storage).findings();
                assertThat(found)
                        .as("bit %d of %s", bit, path)
                        .filteredOn(finding -> !before.contains(finding))
                        .isNotEmpty()
                        .anyMatch(finding -> finding.file().equals(path));
                bytes[(int) (bit / Byte.SIZE)] ^= (byte) (1 << bit % Byte.SIZE);
                flips++;
            }
            Inspected.put(storage, path, bytes);
        }
        System.out.println("flips of a bit that were all named: " + flips);
    }
}
