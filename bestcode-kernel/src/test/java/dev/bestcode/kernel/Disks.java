package dev.bestcode.kernel;

import dev.bestcode.testkit.SimulatedDisk;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What the tests of faults ask of a disk.
final class Disks {
    private Disks() {}

    /// Segments by their first LSN.
    static List<String> segments(SimulatedDisk disk) {
        return disk.files().keySet().stream()
                .filter(path -> path.endsWith(".log"))
                .sorted(Comparator.comparingLong(Disks::firstLsn))
                .toList();
    }

    static String lastSegment(SimulatedDisk disk) {
        return segments(disk).getLast();
    }

    private static long firstLsn(String segment) {
        return LogNames.parse(segment.substring(LogNames.DIRECTORY.length() + 1))
                .orElseThrow()
                .firstLsn();
    }

    /// Everything that a refused open must leave as it was. Derived indexes may be made.
    static Map<String, byte[]> contents(SimulatedDisk disk) {
        var contents = new HashMap<String, byte[]>();
        for (var path : disk.files().keySet()) {
            if (!path.endsWith(".idx")) {
                contents.put(path, disk.content(path));
            }
        }
        return contents;
    }
}
