package dev.bestcode.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/// Says on what a figure was taken.
final class Machine {
    private Machine() {}

    static void print(PrintStream out, Path folder) {
        var system = ManagementFactory.getOperatingSystemMXBean();
        out.printf(
                "Java %s, %s %s, %d processors, load %s, heap up to %s MiB%n",
                System.getProperty("java.vm.version"),
                system.getName(),
                system.getVersion(),
                system.getAvailableProcessors(),
                Figures.decimal(system.getSystemLoadAverage()),
                Figures.mebibytes(Runtime.getRuntime().maxMemory()));
        out.printf(
                "data on %s, %s%n",
                fileSystem(folder),
                BlockDevice.of(folder)
                        .map(device -> "block device " + device.name())
                        .orElse("a block device that the system does not name: no device bytes"));
    }

    private static String fileSystem(Path folder) {
        try {
            return Files.getFileStore(folder).type();
        } catch (IOException e) {
            return "an unknown file system";
        }
    }
}
