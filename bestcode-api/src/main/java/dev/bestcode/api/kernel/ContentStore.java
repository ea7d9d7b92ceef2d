package dev.bestcode.api.kernel;

import java.util.Optional;

/// Content named by its SHA-256, stored once however often it is put. Safe from any worker.
public interface ContentStore {
    /// Put content on stable storage. It stays at least until the kernel is closed; after that, as
    /// long as something that the log keeps names it.
    /// @throws KernelException when it cannot be stored; nothing has changed then
    Sha256 put(Bytes content);

    /// @throws KernelException when the bytes found are not those that were put
    Optional<Bytes> get(Sha256 sha256);
}
