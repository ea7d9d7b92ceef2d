package dev.bestcode.benchmarks;

import dev.bestcode.kernel.FileStorage;

import java.nio.file.Path;
import java.util.function.Function;

/// A store under a number of writers.
/// @param opener opens the store empty, in a folder of its own
record Case(String name, Writers writers, Function<Path, Store> opener) {
    static final String RAW = "raw sync x1";
    static final String BARE_1 = "bare log x1";
    static final String BARE_16 = "bare log x16";
    static final String OURS_1 = "kernel x1";
    static final String OURS_16 = "kernel x16";
    static final String SQLITE_1 = "SQLite FULL x1";
    static final String SQLITE_16 = "SQLite FULL x16 grouped";

    static Case raw(long preparedBytes) {
        return new Case(
                RAW,
                Writers.platform(1),
                folder -> new RawSync(folder.resolve("raw"), preparedBytes));
    }

    static Case bare(int writers, long preparedBytes, int recordBytes) {
        return new Case(
                writers == 1 ? BARE_1 : BARE_16,
                Writers.virtual(writers),
                folder -> new BareLog(folder.resolve("bare"), preparedBytes, recordBytes));
    }

    static Case kernel(int writers) {
        return new Case(
                writers == 1 ? OURS_1 : OURS_16,
                Writers.virtual(writers),
                folder -> KernelStore.create(FileStorage.at(folder)));
    }

    static Case sqlite(int writers) {
        return new Case("SQLite FULL x" + writers, Writers.platform(writers), SqliteStore::open);
    }

    static Case groupedSqlite(int writers) {
        return new Case(
                "SQLite FULL x" + writers + " grouped",
                Writers.virtual(writers),
                GroupedSqlite::new);
    }
}
