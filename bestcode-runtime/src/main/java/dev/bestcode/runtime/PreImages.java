package dev.bestcode.runtime;

import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.ContentStore;

import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/// Where tools leave what they are about to replace: the content store of a kernel that is opened
/// after they are made. Safe from any worker.
final class PreImages implements Consumer<Bytes> {
    private final CompletableFuture<ContentStore> store = new CompletableFuture<>();

    void keepIn(ContentStore opened) {
        store.complete(opened);
    }

    /// No tool is called before the kernel is open.
    @Override
    public void accept(Bytes content) {
        store.join().put(content);
    }
}
