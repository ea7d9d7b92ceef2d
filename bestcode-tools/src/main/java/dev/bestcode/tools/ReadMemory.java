package dev.bestcode.tools;

import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.tools.ReadLedger.Seen;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/// Keeps a ledger's hashes beyond its process, so that a run that goes on after a kill may write
/// over what it had read before, and is told that it changed meanwhile. Paths are kept as hashes:
/// they are content of runs, which may have to go. Nothing is forced: what a power cut takes is
/// read again. Not safe from several workers.
final class ReadMemory {
    /// Twenty thousand reads; then the newest are written anew.
    private static final int BYTES_MAX = 4 << 20;

    private static final String NO_HASH = "-";
    private static final int FIELDS = 4;

    private final Path file;
    private final int filesMax;
    private final SequencedMap<Sha256, Seen> kept = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    /// @param directory of this user alone, outside of every workspace
    /// @param filesMax the one longest untouched is forgotten first
    ReadMemory(Path directory, int filesMax) {
        this.file = directory.resolve("reads");
        this.filesMax = filesMax;
    }

    /// Read what earlier processes kept; a line that a kill cut short is one file less.
    /// @throws IOException when it cannot be read, or nothing can be kept there
    void open() throws IOException {
        if (!Files.exists(file)) {
            var mine = PosixFilePermissions.fromString("rw-------");
            Files.createFile(file, PosixFilePermissions.asFileAttribute(mine));
        }
        bytes = Files.size(file);
        if (bytes <= 2L * BYTES_MAX) { // a longer one is not ours
            for (var line : Files.readAllLines(file, StandardCharsets.ISO_8859_1)) {
                load(line);
            }
        }
        forgetOldest();
    }

    private void load(String line) {
        var fields = line.split(" ", -1);
        if (fields.length != FIELDS) {
            return;
        }
        try {
            var hash =
                    fields[3].equals(NO_HASH)
                            ? Optional.<Sha256>empty()
                            : Optional.of(new Sha256(fields[3]));
            var modified = FileTime.from(Instant.parse(fields[2]));
            kept.put(
                    new Sha256(fields[0]),
                    new Seen(Long.parseLong(fields[1]), modified, hash, Optional.empty()));
        } catch (IllegalArgumentException | DateTimeException torn) {
            // As said above.
        }
    }

    Optional<Seen> lookUp(String path) {
        return Optional.ofNullable(kept.get(key(path)));
    }

    void add(String path, Seen state) throws IOException {
        var key = key(path);
        kept.put(
                key,
                new Seen(state.sizeBytes(), state.modified(), state.sha256(), Optional.empty()));
        forgetOldest();
        var line = line(key, state);
        Files.write(file, line, StandardOpenOption.APPEND);
        bytes += line.length;
        if (bytes > BYTES_MAX) {
            begin();
        }
    }

    private void begin() throws IOException {
        try (var out = Files.newOutputStream(file)) { // truncates; a kill here costs reading again
            bytes = 0;
            for (var entry : kept.entrySet()) {
                var line = line(entry.getKey(), entry.getValue());
                out.write(line);
                bytes += line.length;
            }
        }
    }

    private void forgetOldest() {
        while (kept.size() > filesMax) {
            kept.pollFirstEntry();
        }
    }

    private static Sha256 key(String path) {
        return Sha256.of(path.getBytes(StandardCharsets.UTF_8));
    }

    /// Begins with a line's end, for the line before may be torn.
    private static byte[] line(Sha256 key, Seen state) {
        var hash = state.sha256().map(Sha256::hex).orElse(NO_HASH);
        var modified = state.modified().toInstant();
        var line = "\n" + key + " " + state.sizeBytes() + " " + modified + " " + hash + "\n";
        return line.getBytes(StandardCharsets.ISO_8859_1);
    }
}
