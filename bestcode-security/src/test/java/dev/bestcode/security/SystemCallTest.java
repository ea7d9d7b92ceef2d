package dev.bestcode.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/// The numbers of system calls against the kernel's own headers (on Debian: linux-libc-dev).
class SystemCallTest {
    private static final Pattern DEFINITION =
            Pattern.compile("#define __NR(?:3264)?_(\\w+)\\s+(\\d+)");

    private static List<Path> headers(Architecture architecture) {
        return switch (architecture) {
            case X86_64 ->
                    List.of(
                            Path.of("/usr/include/x86_64-linux-gnu/asm/unistd_64.h"),
                            Path.of("/usr/x86_64-linux-gnu/include/asm/unistd_64.h"));
            case AARCH64 -> List.of(Path.of("/usr/include/asm-generic/unistd.h"));
        };
    }

    @ParameterizedTest
    @EnumSource
    void everyNumberIsThatOfTheHeaders(Architecture architecture) throws IOException {
        var header = headers(architecture).stream().filter(Files::exists).findFirst();
        Assumptions.assumeTrue(
                header.isPresent(), "no kernel headers; on Debian install linux-libc-dev");
        Map<String, Integer> numbers = new HashMap<>();
        var definitions = DEFINITION.matcher(Files.readString(header.get()));
        while (definitions.find()) {
            numbers.put(definitions.group(1), Integer.parseInt(definitions.group(2)));
        }
        assertThat(numbers).hasSizeGreaterThan(200);
        int newest = Collections.max(numbers.values());
        for (var call : SystemCall.values()) {
            var name = call.name().toLowerCase(Locale.ROOT);
            if (call.number(architecture) <= newest) { // older headers lack the others
                assertThat(call.number(architecture))
                        .as(name)
                        .isEqualTo(numbers.getOrDefault(name, SystemCall.ABSENT));
            }
        }
    }
}
