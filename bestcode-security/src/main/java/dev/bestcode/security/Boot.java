package dev.bestcode.security;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/// Marks of children. They begin with what tells this boot of the machine from others, because
/// numbers and start times of processes begin anew with each.
final class Boot {
    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");
    private static final int PREFIX_CHARACTERS = 8;
    private static final String PREFIX = read();

    private Boot() {}

    static String newMark() {
        return PREFIX + "-" + UUID.randomUUID();
    }

    static boolean isOfThisBoot(String mark) {
        return mark.startsWith(PREFIX + "-");
    }

    private static String read() {
        try {
            return Files.readString(BOOT_ID).substring(0, PREFIX_CHARACTERS);
        } catch (IOException | IndexOutOfBoundsException e) {
            return "0".repeat(PREFIX_CHARACTERS); // such a /proc tells nothing, so no boot differs
        }
    }
}
