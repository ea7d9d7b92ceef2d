package dev.bestcode.benchmarks;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;

/// A table as a page has it: when it was made, how, on what, and how quiet that was.
/// @param command what was typed
/// @param more a sentence; may be empty
record PageText(String command, OthersLoad load, String more) {
    String of(Table table, DataFolder folder) {
        var bytes = new ByteArrayOutputStream();
        var out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        out.printf(
                "%s, `%s`; %s.%n%n",
                LocalDate.now(ZoneOffset.UTC), command, OthersLoad.words(load.percent()));
        Machine.print(out, folder.path());
        if (!more.isEmpty()) {
            out.println(more);
        }
        out.println();
        out.print(table.narrow());
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
