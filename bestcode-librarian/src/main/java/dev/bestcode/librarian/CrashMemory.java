package dev.bestcode.librarian;

import dev.bestcode.api.kernel.Sha256;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/// Keeps what was being parsed when a process ended without a word, so that content which takes
/// native code down does so once and not at every start. Whoever was killed in mid-parse leaves an
/// innocent name here: it is outlined in Java instead, until [#forget] or a change of the file.
///
/// A process is told from another by its id and start; one in another pid namespace over the same
/// folder can be taken for dead, which costs it no more than that.
final class CrashMemory implements AutoCloseable {
    /// The newest that are remembered.
    private static final int REMEMBERED_MAX = 10_000;

    private static final String REMEMBERED = "ended-parsing";
    private static final Pattern SLOTS_FILE = Pattern.compile("parsing-(\\d+)-(\\d+)-\\d+\\.slots");
    private static final AtomicInteger INSTANCES = new AtomicInteger();

    private final Set<Sha256> skipped;
    private final ParseSlots slots;

    private CrashMemory(Set<Sha256> skipped, ParseSlots slots) {
        this.skipped = Set.copyOf(skipped);
        this.slots = slots;
    }

    /// @param folder of this user alone
    static CrashMemory in(Path folder) throws IOException {
        takeOver(folder);
        var self = ProcessHandle.current();
        var name =
                "parsing-%d-%d-%d.slots"
                        .formatted(self.pid(), start(self), INSTANCES.incrementAndGet());
        return new CrashMemory(
                new HashSet<>(remembered(folder)), ParseSlots.create(folder.resolve(name)));
    }

    private static long start(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }

    /// From processes that are gone.
    private static void takeOver(Path folder) throws IOException {
        var left = new ArrayList<Path>();
        try (var files = Files.newDirectoryStream(folder, "parsing-*.slots")) {
            files.forEach(file -> owner(file).filter(dead -> dead).ifPresent(_ -> left.add(file)));
        }
        for (var file : left) {
            remember(folder, ParseSlots.left(file));
            Files.deleteIfExists(file);
        }
    }

    /// @return whether the process of a slots file is gone; empty for a file of another kind
    private static Optional<Boolean> owner(Path file) {
        var name = SLOTS_FILE.matcher(file.getFileName().toString());
        if (!name.matches()) {
            return Optional.empty();
        }
        try {
            long pid = Long.parseLong(name.group(1));
            long start = Long.parseLong(name.group(2));
            return Optional.of(
                    ProcessHandle.of(pid)
                            .filter(process -> process.isAlive() && start(process) == start)
                            .isEmpty());
        } catch (NumberFormatException _) {
            return Optional.of(true);
        }
    }

    private static void remember(Path folder, List<Sha256> contents) throws IOException {
        var lines = contents.stream().map(Sha256::hex).toList();
        Files.write(
                folder.resolve(REMEMBERED),
                lines,
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    private static List<Sha256> remembered(Path folder) throws IOException {
        var file = folder.resolve(REMEMBERED);
        if (!Files.exists(file)) {
            return List.of();
        }
        var lines =
                new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).lines().toList();
        return lines.subList(Math.max(0, lines.size() - REMEMBERED_MAX), lines.size()).stream()
                .filter(line -> line.matches("[0-9a-f]{64}")) // a torn last line is no name
                .map(Sha256::new)
                .toList();
    }

    /// Let everything be parsed again.
    /// @return how many were remembered
    static int forget(Path folder) throws IOException {
        int known = remembered(folder).size();
        Files.deleteIfExists(folder.resolve(REMEMBERED));
        return known;
    }

    boolean skips(Sha256 content) {
        return skipped.contains(content);
    }

    /// Note a parse until what is answered is closed.
    ParseSlots.Slot begin(Sha256 content) throws InterruptedException {
        return slots.begin(content);
    }

    @Override
    public void close() throws IOException {
        slots.close();
    }
}
