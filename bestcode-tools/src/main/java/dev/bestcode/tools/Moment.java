package dev.bestcode.tools;

import dev.bestcode.api.kernel.Sha256;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// One entry of a run's past: what became of its workspace since the entry before.
/// @param before where that entry is; empty for the first
/// @param at its place in the order of the run's messages
/// @param label the tool that was called; empty text otherwise
/// @param tree all that lies in the workspace after it, from the first look at the whole
/// @param pieces where contents are that came with it, and which
/// @param own contents that are few enough to lie in the entry itself
record Moment(
        Optional<MomentId> before,
        Kind kind,
        long at,
        String label,
        int leftOut,
        List<KeptChange> changes,
        Optional<KeptTree> tree,
        List<Piece> pieces,
        KeptContents own) {
    /// The same without the contents in it, which lie in the store.
    Moment withoutContents() {
        return new Moment(
                before, kind, at, label, leftOut, changes, tree, pieces, new KeptContents());
    }

    enum Kind {
        /// Somebody else's changes, found before a call; or files seen for the first time.
        FOUND(1),
        /// A call's own.
        CALL(2),
        /// What was set back.
        REWOUND(3),
        /// The tree was too large to be looked through: a command's changes are not known.
        UNSEEN(4);

        private final int number;

        Kind(int number) {
            this.number = number;
        }

        /// Its number in the store; append only.
        int number() {
            return number;
        }

        /// Empty for one that this version does not know.
        static Optional<Kind> of(int number) {
            return Arrays.stream(values()).filter(kind -> kind.number == number).findFirst();
        }
    }

    /// @see KeptContents
    record Piece(Sha256 blob, List<Sha256> contents) {}
}
