package dev.bestcode.benchmarks;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A program of this module with the rows that it fills.
/// @param words the program with its options, as somebody would type them
/// @param lacking what it needs and does not find, such as a file that must be built before
/// @param limit what has not ended then is killed
record Measurement(
        String program,
        List<String> words,
        Optional<String> lacking,
        Duration limit,
        List<Gate> gates) {
    private static final Map<String, String> PLACES =
            Map.of(
                    "--bestcode", "./bestcode",
                    "--peers", "DIR",
                    "--tree", "DIR",
                    "--sources", "DIR",
                    "--expected", "FILE");

    /// As a page has it, with places that are this machine's left open.
    String command() {
        var command = new StringBuilder(program);
        for (int i = 0; i < words.size(); i++) {
            var option = i == 0 ? program : words.get(i - 1);
            command.append(' ').append(PLACES.getOrDefault(option, words.get(i)));
        }
        return command.toString();
    }

    /// Whether it is one of these programs; without any it is.
    boolean isAmong(List<String> wanted) {
        return wanted.isEmpty() || wanted.contains(program);
    }

    /// Whether the program has [DataOption].
    boolean takesData() {
        return !List.of("file-search", "symbol-quality", "wasm-calls").contains(program);
    }
}
