package dev.bestcode.security;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;

/// What `/proc` says of a process.
/// @param zombie whether it has ended and only waits to be collected
/// @param startTicks when it started, in clock ticks since the machine did
record ProcessEntry(
        long pid, boolean zombie, long parent, long group, long session, long startTicks) {
    private static final Path PROC = Path.of("/proc");

    /// Fields of `/proc/PID/stat` behind the name, which may hold anything.
    private static final int STATE = 0;

    private static final int PARENT = 1;
    private static final int GROUP = 2;
    private static final int SESSION = 3;
    private static final int START = 19;

    /// Absent when it has ended.
    static Optional<ProcessEntry> of(long pid) {
        try {
            var text =
                    new String(
                            Files.readAllBytes(PROC.resolve(pid + "/stat")),
                            StandardCharsets.ISO_8859_1);
            var fields = text.substring(text.lastIndexOf(')') + 2).split(" ", START + 2);
            return Optional.of(
                    new ProcessEntry(
                            pid,
                            fields[STATE].equals("Z") || fields[STATE].equals("X"),
                            Long.parseLong(fields[PARENT]),
                            Long.parseLong(fields[GROUP]),
                            Long.parseLong(fields[SESSION]),
                            Long.parseLong(fields[START])));
        } catch (IOException | IndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    /// The processes of the machine that this one may see, at about this moment.
    static List<ProcessEntry> all() {
        return after(0);
    }

    /// How many processes the machine has now, each thread counted.
    static long tasks() {
        return loadavg(3, text -> Long.parseLong(text.substring(text.indexOf('/') + 1)));
    }

    /// Whether no other process has started since the one that has the number.
    static boolean isNewest(long pid) {
        return newest() == pid;
    }

    /// Those that may have started after the one that has the number, and that one: numbers go up
    /// until the highest, and then begin anew.
    static List<ProcessEntry> after(long pid) {
        long newest = newest();
        if (newest == pid) {
            return of(pid).stream().toList();
        }
        boolean anew = newest < pid;
        return listed().stream()
                .filter(each -> anew || each >= pid)
                .flatMap(each -> of(each).stream())
                .toList();
    }

    private static List<Long> listed() {
        var found = new ArrayList<Long>();
        try (var entries = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (var entry : entries) {
                found.add(Long.parseLong(entry.getFileName().toString()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("/proc cannot be listed", e);
        } catch (DirectoryIteratorException e) {
            throw new UncheckedIOException("/proc cannot be listed", e.getCause());
        }
        return found;
    }

    /// The number that was given last.
    private static long newest() {
        return loadavg(4, Long::parseLong);
    }

    /// A field of what costs one reading; 0 where it cannot be had.
    private static long loadavg(int field, ToLongFunction<String> number) {
        try {
            var fields = Files.readString(PROC.resolve("loadavg")).strip().split(" ", -1);
            return number.applyAsLong(fields[field]);
        } catch (IOException | NumberFormatException | IndexOutOfBoundsException e) {
            return 0;
        }
    }

    /// Whether its first environment has the entry. False when that may not be seen.
    boolean hasVariable(String entry) {
        try {
            var environment =
                    new String(
                            Files.readAllBytes(PROC.resolve(pid + "/environ")),
                            StandardCharsets.ISO_8859_1);
            return ("\0" + environment).contains("\0" + entry + "\0");
        } catch (IOException e) {
            return false;
        }
    }
}
