package dev.bestcode.benchmarks;

import dev.bestcode.kernel.FileStorage;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

import java.nio.file.Path;

/// A child of [KernelReopen]: load a store durably, then halt without closing it.
@Command(name = ReopenLoad.NAME, hidden = true)
final class ReopenLoad implements Runnable {
    static final String NAME = "reopen-load";

    /// Enough for a force to be shared by many.
    private static final int WRITERS = 128;

    @Parameters(index = "0")
    private Peer peer = Peer.KERNEL;

    @Parameters(index = "1")
    private Path folder = Path.of("");

    @Parameters(index = "2")
    private long messages;

    @Override
    public void run() {
        var store =
                switch (peer) {
                    case KERNEL -> KernelStore.create(FileStorage.at(folder));
                    case SQLITE -> new GroupedSqlite(folder);
                };
        ChildJvm.answer("loaded", Writers.virtual(WRITERS).runUntil(store, messages).commits());
        System.out.flush();
        Runtime.getRuntime().halt(0);
    }
}
