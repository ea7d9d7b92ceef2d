package dev.bestcode.kernel;

import dev.bestcode.api.kernel.KernelDamagedException;
import dev.bestcode.api.kernel.KernelException;
import dev.bestcode.api.kernel.UnsupportedFormatException;

import java.util.ArrayList;
import java.util.List;

/// What one inspection has found so far. Not safe for several threads.
final class Findings {
    private final List<Finding> found = new ArrayList<>();

    void add(Finding.Kind kind, String file, long offset, long lsn, String what) {
        found.add(new Finding(kind, file, offset, lsn, what));
    }

    void damage(String file, long offset, long lsn, String what) {
        add(Finding.Kind.DAMAGE, file, offset, lsn, what);
    }

    List<Finding> all() {
        return List.copyOf(found);
    }

    boolean anyBad() {
        return found.stream().anyMatch(finding -> finding.kind().isBad());
    }

    /// @param where the storage's name
    /// @throws KernelException for the first that is bad
    void requireSound(String where) {
        for (var finding : found) {
            if (finding.kind().isBad()) {
                throw exception(where, finding);
            }
        }
    }

    private static KernelException exception(String where, Finding finding) {
        var file = where + "/" + finding.file();
        var message =
                "%s: byte %d, LSN %d: %s. Nothing has been changed; 'bestcode kernel verify' lists all that is wrong. %s"
                        .formatted(
                                file,
                                finding.offset(),
                                finding.lsn(),
                                finding.what(),
                                finding.advice());
        return finding.kind() == Finding.Kind.FOREIGN
                ? new UnsupportedFormatException(message)
                : new KernelDamagedException(message, file, finding.offset(), finding.lsn());
    }
}
