package dev.bestcode.kernel;

import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.KernelException;
import dev.bestcode.api.kernel.KernelState;
import dev.bestcode.api.kernel.KernelStorage;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.kernel.Sha256;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;

/// Looks at a kernel's files without owning them: nothing is changed and no lock is touched, so an
/// owner may be at work meanwhile, and the disk may be one that cannot be written to.
public final class WalInspector {
    /// Longer than the pages of one write take to come into view.
    private static final Duration PAUSE = Duration.ofMillis(10);

    private final KernelStorage storage;
    private final Runnable pause;

    /// @param pause between two looks at what may be under an owner's pen
    WalInspector(KernelStorage storage, Runnable pause) {
        this.storage = storage;
        this.pause = pause;
    }

    public static WalInspector of(KernelStorage storage) {
        return new WalInspector(storage, () -> LockSupport.parkNanos(PAUSE.toNanos()));
    }

    /// Whether there are files of a kernel, whole or not.
    public boolean isKernel() {
        return reading(() -> !Steadily.listing(storage).isEmpty());
    }

    /// Check every byte that holds something: the log by its checksums, its order, its chain and by
    /// applying it again; content, snapshots and indexes by what the log says of them.
    /// @param kept a head written down earlier; without one, a shortened log, or one that was
    ///     rewritten with its chain, cannot be told from a true one
    /// @throws KernelException when the files cannot be read at all
    public Verification verify(Optional<KeptHead> kept) {
        return reading(
                () -> {
                    try (var inspection = inspect(kept)) {
                        return inspection.verification();
                    }
                });
    }

    /// The kernel in numbers.
    /// @throws KernelException when it is damaged, or cannot be read
    public KernelFigures stats() {
        return sound(Inspection::figures);
    }

    /// Read the state as an open does: from the newest snapshot and the log behind it, without a
    /// look at the rest. Content can be read through it; it must not be used afterwards. Where
    /// there is no kernel yet, it is empty.
    /// @throws KernelException when what is read is damaged, or cannot be read
    public <T> T read(Function<KernelState, T> reading) {
        return reading(() -> Steadily.read(pause, () -> readOnce(reading)));
    }

    /// Read what the content store has, by its hash; empty when it has no such content.
    /// @throws KernelException when the bytes found are not those that were put
    public Optional<Bytes> content(Sha256 sha256) {
        return BlobFile.read(storage, Digest.of(sha256));
    }

    private <T> T readOnce(Function<KernelState, T> reading) throws IOException {
        try (var store = store()) {
            return reading.apply(state(store));
        }
    }

    private LogStore store() {
        return new LogStore(storage.name(), blob -> BlobFile.read(storage, blob));
    }

    private State state(LogStore store) throws IOException {
        var segments = LogFiles.list(storage).segments();
        if (segments.isEmpty()) {
            return State.empty(store);
        }
        var from = new Snapshots(storage).load(segments.getFirst().kernelId(), store);
        return Recovery.run(storage, store, segments, from, false, Upkeep.INLINE).state();
    }

    /// Show the journal's entries of the transactions from one LSN through another, in order.
    /// @param run of which alone, if any
    /// @throws KernelException when the kernel is damaged, or cannot be read
    public void journal(
            long fromLsn, long toLsn, Optional<RunId> run, Consumer<InspectedEntry> consumer) {
        sound(
                inspection -> {
                    var met = inspection.journal(fromLsn, toLsn, run, consumer);
                    met.requireSound(storage.name());
                    return true;
                });
    }

    private Inspection inspect(Optional<KeptHead> kept) throws IOException {
        return Steadily.look(
                storage, () -> Inspection.of(storage, kept, pause), Inspection::isSound);
    }

    @FunctionalInterface
    private interface Use<T> {
        T of(Inspection inspection) throws IOException;
    }

    private <T> T sound(Use<T> use) {
        return reading(
                () -> {
                    try (var inspection = inspect(Optional.empty())) {
                        inspection.findings().requireSound(storage.name());
                        return use.of(inspection);
                    }
                });
    }

    /// Show the transactions from one LSN through another, one JSON object each.
    /// @param withContent whether content is shown, and not its length and hash alone
    /// @throws KernelException when part of it cannot be read; what could be is shown by then
    public void dump(long fromLsn, long toLsn, boolean withContent, Consumer<JsonObject> consumer) {
        reading(
                () -> {
                    var findings = new Findings();
                    try (var survey =
                            Steadily.look(
                                    storage,
                                    () -> LogSurvey.of(storage, findings),
                                    LogSurvey::hangsTogether)) {
                        var dump = new LogDump(storage, fromLsn, toLsn, withContent, consumer);
                        LogWalk.from(fromLsn, survey, findings, dump, pause).run();
                    }
                    findings.requireSound(storage.name());
                    return true;
                });
    }

    /// Save what can be saved into a new kernel. This one stays as it is. A transaction that is
    /// lost leaves an empty one in its place, so all others keep their LSNs.
    /// @param target empty, or not there yet
    /// @throws KernelException when the target is not empty, or cannot be written; what was begun
    ///     there is taken away
    public RepairReport repair(KernelStorage target) {
        return repair(target, KernelOptions.defaults());
    }

    RepairReport repair(KernelStorage target, KernelOptions options) {
        return reading(
                () ->
                        new NewDirectory(target, storage.name())
                                .fill(() -> new Salvage(storage, target, options).run(pause)));
    }

    /// Copy the kernel as it is now, while an owner may be writing. The copy holds everything that
    /// was acknowledged before the call, and has been verified.
    /// @param target empty, or not there yet
    /// @throws KernelException when this kernel is damaged, or the target is not empty, or cannot
    ///     be written; what was begun there is taken away
    public BackupReport backup(KernelStorage target) {
        return reading(
                () ->
                        new NewDirectory(target, storage.name())
                                .fill(() -> new Backup(storage, target).run(pause)));
    }

    private <T> T reading(Steadily.Look<T> look) {
        try {
            return look.look();
        } catch (IOException e) {
            throw new KernelException(
                    "%s cannot be read: %s. Nothing has been changed."
                            .formatted(storage.name(), e.getMessage()),
                    e);
        }
    }
}
