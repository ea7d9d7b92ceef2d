package dev.bestcode.kernel;

import dev.bestcode.api.json.JsonObject;

import java.util.Locale;

/// One thing that an inspection found.
/// @param file path below the kernel's directory
/// @param offset byte of the file
/// @param lsn the transaction concerned; 0 when it is none
/// @param what is the matter
public record Finding(Kind kind, String file, long offset, long lsn, String what) {
    /// What a finding means for whoever depends on the kernel.
    public enum Kind {
        /// What was written is gone or changed; an open may refuse.
        DAMAGE(
                "Copy the data directory, then run 'bestcode kernel repair' on it, or use a backup."),
        /// Of a newer format, or no file of a kernel; an open refuses.
        FOREIGN("Open it with the newer BestCode, or move the file away."),
        /// What was vouched for by a head kept elsewhere is not in the log.
        NOT_AS_KEPT("Compare it with a backup; the log verifies by itself and was made anew."),
        /// A record that nobody had been told is safe.
        TORN_TAIL("Nothing to do: the next open cuts it."),
        /// A record that changes while it is looked at.
        BEING_WRITTEN("Nothing to do: its owner is at work."),
        /// An index or a snapshot; the log has all that it has.
        DERIVED("Harmless: delete the file, and it is made again when it is needed."),
        /// What a crash, or an owner at work, has left lying.
        LEFTOVER("Harmless: the next open deletes it.");

        private final String advice;

        Kind(String advice) {
            this.advice = advice;
        }

        /// Whether something is lost or not to be trusted.
        public boolean isBad() {
            return this == DAMAGE || this == FOREIGN || this == NOT_AS_KEPT;
        }

        /// Such as `torn-tail`.
        public String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /// What to do about it.
    public String advice() {
        return kind.advice;
    }

    public JsonObject toJson() {
        return JsonObject.builder()
                .put("finding", kind.label())
                .put("file", file)
                .put("byte", offset)
                .put("lsn", lsn)
                .put("what", what)
                .put("advice", advice())
                .build();
    }

    /// One line for a person.
    @Override
    public String toString() {
        var at = lsn > 0 ? ", LSN " + lsn : "";
        return "%s: %s: byte %d%s: %s. %s"
                .formatted(kind.label(), file, offset, at, what, advice());
    }
}
